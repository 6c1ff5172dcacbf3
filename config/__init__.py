"""decide: what is watched, what is tracked, who is told; wrong config stops here."""
