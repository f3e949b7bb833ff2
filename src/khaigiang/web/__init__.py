"""The shell of every page: base template, components, tables, static files."""
