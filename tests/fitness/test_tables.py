"""Every table refuses writes outside an action, and every constraint refuses in words."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import models

from fitness import source
from ground.settings import REPOSITORY
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel, GuardedQuerySet

NOT_GUARDED = {
    "accounts.User": "Django itself writes last_login and rehashes passwords",
}
# Constraints that no test breaks yet. The list may only become shorter.
NOT_EXERCISED = dict.fromkeys(
    (
        "class_code_once",
        "class_one_lesson_at_a_time",
        "competence_once",
        "forming_run_once",
        "module_number_once",
        "nominated_once_a_line",
        "nomination_letter_once",
        "one_class_one_room",
        "paper_number_once",
        "paper_once",
        "plan_line_code_once",
        "plan_once",
        "planned_class_bounds_in_order",
        "planned_class_dates_in_order",
        "planned_class_number_once",
        "programme_version_once",
        "quota_accepted_were_nominated",
        "quota_accepted_within",
        "quota_attending_were_accepted",
        "quota_children_within",
        "quota_completed_did_attend",
        "quota_once",
        "room_busy_once",
        "room_name_once",
        "sending_unit_once",
        "study_group_once",
        "timetable_run_once",
        "verdict_reason_place_once",
    ),
    "the tests of its slice are still to come",
)


def tables() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("khaigiang.") and not model._meta.proxy]


def constraint_names() -> Iterator[str]:
    for model in tables():
        for constraint in model._meta.constraints:
            yield constraint.name


def test_every_table_is_guarded_or_says_why_not() -> None:
    bare = {model._meta.label for model in tables() if not issubclass(model, GuardedModel)}

    assert bare == NOT_GUARDED.keys()


def test_query_set_of_every_guarded_table_is_guarded() -> None:
    plain = [
        model._meta.label
        for model in tables()
        if issubclass(model, GuardedModel) and not isinstance(model._default_manager.all(), GuardedQuerySet)
    ]

    assert plain == []


def test_every_constraint_has_a_sentence() -> None:
    assert [name for name in constraint_names() if name not in constraints.said()] == []


def test_every_sentence_belongs_to_a_constraint() -> None:
    assert constraints.said().keys() - set(constraint_names()) == set()


def test_every_constraint_is_broken_by_a_test() -> None:
    tests = "\n".join(
        path.read_text(encoding="utf-8")
        for path in source.python_files(under=REPOSITORY / "tests")
        if path.name != "test_tables.py"
    )
    untried = {name for name in constraint_names() if not re.search(rf"\b{name}\b", tests)}

    assert untried == NOT_EXERCISED.keys()
