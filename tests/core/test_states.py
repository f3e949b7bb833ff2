import pytest

from khaigiang.core.states import (
    FIRST,
    TRANSITIONS,
    ClassState,
    Cycle,
    NominationState,
    NotAllowed,
    PaperState,
    PlanState,
    mermaid,
    next_state,
    verbs,
)


@pytest.mark.parametrize("transition", TRANSITIONS, ids=lambda t: f"{t.cycle}-{t.source}-{t.verb}")
def test_every_row_of_the_table_is_followed(transition):
    assert next_state(transition.cycle, transition.source, transition.verb) is transition.target


def test_no_state_has_the_same_verb_twice():
    rows = [(t.cycle, t.source, t.verb) for t in TRANSITIONS]

    assert sorted(set(rows)) == sorted(rows)


@pytest.mark.parametrize("cycle", Cycle)
def test_every_state_of_a_cycle_is_reached_from_its_first(cycle):
    reached, fresh = set(), {FIRST[cycle]}
    while fresh:
        reached |= fresh
        fresh = {t.target for t in TRANSITIONS if t.cycle is cycle and t.source in reached} - reached

    assert reached == set(type(FIRST[cycle]))


def test_a_class_opens_only_after_it_has_a_timetable():
    with pytest.raises(NotAllowed) as refused:
        next_state(Cycle.TRAINING_CLASS, ClassState.FORMED, "open")

    assert refused.value.code == "verb_not_allowed"
    assert refused.value.facts == {
        "cycle": "training_class",
        "state": "formed",
        "verb": "open",
        "allowed": "form,timetable,cancel",
    }


@pytest.mark.parametrize(
    ("cycle", "state", "verb"),
    [
        (Cycle.PAPER, PaperState.ISSUED, "draft"),
        (Cycle.PLAN, PlanState.CLOSED, "amend"),
        (Cycle.NOMINATION, NominationState.REFUSED, "accept"),
        (Cycle.TRAINING_CLASS, ClassState.FINISHED, "cancel"),
        (Cycle.PAPER, "no such state", "issue"),
    ],
)
def test_what_the_table_does_not_hold_is_refused(cycle, state, verb):
    with pytest.raises(NotAllowed):
        next_state(cycle, state, verb)


def test_a_state_may_be_given_as_the_database_holds_it():
    assert next_state(Cycle.NOMINATION, "reserve", "move_up") is NominationState.ACCEPTED


def test_verbs_come_in_the_order_of_the_table():
    assert verbs(Cycle.NOMINATION, NominationState.INCOMPLETE) == ("complete", "withdraw")


def test_diagram_is_drawn_from_the_table():
    assert mermaid(Cycle.PAPER) == (
        "stateDiagram-v2\n"
        "    [*] --> draft\n"
        "    draft --> draft: draft\n"
        "    draft --> issued: issue\n"
        "    draft --> discarded: discard\n"
        "    issued --> [*]\n"
        "    discarded --> [*]\n"
    )
