"""Pages of calls, and of what units answer."""

from khaigiang.apps.calls.views.answering import dossier
from khaigiang.apps.calls.views.calling import call, draft, index

__all__ = ["call", "dossier", "draft", "index"]
