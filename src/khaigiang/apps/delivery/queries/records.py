"""A class's rolls, absences and journal, as its pages show them."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, QuerySet

from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.classes.permissions import enrolments_of_units, sees_everybody
from khaigiang.apps.classes.queries import TraineeRow, classes_with_lines, trainee_row
from khaigiang.apps.classes.queries import trainees as trainees_of
from khaigiang.apps.delivery import phrases
from khaigiang.apps.delivery.models import Attendance, Confirmation, Incident, JournalEntry, Roll
from khaigiang.apps.delivery.permissions import told_of
from khaigiang.apps.timetables.phrases import PARTS
from khaigiang.apps.units.models import Unit
from khaigiang.core.attendance import (
    AbsenceLimit,
    Absences,
    Presence,
    Taken,
    Whole,
    count_absences,
    is_beyond,
    share_percent,
)
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.states import RollState
from khaigiang.data.office_files import FileFaultError
from khaigiang.data.profiles import Profile, profile_of
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.refusal import Phrase, Refused
from khaigiang.web.marks import Mark


def about(training_class: TrainingClass, unit: Unit | None = None) -> str:
    """How papers name the class they are about, or the people of one sending unit in it."""
    return f"class:{training_class.pk}/unit:{unit.pk}" if unit else f"class:{training_class.pk}"


def class_by_code(code: str) -> TrainingClass:
    """The class of a code; where two plans use it, the plan's number stands in front: ``50-KH/TU L1-3``.

    Raises Refused when there is none, and when there are several.
    """
    classes = classes_with_lines()
    found = list(classes.filter(code=code)) or [
        each for each in classes.filter(code=code.rpartition(" ")[2]) if _full_code(each) == code
    ]
    if not found:
        raise Refused("no_such_class", phrases.OTHER_CLASS_CODE, wanted=code)
    if len(found) > 1:
        raise Refused("class_code_twice", phrases.CLASS_CODE_TWICE, wanted=code, example=_full_code(found[0]))
    return found[0]


def _full_code(training_class: TrainingClass) -> str:
    return f"{training_class.line.plan.number} {training_class.code}"


def periods_by_half_day(training_class: TrainingClass) -> Mapping[HalfDay, int]:
    """The half-days of a class's timetable in order of time, each with its periods, in one query."""
    periods: dict[HalfDay, int] = {}
    lessons = training_class.lessons.order_by().values_list("day", "part", "periods")
    for half_day, held in sorted((HalfDay(day, Part(part)), held) for day, part, held in lessons):
        periods[half_day] = periods.get(half_day, 0) + held
    return periods


def address_of(half_day: HalfDay) -> str:
    """A half-day as its page's address writes it: ``2022-05-12-morning``."""
    return f"{half_day.day.isoformat()}-{half_day.part.value}"


@dataclass(frozen=True, slots=True)
class RollRow:
    """One half-day of a class with what its roll says; ``come`` is whether its day has come."""

    half_day: HalfDay
    mark: Mark
    come: bool
    signed_by: str
    counts: Mapping[str, int]

    @property
    def key(self) -> str:
        return address_of(self.half_day)

    @property
    def part(self) -> Phrase:
        return PARTS[self.half_day.part]

    @property
    def marked(self) -> int:
        return sum(self.counts.values())


def roll_rows(training_class: TrainingClass, *, on: dt.date) -> tuple[RollRow, ...]:
    """Every half-day of a class in order of time, in three queries."""
    rolls = {HalfDay(roll.day, Part(roll.part)): roll for roll in training_class.rolls.all()}
    counts: dict[HalfDay, Counter[str]] = defaultdict(Counter)
    marks = Attendance.objects.filter(roll__training_class=training_class).order_by()
    for day, part, presence in marks.values_list("roll__day", "roll__part", "presence"):
        counts[HalfDay(day, Part(part))][presence] += 1
    return tuple(
        RollRow(
            half_day,
            phrases.ROLLS[rolls[half_day].state if half_day in rolls else ""],
            half_day.day <= on,
            rolls[half_day].signed_by if half_day in rolls else "",
            {presence.value: counts[half_day][presence] for presence in Presence},
        )
        for half_day in periods_by_half_day(training_class)
    )


@dataclass(frozen=True, slots=True)
class RollLine:
    """One trainee on a roll; ``presence`` is empty while nobody has said."""

    row: TraineeRow
    presence: str
    note: str

    @property
    def mark(self) -> Mark | None:
        """How they were there, for whoever only reads."""
        return phrases.PRESENCES.get(self.presence)


@dataclass(frozen=True, slots=True)
class RollPage:
    """The roll of one half-day: everybody of the class, and how it stands."""

    half_day: HalfDay
    mark: Mark
    signed: bool
    signed_by: str
    lines: tuple[RollLine, ...]

    @property
    def left(self) -> int:
        """How many nobody has marked yet."""
        return sum(not line.presence for line in self.lines)


def roll_page(training_class: TrainingClass, half_day: HalfDay, actor: Actor) -> RollPage:
    """The roll of one half-day, in three queries."""
    roll = Roll.objects.filter(training_class=training_class, day=half_day.day, part=half_day.part).first()
    known = {each.enrolment_id: each for each in roll.attendances.order_by()} if roll else {}
    lines = tuple(
        RollLine(
            trainee_row(each, actor),
            known[each.pk].presence if each.pk in known else "",
            known[each.pk].note if each.pk in known else "",
        )
        for each in trainees_of(training_class)
    )
    state = roll.state if roll else ""
    signed_by = roll.signed_by if roll else ""
    return RollPage(half_day, phrases.ROLLS[state], state == RollState.SIGNED, signed_by, lines)


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """What one trainee missed, of the whole class. ``beyond`` is None where no limit is set.

    ``signed`` counts the half-days of the timetable in which a roll that is signed off has this trainee.
    """

    row: TraineeRow
    absences: Absences
    signed: int
    share_half_days: float
    share_periods: float
    beyond: bool | None


