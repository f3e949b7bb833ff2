"""The tree of organisations, true on a date."""
