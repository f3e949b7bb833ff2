"""Writes to persons: as lists state them, by hand, what is sensitive, who is whom, and the two ledgers."""

from khaigiang.apps.people.actions.entering import (
    Details,
    Taken,
    add_person,
    appoint,
    correct_person,
    end_appointment,
    plan_post,
    record_past_course,
    record_qualification,
    strike,
)
from khaigiang.apps.people.actions.ledgers import (
    Change,
    change_places,
    engage,
    engage_like,
    hand_over,
    record_training,
    release,
)
from khaigiang.apps.people.actions.merging import ask_again, merge, say_different, say_same, unmerge
from khaigiang.apps.people.actions.placing import Placed, Whereabouts, place
from khaigiang.apps.people.actions.registering import Already, KnownPeople, Sheet, register_many
from khaigiang.apps.people.actions.sealing import renew_key, state_fact

__all__ = [
    "Already",
    "Change",
    "Details",
    "KnownPeople",
    "Placed",
    "Sheet",
    "Taken",
    "Whereabouts",
    "add_person",
    "appoint",
    "ask_again",
    "change_places",
    "correct_person",
    "end_appointment",
    "engage",
    "engage_like",
    "hand_over",
    "merge",
    "place",
    "plan_post",
    "record_past_course",
    "record_qualification",
    "record_training",
    "register_many",
    "release",
    "renew_key",
    "say_different",
    "say_same",
    "state_fact",
    "strike",
    "unmerge",
]
