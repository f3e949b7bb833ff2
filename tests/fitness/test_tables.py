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
    assert set(constraint_names()) - constraints.said().keys() == set()


def test_every_sentence_belongs_to_a_constraint() -> None:
    assert constraints.said().keys() - set(constraint_names()) == set()


def test_every_constraint_is_broken_by_a_test() -> None:
    tests = "\n".join(
        path.read_text(encoding="utf-8")
        for path in source.python_files(under=REPOSITORY / "tests")
        if path.name != "test_tables.py"
    )
    untried = {name for name in constraint_names() if not re.search(rf"\b{name}\b", tests)}

    assert untried == set()
