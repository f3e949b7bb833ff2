"""Writes to persons: as lists state them, by hand, what is sensitive, who is whom, and the two ledgers."""

from khaigiang.apps.people.actions.ledgers import engage, record_training, release
from khaigiang.apps.people.actions.registering import Sheet, register_many
from khaigiang.apps.people.actions.sealing import renew_key, state_fact

__all__ = ["Sheet", "engage", "record_training", "register_many", "release", "renew_key", "state_fact"]
