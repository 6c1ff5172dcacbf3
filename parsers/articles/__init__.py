"""A page that is one article: its text, and what it says of itself."""
