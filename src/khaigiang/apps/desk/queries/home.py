"""The shapes of a role's home, and what the homes of several roles are made of."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.urls import reverse

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.certificates.queries import RegisterRow
from khaigiang.apps.classes.models import Enrolment
from khaigiang.apps.delivery.models import Incident
from khaigiang.apps.delivery.queries import OwnAbsence, notices_for
from khaigiang.apps.desk import phrases
from khaigiang.apps.handbook.queries import waiting_since
from khaigiang.apps.inspection.queries import Acts, Trail
from khaigiang.apps.papers.models import Paper
from khaigiang.apps.people.queries import displaced_posts
from khaigiang.apps.quotas.queries import Counts
from khaigiang.apps.results.queries import SaidReason
from khaigiang.apps.timetables.models import Lesson
from khaigiang.apps.timetables.phrases import PARTS
from khaigiang.apps.timetables.queries import ClassDays
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.states import ClassState
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Phrase
from khaigiang.web.marks import Mark

A_WEEK = dt.timedelta(days=7)
OPENING_AHEAD = dt.timedelta(days=14)
COMING_AHEAD = dt.timedelta(days=30)
COMING_SHOWN = 8
HALF_DAYS_SHOWN = 24
DUTIES_SHOWN = 8
NAMED = 4
"""How many people a duty names before it says how many more there are."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do: what, about which class, line or unit, why now, by when, and the page where it is done.

    ``by`` is None where no day presses; ``mark`` says the same in words, seen from the day of the home. ``details`` are
    who or what it is about, ``more`` how many of them are not named.
    """

    what: str
    about: str
    why: str
    link: str
    by: dt.date | None = None
    details: tuple[str, ...] = ()
    more: int = 0
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that lies ahead: the day, what, and where more is read; ``when`` is the part of the day, if any."""

    day: dt.date
    what: str
    about: str
    link: str
    when: Phrase = ""


@dataclass(frozen=True, slots=True)
class Figure:
    name: Phrase
    value: int


@dataclass(frozen=True, slots=True)
class LineFigures:
    """The five counts of a line, or of a whole plan; ``note`` says what they cannot hold."""

    title: str
    about: str
    counts: Counts
    link: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """One half-day of a class: what is taught and in which room, and where its roll is for those who take it.

    ``heard_with`` names the other classes that hear it too, for who gives it. ``due`` says that it asks for something
    on the day of the home, ``pressing`` that its roll is the one to take now.
    """

    half_day: HalfDay
    topics: tuple[tuple[str, Phrase], ...]
    room: str
    heard_with: str = ""
    roll: str = ""
    mark: Mark | None = None
    due: bool = False
    pressing: bool = False

    @property
    def part(self) -> Phrase:
        return PARTS[self.half_day.part]

    @property
    def names(self) -> str:
        """The topics in one line."""
        return "; ".join(name for name, _kind in self.topics)


@dataclass(frozen=True, slots=True)
class ClassDay:
    """The half-days of one class on one day; ``timetable`` is the page of the class's timetable."""

    class_id: int
    class_name: str
    day: dt.date
    venue: str
    sessions: tuple[Session, ...]

    @property
    def timetable(self) -> str:
        return reverse("timetables:of_class", args=[self.class_id])

    @property
    def pressing(self) -> Session | None:
        """The half-day whose roll is to be taken now."""
        return next((each for each in self.sessions if each.pressing), None)


@dataclass(frozen=True, slots=True)
class Record:
    """What a trainee sees of one class: the summons, the own absences, the result with its reasons, the certificate."""

    enrolment: Enrolment
    state: Mark
    summons: Paper | None
    taken: int
    absences: tuple[OwnAbsence, ...]
    result: Mark
    final: str
    reasons: tuple[SaidReason, ...]
    certificate: RegisterRow | None


