"""Writes to seats: shared out down the tree, moved within it, and counted as they are used."""

from khaigiang.apps.quotas.actions.counting import count
from khaigiang.apps.quotas.actions.following import follow_plan
from khaigiang.apps.quotas.actions.moving import (
    Wanted,
    give_back,
    offer_again,
    reclaim,
    set_use_by,
    transfer,
    use_until,
)
from khaigiang.apps.quotas.actions.sharing import Basis, grant, share_below, share_out

__all__ = [
    "Basis",
    "Wanted",
    "count",
    "follow_plan",
    "give_back",
    "grant",
    "offer_again",
    "reclaim",
    "set_use_by",
    "share_below",
    "share_out",
    "transfer",
    "use_until",
]
