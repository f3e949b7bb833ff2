import pytest

from khaigiang.core.states import (
    TRANSITIONS,
    ClassState,
    NominationState,
    NotAllowed,
    PaperState,
    PlanState,
    YearRunState,
    mermaid,
    next_state,
)

ROWS = [
    (cycle, source, row.verb, row.target)
    for cycle, rows in TRANSITIONS.items()
    for row in rows
    for source in row.sources
]


@pytest.mark.parametrize(("cycle", "source", "verb", "target"), ROWS)
def test_every_row_of_the_table_is_followed(cycle, source, verb, target):
    assert next_state(cycle, source.value, verb) == target.value


def test_no_state_has_the_same_verb_twice():
    keys = [(cycle, source, verb) for cycle, source, verb, _target in ROWS]

    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("cycle", TRANSITIONS)
def test_every_state_of_a_cycle_is_reached_from_its_first(cycle):
    reached, fresh = set(), {next(iter(cycle))}
    while fresh:
        reached |= fresh
        fresh = {target for of, source, _verb, target in ROWS if of is cycle and source in reached} - reached

    assert reached == set(cycle)


@pytest.mark.parametrize(
    ("cycle", "state", "verb"),
    [
        (PaperState, PaperState.ISSUED, "issue"),
        (PlanState, PlanState.APPROVED, "approve"),
        (NominationState, NominationState.NOT_ELIGIBLE, "accept"),
        (ClassState, ClassState.FORMED, "open"),
        (YearRunState, YearRunState.DONE, "start"),
        (PaperState, "no such state", "issue"),
    ],
)
def test_what_the_table_does_not_hold_is_refused(cycle, state, verb):
    with pytest.raises(NotAllowed) as refused:
        next_state(cycle, state, verb)

    assert (refused.value.cycle, refused.value.state, refused.value.verb) == (cycle, state, verb)


def test_diagram_is_drawn_from_the_table():
    assert mermaid(PaperState) == "stateDiagram-v2\n    [*] --> draft\n    draft --> issued: issue\n"
