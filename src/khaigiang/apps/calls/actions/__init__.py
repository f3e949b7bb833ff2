"""Writes to calls, and to what units answer."""

from khaigiang.apps.calls.actions.calling import draft_call, extend, publish

__all__ = ["draft_call", "extend", "publish"]
