"""Every life cycle as a list of states and one table of transitions, from which its diagram is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class PlanState(StrEnum):
    """A plan: drafted, submitted to who approves it, in force as approved or as amended since, closed for good."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    AMENDED = "amended"
    CLOSED = "closed"


PLANS_IN_FORCE = frozenset({PlanState.APPROVED, PlanState.AMENDED})
"""While a plan is one of these it takes calls, lists, classes and openings."""


class ConsentState(StrEnum):
    """What the specialised upper body says to a line that a lower unit runs itself."""

    ASKED = "asked"
    GIVEN = "given"
    HANDED_BACK = "handed_back"


class LecturerRequestState(StrEnum):
    """A lower unit's request that the city send a lecturer for a topic."""

    ASKED = "asked"
    PROMISED = "promised"
    DECLINED = "declined"


class TaskState(StrEnum):
    """A task of a plan; to chase its owner leaves it open."""

    OPEN = "open"
    DONE = "done"


class NominationState(StrEnum):
    NOMINATED = "nominated"
    ACCEPTED = "accepted"
    RESERVE = "reserve"
    NOT_ELIGIBLE = "not_eligible"
    INCOMPLETE = "incomplete"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class CallState(StrEnum):
    """A call for nominations: a draft is written anew as often as needed; published, the units called see it."""

    DRAFT = "draft"
    PUBLISHED = "published"


class DossierState(StrEnum):
    """A unit's answer to a call: its letter and its people in order. Handed back, it is filled and submitted again."""

    FILLING = "filling"
    SUBMITTED = "submitted"
    HANDED_BACK = "handed_back"
    TAKEN_IN = "taken_in"


class SurveyState(StrEnum):
    """A survey of training needs: written until it is published, answered until it is closed."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"


class NeedsFormState(StrEnum):
    """What one unit answers to a survey. Handed back, it is filled and submitted again."""

    FILLING = "filling"
    SUBMITTED = "submitted"
    HANDED_BACK = "handed_back"


class InspectionNeedState(StrEnum):
    """What an inspection found and asks to be taught; one entered by mistake is withdrawn and stays on record."""

    ENTERED = "entered"
    WITHDRAWN = "withdrawn"


class ClassState(StrEnum):
    FORMED = "formed"
    TIMETABLED = "timetabled"
    OPEN = "open"
    FINISHED = "finished"


CLASSES_BEGUN = frozenset({ClassState.OPEN, ClassState.FINISHED})
"""A class that has opened: its list is frozen, its money spent."""


class PaperState(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"


class YearRunState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class SearchState(StrEnum):
    """A search for a timetable, or for ways to mend one: a repair waits for somebody to choose what is published."""

    WAITING = "waiting"
    RUNNING = "running"
    PROPOSED = "proposed"
    PUBLISHED = "published"
    IMPOSSIBLE = "impossible"
    STOPPED = "stopped"
    FAILED = "failed"


class HandDraftState(StrEnum):
    """A working copy of a plan's timetables that is changed by hand; of a plan one may be open."""

    OPEN = "open"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class IntakeState(StrEnum):
    """A file of people on its way in: nothing of it is written anywhere else before it is committed."""

    UPLOADED = "uploaded"
    CHECKED = "checked"
    ACCEPTED = "accepted"
    COMMITTED = "committed"
    DROPPED = "dropped"


class RollState(StrEnum):
    """The roll of a half-day: signed off, it is closed."""

    OPEN = "open"
    SIGNED = "signed"


class CertificateState(StrEnum):
    ISSUED = "issued"
    REVOKED = "revoked"


