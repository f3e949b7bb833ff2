"""Writes to the tree of units: the official states, and dated changes with their instrument."""

from khaigiang.apps.units.actions.loading import LoadedCountry, add_local_unit, load_country, load_official_state

__all__ = ["LoadedCountry", "add_local_unit", "load_country", "load_official_state"]
