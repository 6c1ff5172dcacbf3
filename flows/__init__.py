"""run: the only place that knows Prefect."""
