"""Writes to the tree of units: the official states, and dated changes with their instrument."""

from khaigiang.apps.units.actions.entering import Body, enter_bodies
from khaigiang.apps.units.actions.loading import LoadedCountry, add_local_unit, load_country, load_official_state
from khaigiang.apps.units.actions.periods import Basis
from khaigiang.apps.units.actions.reshaping import add, close, merge, move, rename, split
from khaigiang.apps.units.actions.undoing import undo

__all__ = [
    "Basis",
    "Body",
    "LoadedCountry",
    "add",
    "add_local_unit",
    "close",
    "enter_bodies",
    "load_country",
    "load_official_state",
    "merge",
    "move",
    "rename",
    "split",
    "undo",
]
