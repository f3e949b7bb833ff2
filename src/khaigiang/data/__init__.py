"""Packaged facts; each folder names its sources in SOURCES.md."""