@dataclass(frozen=True, slots=True)
class TrailState:
    """How the audit trail stands, and what was done in the last days, by kind."""

    trail: Trail
    unsealed: int
    since: dt.date
    acts: tuple[Acts, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A page that a role often goes to from home."""

    name: Phrase
    link: str


@dataclass(frozen=True, slots=True)
class RoleHome:
    """The home of one role, seen on one day. Whatever the role has none of is empty."""

    role: Role
    duties: tuple[Duty, ...]
    coming: tuple[Coming, ...] = ()
    days: tuple[ClassDay, ...] = ()
    figures: tuple[Figure, ...] = ()
    lines: tuple[LineFigures, ...] = ()
    incidents: tuple[Incident, ...] = ()
    records: tuple[Record, ...] = ()
    trail: TrailState | None = None
    ways: tuple[Way, ...] = ()

    @property
    def first_duties(self) -> tuple[Duty, ...]:
        """Those that the page shows at once; the others stand folded below."""
        return self.duties[:DUTIES_SHOWN]

    @property
    def later_duties(self) -> tuple[Duty, ...]:
        return self.duties[DUTIES_SHOWN:]

    @property
    def due_today(self) -> bool:
        """Whether a half-day asks for something today; it then stands above everything else."""
        return any(half.due for each in self.days for half in each.sessions)

    @property
    def next(self) -> Coming | None:
        """What comes first of all that comes."""
        return self.coming[0] if self.coming else None


def in_order(duties: Iterable[Duty], *, on: dt.date) -> tuple[Duty, ...]:
    """The most pressing first, what presses not last, else in the order given; each with its day in words."""
    marked = (replace(each, mark=_due(each.by, on)) for each in duties)
    return tuple(sorted(marked, key=lambda duty: duty.by or dt.date.max))


def _due(by: dt.date | None, on: dt.date) -> Mark | None:
    if by is None:
        return None
    if by < on:
        return Mark("bad", phrases.LATE_A_DAY if (on - by).days == 1 else _filled(phrases.LATE, days=(on - by).days))
    if by == on:
        return Mark("notice", phrases.TODAY)
    return Mark("quiet", phrases.TOMORROW if (by - on).days == 1 else _filled(phrases.BY, day=f"{by:%d/%m}"))


def _filled(phrase: Phrase, **facts: object) -> str:
    return str(phrase) % facts


def said(phrase: Phrase, **facts: object) -> str:
    """A phrase in the reader's language, with days as ``12/05``."""
    return str(phrase) % {key: f"{each:%d/%m}" if isinstance(each, dt.date) else each for key, each in facts.items()}


def next_days(
    events: Iterable[Coming], *, on: dt.date, ahead: dt.timedelta = COMING_AHEAD, shown: int = COMING_SHOWN
) -> tuple[Coming, ...]:
    """What comes after a day, as far as the eye reaches; when that is nothing, the first thing beyond."""
    later = sorted((each for each in events if each.day > on), key=lambda each: each.day)
    near = [each for each in later if each.day <= on + ahead]
    return tuple(near[:shown] or later[:1])


def class_events(classes: Iterable[ClassDays]) -> Iterable[Coming]:
    """The beginnings and the ends of classes."""
    for each in classes:
        held = each.training_class
        link = reverse("timetables:of_class", args=[held.pk])
        about = said(phrases.SO_MANY_TRAINEES, n=each.size)
        if held.state in {ClassState.FORMED, ClassState.TIMETABLED}:
            yield Coming(each.first, said(phrases.CLASS_BEGINS, name=held.name), about, link)
        yield Coming(each.last, said(phrases.CLASS_ENDS, name=held.name), about, link)


def class_days_of(lessons: Iterable[Lesson], heard_with: Mapping[int, str] | None = None) -> tuple[ClassDay, ...]:
    """Lessons gathered by day, class and half-day, in order of time. Wants topic, room and class at hand.

    ``heard_with`` names by lesson the other classes that hear it, where these are not among the lessons themselves.
    """

    def place(row: Lesson) -> tuple[dt.date, int]:
        return row.day, row.training_class_id

    rows = sorted(lessons, key=lambda row: (*place(row), HalfDay(row.day, Part(row.part)), row.first_period))
    others = heard_with or {}
    return tuple(_class_day(day, key, list(held), others) for (day, key), held in groupby(rows, key=place))


def _class_day(day: dt.date, key: int, lessons: Sequence[Lesson], heard_with: Mapping[int, str]) -> ClassDay:
    venues = dict.fromkeys(each.room.venue.name for each in lessons if each.room)
    halves = groupby(lessons, key=lambda row: HalfDay(row.day, Part(row.part)))
    sessions = tuple(_session(half_day, list(held), heard_with) for half_day, held in halves)
    return ClassDay(key, lessons[0].training_class.name, day, "; ".join(venues), sessions)


def _session(half_day: HalfDay, lessons: Sequence[Lesson], heard_with: Mapping[int, str]) -> Session:
    topics = tuple((each.topic.name, each.topic.get_kind_display()) for each in lessons)
    rooms = dict.fromkeys(each.room.name for each in lessons if each.room)
    others = dict.fromkeys(heard_with[each.pk] for each in lessons if each.pk in heard_with)
    return Session(half_day, topics, "; ".join(rooms), ", ".join(others))


def coming_sessions(days: Iterable[ClassDay], *, after: dt.date) -> Iterable[Coming]:
    """Each half-day of these that lies after a day."""
    for each in days:
        for half in each.sessions if each.day > after else ():
            classes = ", ".join(part for part in (each.class_name, half.heard_with) if part)
            where = " · ".join(part for part in (classes, half.room) if part)
            yield Coming(each.day, half.names, where, each.timetable, half.part)


def on_next_day(days: Sequence[ClassDay], *, on: dt.date) -> tuple[ClassDay, ...]:
    """The first day of these with what it holds; its half-days are due when it is the day of the home."""
    return tuple(
        replace(each, sessions=tuple(replace(half, due=each.day == on) for half in each.sessions))
        for each in days
        if each.day == days[0].day
    )


def urgent_notices(actor: Actor, *, on: dt.date) -> Iterable[Duty]:
    """One duty for the urgent notices of the last seven days, the latest named."""
    notices = list(notices_for(actor).filter(happened_on__gt=on - A_WEEK))
    if notices:
        yield Duty(
            said(phrases.READ_NOTICES, n=len(notices)),
            ", ".join(dict.fromkeys(each.training_class.name for each in notices)),
            str(phrases.NOTICES_WHY),
            reverse("delivery:notices"),
            on,
            tuple(_notice(each) for each in notices[:NAMED]),
            max(0, len(notices) - NAMED),
        )


def people_displaced(actor: Actor, *, on: dt.date) -> Iterable[Duty]:
    """One duty for everybody who is still on record in a unit that is no more, some of them named."""
    posts = displaced_posts(actor, on=on)
    if many := posts.count():
        named = posts.values_list("person__full_name", "unit__name")[:NAMED]
        yield Duty(
            said(phrases.PLACE_PEOPLE, n=many),
            "",
            str(phrases.PLACE_PEOPLE_WHY),
            reverse("people:displaced"),
            details=tuple(f"{name}: {unit}" for name, unit in named),
            more=max(0, many - NAMED),
        )


def _notice(incident: Incident) -> str:
    who = incident.enrolment.nomination.person.full_name if incident.enrolment else str(phrases.WHOLE_CLASS)
    return f"{incident.happened_on:%d/%m} · {who}: {incident.text}"


def questions_waiting() -> Iterable[Duty]:
    """One duty for the questions that nobody has answered."""
    waiting, oldest = waiting_since()
    if oldest is not None:
        why = said(phrases.QUESTIONS_WHY, day=oldest)
        yield Duty(said(phrases.ANSWER_QUESTIONS, n=waiting), "", why, reverse("handbook:questions"))
