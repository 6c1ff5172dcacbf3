"""remember: the only place that knows SQL."""
