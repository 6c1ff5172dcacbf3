"""look back: commands for people and programs."""
