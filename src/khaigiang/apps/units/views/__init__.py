"""The pages of units: the tree, one unit, what changed, two days side by side, and the acts that change them."""

from khaigiang.apps.units.views.changing import change, undo
from khaigiang.apps.units.views.looking import changes, compare, index, unit

__all__ = ["change", "changes", "compare", "index", "undo", "unit"]
