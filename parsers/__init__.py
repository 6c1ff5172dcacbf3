"""read: bytes become items; pure."""
