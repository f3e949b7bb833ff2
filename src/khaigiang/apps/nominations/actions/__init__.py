"""Writes to nominations: whole lists, and one nominee by one."""

from khaigiang.apps.nominations.actions.lists import accept_line, draft_verdicts, enact_rules, judge_line, receive
from khaigiang.apps.nominations.actions.one_by_one import (
    accept,
    call_reserve,
    decline,
    put_in_reserve,
    substitute,
    take_back_waiver,
    waive,
    withdraw,
)
from khaigiang.apps.nominations.actions.taking_in import Named, take_in
from khaigiang.apps.nominations.bridge import Entry

__all__ = [
    "Entry",
    "Named",
    "accept",
    "accept_line",
    "call_reserve",
    "decline",
    "draft_verdicts",
    "enact_rules",
    "judge_line",
    "put_in_reserve",
    "receive",
    "substitute",
    "take_back_waiver",
    "take_in",
    "waive",
    "withdraw",
]