@dataclass(frozen=True, slots=True)
class AbsenceTable:
    """The absences of a class. Without a ``profile``, or in one without a limit, nobody is beyond it."""

    whole: Whole
    profile: Profile | None
    rows: tuple[AbsenceRow, ...]

    @property
    def limit(self) -> AbsenceLimit | None:
        return self.profile.absence if self.profile else None


def absences(training_class: TrainingClass, *, of: QuerySet[Enrolment] | None = None) -> AbsenceTable:
    """What each trainee missed in half-days and in periods, in Vietnamese order of names; three queries.

    ``of`` narrows it to some of the class's trainees. Every half-day taken counts, signed off or not.
    Raises Refused when the regulation profiles cannot be read.
    """
    periods = periods_by_half_day(training_class)
    whole = Whole(len(periods), sum(periods.values()))
    taken: dict[int, list[Taken]] = defaultdict(list)
    signed: Counter[int] = Counter()
    marks = Attendance.objects.filter(roll__training_class=training_class).order_by()
    asked = ("enrolment", "roll__day", "roll__part", "presence", "roll__state")
    for key, day, part, presence, state in marks.values_list(*asked):
        half_day = HalfDay(day, Part(part))
        taken[key].append(Taken(periods.get(half_day, 0), Presence(presence)))
        signed[key] += half_day in periods and state == RollState.SIGNED
    profile = _profile_of(training_class)
    limit = profile.absence if profile else None
    enrolments = trainees_of(training_class)
    if of is not None:
        enrolments = enrolments.filter(pk__in=of)
    rows = []
    for enrolment in enrolments:
        counted = count_absences(taken[enrolment.pk])
        rows.append(
            AbsenceRow(
                TraineeRow(
                    enrolment,
                    enrolment.title_then or enrolment.nomination.position_title,
                    enrolment.unit_then or enrolment.nomination.unit.name,
                    named=True,
                ),
                counted,
                signed[enrolment.pk],
                share_percent(counted.half_days, whole.half_days),
                share_percent(counted.periods, whole.periods),
                None if limit is None else is_beyond(counted, whole, limit),
            )
        )
    return AbsenceTable(whole, profile, tuple(rows))


def _profile_of(training_class: TrainingClass) -> Profile | None:
    try:
        return profile_of(training_class.line.programme.code)
    except FileFaultError as error:
        raise Refused("profile_faulty", phrases.PROFILE_FAULTY, file=error.file, fault=error.fault) from error


def absences_seen_by(training_class: TrainingClass, actor: Actor) -> AbsenceTable:
    """The same for a reader: a sending unit sees its own people only."""
    own = None if sees_everybody(actor) else enrolments_of_units(training_class, actor.scope)
    return absences(training_class, of=own)


def confirmations_of(training_class: TrainingClass) -> tuple[Confirmation, ...]:
    """Who confirmed what before a class opened, the earliest first."""
    return tuple(training_class.confirmations.order_by("confirmed_at", "item"))


def journal_of(training_class: TrainingClass) -> tuple[tuple[JournalEntry, ...], tuple[Incident, ...]]:
    """The log and the incidents of a class, the latest first, in two queries."""
    incidents = training_class.incidents.select_related("enrolment__nomination__person")
    return (
        tuple(training_class.journal.order_by("-day", "-pk")),
        tuple(incidents.order_by("-happened_on", "-pk")),
    )


def notices_for(actor: Actor) -> GuardedQuerySet[Incident]:
    """The urgent incidents that reached the actor, the latest first."""
    incidents: GuardedQuerySet[Incident] = Incident.objects.filter(urgent=True).filter(told_of(actor))
    return (
        incidents.select_related("training_class", "enrolment__nomination__person")
        .order_by(F("happened_on").desc(), "-pk")
        .distinct()
    )


@dataclass(frozen=True, slots=True)
class OwnAbsence:
    """One half-day on which a trainee was not there, or came late."""

    half_day: HalfDay
    mark: Mark
    note: str

    @property
    def part(self) -> Phrase:
        return PARTS[self.half_day.part]


def own_absences(enrolments: Iterable[Enrolment]) -> Mapping[int, tuple[int, tuple[OwnAbsence, ...]]]:
    """Of each trainee, how many half-days the rolls have, and those on which they were late or not there; one query."""
    rows: dict[int, list[tuple[HalfDay, str, str]]] = defaultdict(list)
    taken = Attendance.objects.filter(enrolment__in=list(enrolments)).order_by()
    for key, day, part, presence, note in taken.values_list("enrolment", "roll__day", "roll__part", "presence", "note"):
        rows[key].append((HalfDay(day, Part(part)), presence, note))
    return {
        key: (
            len(found),
            tuple(
                OwnAbsence(half_day, phrases.PRESENCES[presence], note)
                for half_day, presence, note in sorted(found)
                if presence != Presence.PRESENT
            ),
        )
        for key, found in rows.items()
    }
