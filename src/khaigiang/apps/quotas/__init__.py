"""Seats of a line, granted to units, with the five counts that are never mixed."""
