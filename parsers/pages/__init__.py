"""Pages that list items, read by CSS selectors."""
