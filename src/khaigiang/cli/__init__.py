"""The command line: parses, calls an action or a query, prints."""