class QuestionState(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"
    PUBLISHED = "published"


class IdentityState(StrEnum):
    """Whether two persons who look alike are one: asked until somebody decides."""

    OPEN = "open"
    SAME = "same"
    DIFFERENT = "different"


class MergeState(StrEnum):
    """A merge of two persons' records; undone, everything stands where it stood."""

    MERGED = "merged"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Transition:
    """By this verb, from any of these states, to that one."""

    verb: str
    sources: tuple[StrEnum, ...]
    target: StrEnum


TRANSITIONS: Mapping[type[StrEnum], tuple[Transition, ...]] = {
    PlanState: (
        Transition("submit", (PlanState.DRAFT,), PlanState.SUBMITTED),
        Transition("hand_back", (PlanState.SUBMITTED,), PlanState.DRAFT),
        Transition("approve", (PlanState.SUBMITTED,), PlanState.APPROVED),
        # A plan that was entered anew after it had been amended stands as it was amended.
        Transition("approve_amended", (PlanState.SUBMITTED,), PlanState.AMENDED),
        Transition("amend", (PlanState.APPROVED, PlanState.AMENDED), PlanState.AMENDED),
        Transition("close", (PlanState.APPROVED, PlanState.AMENDED), PlanState.CLOSED),
    ),
    ConsentState: (
        Transition("give", (ConsentState.ASKED,), ConsentState.GIVEN),
        Transition("hand_back", (ConsentState.ASKED,), ConsentState.HANDED_BACK),
        Transition("ask_again", (ConsentState.HANDED_BACK,), ConsentState.ASKED),
        # The line has changed since: what was agreed to, or asked for, is no longer what it says.
        Transition("ask_of_changed", (ConsentState.ASKED, ConsentState.GIVEN), ConsentState.ASKED),
    ),
    LecturerRequestState: (
        Transition("promise", (LecturerRequestState.ASKED,), LecturerRequestState.PROMISED),
        Transition("decline", (LecturerRequestState.ASKED,), LecturerRequestState.DECLINED),
    ),
    TaskState: (
        Transition("chase", (TaskState.OPEN,), TaskState.OPEN),
        Transition("finish", (TaskState.OPEN,), TaskState.DONE),
    ),
    NominationState: (
        Transition("accept", (NominationState.NOMINATED, NominationState.RESERVE), NominationState.ACCEPTED),
        Transition("reserve", (NominationState.NOMINATED,), NominationState.RESERVE),
        Transition("refuse", (NominationState.NOMINATED,), NominationState.NOT_ELIGIBLE),
        Transition("ask_for_facts", (NominationState.NOMINATED,), NominationState.INCOMPLETE),
        Transition("decline", (NominationState.NOMINATED, NominationState.RESERVE), NominationState.DECLINED),
        Transition(
            "reconsider",
            (
                NominationState.NOMINATED,
                NominationState.NOT_ELIGIBLE,
                NominationState.INCOMPLETE,
                NominationState.ACCEPTED,
                NominationState.RESERVE,
            ),
            NominationState.NOMINATED,
        ),
        Transition(
            "withdraw",
            (
                NominationState.NOMINATED,
                NominationState.ACCEPTED,
                NominationState.RESERVE,
                NominationState.NOT_ELIGIBLE,
                NominationState.INCOMPLETE,
            ),
            NominationState.WITHDRAWN,
        ),
    ),
    CallState: (
        Transition("draft", (CallState.DRAFT,), CallState.DRAFT),
        Transition("publish", (CallState.DRAFT,), CallState.PUBLISHED),
        Transition("extend", (CallState.PUBLISHED,), CallState.PUBLISHED),
    ),
    DossierState: (
        Transition("fill", (DossierState.FILLING,), DossierState.FILLING),
        Transition("fill", (DossierState.HANDED_BACK,), DossierState.HANDED_BACK),
        Transition("submit", (DossierState.FILLING, DossierState.HANDED_BACK), DossierState.SUBMITTED),
        Transition("hand_back", (DossierState.SUBMITTED,), DossierState.HANDED_BACK),
        Transition("take_in", (DossierState.SUBMITTED,), DossierState.TAKEN_IN),
    ),
    SurveyState: (
        Transition("draft", (SurveyState.DRAFT,), SurveyState.DRAFT),
        Transition("publish", (SurveyState.DRAFT,), SurveyState.PUBLISHED),
        Transition("extend", (SurveyState.PUBLISHED,), SurveyState.PUBLISHED),
        Transition("close", (SurveyState.PUBLISHED,), SurveyState.CLOSED),
    ),
    NeedsFormState: (
        Transition("fill", (NeedsFormState.FILLING,), NeedsFormState.FILLING),
        Transition("fill", (NeedsFormState.HANDED_BACK,), NeedsFormState.HANDED_BACK),
        Transition("submit", (NeedsFormState.FILLING, NeedsFormState.HANDED_BACK), NeedsFormState.SUBMITTED),
        Transition("hand_back", (NeedsFormState.SUBMITTED,), NeedsFormState.HANDED_BACK),
    ),
    InspectionNeedState: (Transition("withdraw", (InspectionNeedState.ENTERED,), InspectionNeedState.WITHDRAWN),),
    ClassState: (
        Transition("timetable", (ClassState.FORMED, ClassState.TIMETABLED), ClassState.TIMETABLED),
        Transition("open", (ClassState.TIMETABLED,), ClassState.OPEN),
        Transition("finish", (ClassState.OPEN,), ClassState.FINISHED),
    ),
    RollState: (Transition("sign", (RollState.OPEN,), RollState.SIGNED),),
    CertificateState: (Transition("revoke", (CertificateState.ISSUED,), CertificateState.REVOKED),),
    QuestionState: (
        Transition("answer", (QuestionState.ASKED, QuestionState.ANSWERED), QuestionState.ANSWERED),
        Transition("publish", (QuestionState.ANSWERED,), QuestionState.PUBLISHED),
    ),
    IdentityState: (
        Transition("say_same", (IdentityState.OPEN,), IdentityState.SAME),
        Transition("say_different", (IdentityState.OPEN,), IdentityState.DIFFERENT),
        Transition("ask_again", (IdentityState.SAME, IdentityState.DIFFERENT), IdentityState.OPEN),
    ),
    MergeState: (Transition("undo", (MergeState.MERGED,), MergeState.UNDONE),),
    PaperState: (Transition("issue", (PaperState.DRAFT,), PaperState.ISSUED),),
    IntakeState: (
        Transition("check", (IntakeState.UPLOADED, IntakeState.CHECKED, IntakeState.ACCEPTED), IntakeState.CHECKED),
        Transition("accept", (IntakeState.CHECKED,), IntakeState.ACCEPTED),
        Transition("commit", (IntakeState.ACCEPTED,), IntakeState.COMMITTED),
        Transition("decide", (IntakeState.UPLOADED, IntakeState.CHECKED, IntakeState.ACCEPTED), IntakeState.UPLOADED),
        Transition("drop", (IntakeState.UPLOADED, IntakeState.CHECKED, IntakeState.ACCEPTED), IntakeState.DROPPED),
    ),
    SearchState: (
        # A running search that starts again was left by a worker that was killed.
        Transition("start", (SearchState.WAITING, SearchState.RUNNING), SearchState.RUNNING),
        Transition("propose", (SearchState.RUNNING,), SearchState.PROPOSED),
        Transition("publish", (SearchState.RUNNING, SearchState.PROPOSED), SearchState.PUBLISHED),
        Transition("find_none", (SearchState.RUNNING,), SearchState.IMPOSSIBLE),
        Transition("stop", (SearchState.WAITING, SearchState.RUNNING), SearchState.STOPPED),
        Transition("fail", (SearchState.RUNNING,), SearchState.FAILED),
    ),
    HandDraftState: (
        Transition("change", (HandDraftState.OPEN,), HandDraftState.OPEN),
        Transition("publish", (HandDraftState.OPEN,), HandDraftState.PUBLISHED),
        Transition("discard", (HandDraftState.OPEN,), HandDraftState.DISCARDED),
    ),
    YearRunState: (
        Transition("start", (YearRunState.WAITING,), YearRunState.RUNNING),
        Transition("finish", (YearRunState.RUNNING,), YearRunState.DONE),
        Transition("refuse", (YearRunState.RUNNING,), YearRunState.REFUSED),
        Transition("fail", (YearRunState.RUNNING,), YearRunState.FAILED),
        Transition("retry", (YearRunState.RUNNING, YearRunState.REFUSED, YearRunState.FAILED), YearRunState.WAITING),
    ),
}


class NotAllowed(Exception):  # noqa: N818 - named as what it says
    """The verb does not apply in this state; ``state`` and ``verb`` say which."""

    def __init__(self, cycle: type[StrEnum], state: str, verb: str) -> None:
        super().__init__(f"{cycle.__name__}: {verb} does not apply to {state}")
        self.cycle, self.state, self.verb = cycle, state, verb


def next_state(cycle: type[StrEnum], state: str, verb: str) -> str:
    """The state that ``verb`` leads to. Raises NotAllowed."""
    for transition in TRANSITIONS[cycle]:
        if transition.verb == verb and state in transition.sources:
            return transition.target.value
    raise NotAllowed(cycle, state, verb)


def mermaid(cycle: type[StrEnum]) -> str:
    """The cycle's diagram, as a Mermaid state diagram."""
    states = list(cycle)
    lines = ["stateDiagram-v2", f"    [*] --> {states[0].value}"]
    for transition in TRANSITIONS[cycle]:
        lines += [
            f"    {source.value} --> {transition.target.value}: {transition.verb}" for source in transition.sources
        ]
    return "\n".join(lines) + "\n"
