"""understand: an item becomes facts; pure."""
