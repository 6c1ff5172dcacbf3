"""Tests of what decides: config files, settings and codes."""
