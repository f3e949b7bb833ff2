"""Whatever the database may refuse, a person can read, in both languages."""

import pytest
from django.apps import apps
from django.utils import translation

from khaigiang.foundation import constraints

OURS = [
    constraint.name
    for model in apps.get_models()
    if model.__module__.startswith("khaigiang.apps")
    for constraint in model._meta.constraints
]


@pytest.mark.parametrize("name", OURS)
def test_constraint_has_a_sentence_in_both_languages(name) -> None:
    sentence = constraints.said()[name]
    with translation.override("vi"):
        vietnamese = str(sentence)
    with translation.override("en"):
        english = str(sentence)

    assert vietnamese.endswith(".")
    assert english.endswith(".")
    assert vietnamese != english


def test_no_sentence_is_left_of_a_constraint_that_is_gone() -> None:
    assert sorted(constraints.said().keys() - set(OURS)) == []
