"""Outgoing papers and the books that number them."""
