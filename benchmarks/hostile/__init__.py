"""Drives a hostile server, case by case, through the whole of the project, and judges what came."""
