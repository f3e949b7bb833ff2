"""Every life cycle: its states, and the one table of what may follow what. Diagrams are drawn from the table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Cycle(StrEnum):
    PLAN = "plan"
    NOMINATION = "nomination"
    TRAINING_CLASS = "training_class"
    PAPER = "paper"
    YEAR_RUN = "year_run"


class PlanState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    AMENDED = "amended"
    CLOSED = "closed"


class NominationState(StrEnum):
    """``REFUSED`` is not eligible, ``INCOMPLETE`` not enough information, ``RESERVE`` eligible beyond the seats."""

    NOMINATED = "nominated"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    INCOMPLETE = "incomplete"
    RESERVE = "reserve"
    WITHDRAWN = "withdrawn"


class ClassState(StrEnum):
    PLANNED = "planned"
    FORMED = "formed"
    TIMETABLED = "timetabled"
    OPEN = "open"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class PaperState(StrEnum):
    """An issued paper is never changed; a wrong one is answered by another paper."""

    DRAFT = "draft"
    ISSUED = "issued"
    DISCARDED = "discarded"


class YearRunState(StrEnum):
    """One run of the main job over a plan and its nominations."""

    READ = "read"
    JUDGED = "judged"
    FORMED = "formed"
    TIMETABLED = "timetabled"
    WRITTEN = "written"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Transition:
    """In ``cycle``, ``verb`` turns ``source`` into ``target``."""

    cycle: Cycle
    source: StrEnum
    verb: str
    target: StrEnum


FIRST: Mapping[Cycle, StrEnum] = {
    Cycle.PLAN: PlanState.DRAFT,
    Cycle.NOMINATION: NominationState.NOMINATED,
    Cycle.TRAINING_CLASS: ClassState.PLANNED,
    Cycle.PAPER: PaperState.DRAFT,
    Cycle.YEAR_RUN: YearRunState.READ,
}
"""The state in which each cycle begins."""


def _plan(source: PlanState, verb: str, target: PlanState) -> Transition:
    return Transition(Cycle.PLAN, source, verb, target)


def _nomination(source: NominationState, verb: str, target: NominationState) -> Transition:
    return Transition(Cycle.NOMINATION, source, verb, target)


def _class(source: ClassState, verb: str, target: ClassState) -> Transition:
    return Transition(Cycle.TRAINING_CLASS, source, verb, target)


def _paper(source: PaperState, verb: str, target: PaperState) -> Transition:
    return Transition(Cycle.PAPER, source, verb, target)


def _run(source: YearRunState, verb: str, target: YearRunState) -> Transition:
    return Transition(Cycle.YEAR_RUN, source, verb, target)


TRANSITIONS: tuple[Transition, ...] = (
    _plan(PlanState.DRAFT, "submit", PlanState.SUBMITTED),
    _plan(PlanState.DRAFT, "approve", PlanState.APPROVED),  # a plan that arrives already signed
    _plan(PlanState.SUBMITTED, "hand_back", PlanState.DRAFT),
    _plan(PlanState.SUBMITTED, "approve", PlanState.APPROVED),
    _plan(PlanState.APPROVED, "amend", PlanState.AMENDED),
    _plan(PlanState.AMENDED, "approve", PlanState.APPROVED),
    _plan(PlanState.APPROVED, "close", PlanState.CLOSED),
    _nomination(NominationState.NOMINATED, "accept", NominationState.ACCEPTED),
    _nomination(NominationState.NOMINATED, "refuse", NominationState.REFUSED),
    _nomination(NominationState.NOMINATED, "ask", NominationState.INCOMPLETE),
    _nomination(NominationState.NOMINATED, "keep_in_reserve", NominationState.RESERVE),
    _nomination(NominationState.NOMINATED, "withdraw", NominationState.WITHDRAWN),
    _nomination(NominationState.INCOMPLETE, "complete", NominationState.NOMINATED),
    _nomination(NominationState.INCOMPLETE, "withdraw", NominationState.WITHDRAWN),
    _nomination(NominationState.REFUSED, "waive", NominationState.NOMINATED),  # judged again, with the waiver
    _nomination(NominationState.RESERVE, "move_up", NominationState.ACCEPTED),
    _nomination(NominationState.RESERVE, "withdraw", NominationState.WITHDRAWN),
    _nomination(NominationState.ACCEPTED, "withdraw", NominationState.WITHDRAWN),
    _class(ClassState.PLANNED, "form", ClassState.FORMED),
    _class(ClassState.FORMED, "form", ClassState.FORMED),
    _class(ClassState.FORMED, "timetable", ClassState.TIMETABLED),
    _class(ClassState.TIMETABLED, "form", ClassState.FORMED),  # other people, so the timetable no longer holds
    _class(ClassState.TIMETABLED, "timetable", ClassState.TIMETABLED),
    _class(ClassState.TIMETABLED, "open", ClassState.OPEN),
    _class(ClassState.OPEN, "timetable", ClassState.OPEN),  # a lecturer falls ill while the class runs
    _class(ClassState.OPEN, "finish", ClassState.FINISHED),
    _class(ClassState.PLANNED, "cancel", ClassState.CANCELLED),
    _class(ClassState.FORMED, "cancel", ClassState.CANCELLED),
    _class(ClassState.TIMETABLED, "cancel", ClassState.CANCELLED),
    _paper(PaperState.DRAFT, "draft", PaperState.DRAFT),
    _paper(PaperState.DRAFT, "issue", PaperState.ISSUED),
    _paper(PaperState.DRAFT, "discard", PaperState.DISCARDED),
    _run(YearRunState.READ, "judge", YearRunState.JUDGED),
    _run(YearRunState.JUDGED, "form", YearRunState.FORMED),
    _run(YearRunState.FORMED, "timetable", YearRunState.TIMETABLED),
    _run(YearRunState.TIMETABLED, "write", YearRunState.WRITTEN),
    _run(YearRunState.READ, "stop", YearRunState.STOPPED),
    _run(YearRunState.JUDGED, "stop", YearRunState.STOPPED),
    _run(YearRunState.FORMED, "stop", YearRunState.STOPPED),
    _run(YearRunState.TIMETABLED, "stop", YearRunState.STOPPED),
)

_TABLE = {(t.cycle, t.source, t.verb): t.target for t in TRANSITIONS}


class NotAllowed(ValueError):  # noqa: N818 - a refusal is named by what it says
    """The verb may not follow the state. ``code`` is translated by phrases, with ``facts`` filled in."""

    def __init__(self, code: str, facts: Mapping[str, str]) -> None:
        self.code = code
        self.facts = dict(facts)
        super().__init__(f"{code}: {self.facts}")


def next_state(cycle: Cycle, state: StrEnum | str, verb: str) -> StrEnum:
    """The state the verb leads to; ``state`` may be its plain text, as the database holds it.

    Raises NotAllowed ``verb_not_allowed`` with the facts ``cycle``, ``state``, ``verb`` and ``allowed``: the verbs that
    may follow, comma-joined in the order of the table.
    """
    # A StrEnum equals and hashes as its text, so plain text finds its row.
    target = _TABLE.get((cycle, state, verb))  # type: ignore[arg-type]
    if target is None:
        facts = {"cycle": str(cycle), "state": str(state), "verb": verb, "allowed": ",".join(verbs(cycle, state))}
        raise NotAllowed("verb_not_allowed", facts)
    return target


def verbs(cycle: Cycle, state: StrEnum | str) -> tuple[str, ...]:
    """The verbs that may follow a state, in the order of the table."""
    return tuple(t.verb for t in TRANSITIONS if t.cycle is cycle and t.source == state)


def mermaid(cycle: Cycle) -> str:
    """The cycle as a Mermaid state diagram, for the documentation; states that nothing follows lead to the end."""
    rows = [t for t in TRANSITIONS if t.cycle is cycle]
    sources = {t.source for t in rows}
    ends = dict.fromkeys(t.target for t in rows if t.target not in sources)
    lines = [
        "stateDiagram-v2",
        f"    [*] --> {FIRST[cycle]}",
        *(f"    {t.source} --> {t.target}: {t.verb}" for t in rows),
        *(f"    {state} --> [*]" for state in ends),
    ]
    return "\n".join(lines) + "\n"
