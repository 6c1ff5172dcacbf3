"""read: bytes become items; pure, but for the child process of `apart`."""
