"""The auditor reads every act, thing and fact of the trail in words."""

import ast
from collections.abc import Iterator

from fitness import source
from khaigiang.apps.inspection.phrases import FACTS, THINGS, VERBS
from khaigiang.apps.quotas.actions.counting import COUNTERS
from khaigiang.core.completion import CompletionStanding
from khaigiang.core.states import NominationState
from khaigiang.core.verdict import Standing
from khaigiang.foundation.audit.verification import FOUND_WRONG, VERIFIED

# What is recorded under a name, or made of one, by the expression that stands in the source.
NAMED = {"VERIFIED": {VERIFIED}, "FOUND_WRONG": {FOUND_WRONG}}
MADE_OF = {"f'quotas.{counter}'": {f"quotas.{counter}" for counter in COUNTERS}}
# What a reported result states, and what was reported before it.
FIGURES = {"classes", "places", "people"}
REPORTED = {"line", "first", "last", *FIGURES}
# Facts that are handed over as one mapping, by the act.
MAPPINGS = {
    "nominations.judged": set(Standing),
    "nominations.accepted": {NominationState.ACCEPTED, NominationState.RESERVE, "overlapping"},
    "results.judged": set(CompletionStanding),
    "plans.result_reported": REPORTED,
    "plans.result_replaced": REPORTED | {f"{name}_before" for name in FIGURES},
    VERIFIED: {"fault", "event", "seal"},
    "classes.seat_passed_on": {"name", "into"},
    "nominations.substituted": {"name", "before"},
}


def records() -> Iterator[ast.Call]:
    """Every call of ``audit.record`` in the source."""
    for path in source.python_files(under=source.SOURCE):
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
                yield node


def verbs(expression: ast.expr) -> set[str]:
    """What the first word of a record can be. Fails on an expression that nobody has named here."""
    if isinstance(expression, ast.IfExp):
        return verbs(expression.body) | verbs(expression.orelse)
    if isinstance(expression, ast.Constant):
        return {expression.value}
    if isinstance(expression, ast.Name):
        return NAMED[expression.id]
    return MADE_OF[ast.unparse(expression)]


def test_every_act_that_is_recorded_has_its_words() -> None:
    recorded = set().union(*(verbs(node.args[0]) for node in records()))

    assert sorted(recorded - VERBS.keys()) == []


def test_every_act_in_words_is_recorded_somewhere() -> None:
    recorded = set().union(*(verbs(node.args[0]) for node in records()))

    assert sorted(VERBS.keys() - recorded) == []


def test_every_thing_that_is_named_by_a_word_has_its_words() -> None:
    named = {node.args[1].value for node in records() if isinstance(node.args[1], ast.Constant)}

    assert sorted(named - THINGS.keys()) == []


def test_every_fact_that_is_recorded_has_its_words() -> None:
    named = {each.arg for node in records() for each in node.keywords if each.arg} - {"by"}
    handed_over = set().union(*MAPPINGS.values())

    assert sorted((named | {str(each) for each in handed_over}) - FACTS.keys()) == []


def test_facts_handed_over_as_a_mapping_are_listed_here() -> None:
    mapped = [node for node in records() if any(each.arg is None for each in node.keywords)]

    assert [ast.unparse(node) for node in mapped if not verbs(node.args[0]) & MAPPINGS.keys()] == []
