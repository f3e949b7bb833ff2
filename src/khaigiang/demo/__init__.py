"""Seeded generators of the sample cases. Places are real; every person is invented."""
