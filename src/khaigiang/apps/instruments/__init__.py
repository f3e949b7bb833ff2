"""Legal texts: everything that follows law points to one."""
