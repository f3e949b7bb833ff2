"""Persons, where they work, and the two ledgers: what they completed, and when they are engaged."""
