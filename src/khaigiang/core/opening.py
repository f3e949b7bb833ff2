"""What a class must have before it opens."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from khaigiang.core.states import ConsentState, PaperState


class OpeningCheck(StrEnum):
    """The checklist in its order. The last two are confirmed by people, the others are seen by the system.

    Consent is asked of a class of a delegated line only.
    """

    CONSENT = "consent"
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
    Such a line may seat no more than its ``seats``: ``seated`` counts who sits in any of its classes.
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
    yield from _list_gaps(facts)
    if not facts.lessons:
        yield Gap(OpeningCheck.TIMETABLE, "no_timetable")
    elif facts.faults:
        yield Gap(OpeningCheck.TIMETABLE, "timetable_faulty", {"faults": facts.faults})
    if facts.decision is not PaperState.ISSUED:
        yield Gap(OpeningCheck.DECISION, "decision_not_issued" if facts.decision else "no_decision")
    yield from (Gap(check, check.value) for check in CONFIRMED if check not in facts.confirmed)


def _list_gaps(facts: OpeningFacts) -> Iterator[Gap]:
    if facts.unseated:
        yield Gap(OpeningCheck.LIST, "accepted_unseated", {"people": facts.unseated})
    if facts.size < facts.minimum:
        yield Gap(OpeningCheck.LIST, "class_too_small", {"size": facts.size, "minimum": facts.minimum})
    if facts.size > facts.maximum:
        yield Gap(OpeningCheck.LIST, "class_too_large", {"size": facts.size, "maximum": facts.maximum})
    if facts.delegated and facts.seated > facts.seats:
        yield Gap(OpeningCheck.LIST, "beyond_seats", {"seated": facts.seated, "seats": facts.seats})
