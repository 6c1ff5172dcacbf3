"""Feeds of any format, whole or damaged."""
