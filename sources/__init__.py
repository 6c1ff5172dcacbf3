"""fetch: bytes in; the only inbound network and file access."""
