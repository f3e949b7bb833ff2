"""Pages of calls, and of what units answer."""

from khaigiang.apps.calls.views.calling import call, draft, index

__all__ = ["call", "draft", "index"]
