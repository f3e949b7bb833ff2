"""Lecturers and what they can give, venues, rooms, and the half-days when they are busy."""
