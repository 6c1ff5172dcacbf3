"""measure: what others reach, and what we reach, in one run."""
