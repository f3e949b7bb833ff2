"""What a class must have before it opens."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from khaigiang.core.states import ConsentState, PaperState


class OpeningCheck(StrEnum):
    """The checklist in its order. The last two are confirmed by people, the others are seen by the system.

    Consent is asked of a class of a delegated line only, and its budget where the plan gives the line one.
    """

    CONSENT = "consent"
    BUDGET = "budget"
    LIST = "list"
    TIMETABLE = "timetable"
    DECISION = "decision"
    LECTURERS_CONFIRMED = "lecturers_confirmed"
    ROOMS_READY = "rooms_ready"


_WITHOUT_CONSENT: Mapping[ConsentState | None, str] = {
    None: "consent_not_asked",
    ConsentState.ASKED: "consent_waited_for",
    ConsentState.HANDED_BACK: "consent_handed_back",
}
CONFIRMED = (OpeningCheck.LECTURERS_CONFIRMED, OpeningCheck.ROOMS_READY)


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """How a class stands before its opening.

    ``unseated`` counts the accepted people of the line who sit in no class yet; ``faults`` the hard rules its timetable
    breaks; ``decision`` is how far the decision to open it is, None while nobody drafted one; ``confirmed`` holds what
    people have confirmed; ``consent`` is what the upper body of a ``delegated`` line has said, None while not asked.
    Such a line may seat no more than its ``seats``: ``seated`` counts who sits in any of its classes. Nor may its
    classes cost more than its ``budget``, None where the plan states none: ``estimate`` is what this class may cost,
    None while not stated, ``committed`` what the line's other classes may that have opened, all in đồng.
    """

    unseated: int
    size: int
    minimum: int
    maximum: int
    lessons: int
    faults: int
    decision: PaperState | None
    confirmed: frozenset[OpeningCheck] = frozenset()
    delegated: bool = False
    consent: ConsentState | None = None
    seated: int = 0
    seats: int = 0
    budget: int | None = None
    estimate: int | None = None
    committed: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing. ``code`` is put into words elsewhere, with ``facts`` filled in."""

    check: OpeningCheck
    code: str
    facts: Mapping[str, int] = field(default_factory=dict)


def find_gaps(facts: OpeningFacts) -> tuple[Gap, ...]:
    """Everything that still stands against the opening, in the checklist's order; empty when the class may open."""
    return tuple(_gaps(facts))


def _gaps(facts: OpeningFacts) -> Iterator[Gap]:
    if facts.delegated and facts.consent is not ConsentState.GIVEN:
        yield Gap(OpeningCheck.CONSENT, _WITHOUT_CONSENT[facts.consent])
    yield from _budget_gaps(facts)
    yield from _list_gaps(facts)
    if not facts.lessons:
        yield Gap(OpeningCheck.TIMETABLE, "no_timetable")
    elif facts.faults:
        yield Gap(OpeningCheck.TIMETABLE, "timetable_faulty", {"faults": facts.faults})
    if facts.decision is not PaperState.ISSUED:
        yield Gap(OpeningCheck.DECISION, "decision_not_issued" if facts.decision else "no_decision")
    yield from (Gap(check, check.value) for check in CONFIRMED if check not in facts.confirmed)


def _budget_gaps(facts: OpeningFacts) -> Iterator[Gap]:
    if not facts.delegated or facts.budget is None:
        return
    if facts.estimate is None:
        yield Gap(OpeningCheck.BUDGET, "no_estimate")
    elif (total := facts.committed + facts.estimate) > facts.budget:
        yield Gap(OpeningCheck.BUDGET, "beyond_budget", {"total": total, "budget": facts.budget})


def _list_gaps(facts: OpeningFacts) -> Iterator[Gap]:
    if facts.unseated:
        yield Gap(OpeningCheck.LIST, "accepted_unseated", {"people": facts.unseated})
    if facts.size < facts.minimum:
        yield Gap(OpeningCheck.LIST, "class_too_small", {"size": facts.size, "minimum": facts.minimum})
    if facts.size > facts.maximum:
        yield Gap(OpeningCheck.LIST, "class_too_large", {"size": facts.size, "maximum": facts.maximum})
    if facts.delegated and facts.seated > facts.seats:
        yield Gap(OpeningCheck.LIST, "beyond_seats", {"seated": facts.seated, "seats": facts.seats})


def why_not_restated(before: int | None, after: int | None, *, consent: ConsentState | None, begun: bool) -> str:
    """Why a class's estimate may not go from one figure to another, by a code; empty where it may.

    A missing figure may always be stated. A class that has begun keeps its own. While the upper body looks at the line,
    and once it has agreed, a figure may only go down: more would be something else than it was shown.
    """
    if before is None:
        return ""
    if begun:
        return "estimate_of_begun_class"
    shown = consent in {ConsentState.ASKED, ConsentState.GIVEN}
    return "estimate_beyond_consent" if shown and (after is None or after > before) else ""
