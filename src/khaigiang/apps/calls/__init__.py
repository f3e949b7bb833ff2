"""Calls for nominations, and what each unit answers: its letter and its people, filled, submitted, taken in."""
