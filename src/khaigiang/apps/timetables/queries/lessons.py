import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Max, Min, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from khaigiang.apps.accounts.queries import user_of
from khaigiang.apps.catalogue.models import Module, TopicKind
from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.schools.models import Lecturer, Room
from khaigiang.apps.timetables.models import Lesson, TimetableRun
from khaigiang.apps.timetables.phrases import PARTS
from khaigiang.apps.timetables.queries.together import HeardWith, sittings
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.refusal import Phrase

# What is taught; self-study and tests fill the half-days around it and are not counted as topics.
TAUGHT = (TopicKind.LECTURE, TopicKind.DISCUSSION, TopicKind.FIELD_STUDY)


USUAL_PARTS = {Part.MORNING, Part.AFTERNOON}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a class is in its timetable: topics wholly taught before the day, of all; its first and last day."""

    done: int
    total: int
    first_day: dt.date
    last_day: dt.date


def progress_of_classes(classes: Iterable[int], *, on: dt.date) -> Mapping[int, Progress]:
    """The progress of each class that has lessons, in two queries."""
    lessons = Lesson.objects.filter(training_class__in=list(classes)).order_by()
    days = {
        row["training_class"]: (row["first"], row["last"])
        for row in lessons.values("training_class").annotate(first=Min("day"), last=Max("day"))
    }
    done, total = dict.fromkeys(days, 0), dict.fromkeys(days, 0)
    topics = lessons.filter(topic__kind__in=TAUGHT).values("training_class", "topic").annotate(last=Max("day"))
    for row in topics:
        total[row["training_class"]] += 1
        done[row["training_class"]] += row["last"] < on
    return {key: Progress(done[key], total[key], *days[key]) for key in days}


@dataclass(frozen=True, slots=True)
class Extent:
    """How much the timetable of a class holds; ``discussions`` are counted among the topics too."""

    days: int
    half_days: int
    modules: int
    topics: int
    discussions: int


def extents(classes: Iterable[int]) -> Mapping[int, Extent]:
    """The extent of each class that has lessons, in one query."""
    held: dict[int, list[tuple[dt.date, str, int, int, str]]] = defaultdict(list)
    lessons = Lesson.objects.filter(training_class__in=list(classes)).order_by()
    rows = lessons.values_list("training_class", "day", "part", "topic__module", "topic", "topic__kind").distinct()
    for key, day, part, module, topic, kind in rows:
        held[key].append((day, part, module, topic, kind))
    return {key: _extent(each) for key, each in held.items()}


def _extent(held: Sequence[tuple[dt.date, str, int, int, str]]) -> Extent:
    taught = [(module, topic, kind) for _day, _part, module, topic, kind in held if kind in TAUGHT]
    return Extent(
        days=len({day for day, *_rest in held}),
        half_days=len({(day, part) for day, part, *_rest in held}),
        modules=len({module for module, _topic, _kind in taught}),
        topics=len({topic for _module, topic, _kind in taught}),
        discussions=len({topic for _module, topic, kind in taught if kind == TopicKind.DISCUSSION}),
    )


@dataclass(frozen=True, slots=True)
class Parallel:
    """A class that is taught on days of another, with how many lecturers and rooms both have on those days."""

    key: int
    name: str
    lecturers: int
    rooms: int


def parallel_classes(training_class: TrainingClass) -> tuple[Parallel, ...]:
    """The classes of the plan that share lecturers or rooms with this one on its days, in one query."""
    same_days = Lesson.objects.filter(
        training_class__line__plan=training_class.line.plan_id, day__in=training_class.lessons.order_by().values("day")
    ).order_by("training_class__line", "training_class__planned__number", "training_class")
    taken: dict[tuple[int, str], tuple[set[int | None], set[int | None]]] = {}
    rows = same_days.values_list("training_class", "training_class__name", "lecturers", "room")
    for key, name, lecturer, room in rows:
        lecturers, rooms_used = taken.setdefault((key, name), (set(), set()))
        lecturers.add(lecturer)
        rooms_used.add(room)
    own = taken.pop((training_class.pk, training_class.name), (set(), set()))
    found = (
        Parallel(*held, *(len(theirs & ours - {None}) for theirs, ours in zip(both, own, strict=True)))
        for held, both in taken.items()
    )
    return tuple(each for each in found if each.lecturers or each.rooms)


@dataclass(frozen=True, slots=True)
class ClassDays:
    """A class with its first and last day by the timetable, or by the plan while it has none, and its size."""

    training_class: TrainingClass
    first: dt.date
    last: dt.date
    size: int


def class_days(classes: QuerySet[TrainingClass]) -> tuple[ClassDays, ...]:
    """These classes with their lines in the order in which they begin, in one query."""
    lessons = Lesson.objects.filter(training_class=OuterRef("pk")).order_by().values("training_class")
    people = Enrolment.objects.filter(training_class=OuterRef("pk")).order_by().values("training_class")
    rows = (
        classes.select_related("planned", "line__plan", "line__programme")
        .annotate(
            begins=Coalesce(Subquery(lessons.annotate(found=Min("day")).values("found")), F("planned__first_day")),
            ends=Coalesce(Subquery(lessons.annotate(found=Max("day")).values("found")), F("planned__last_day")),
            size=Coalesce(Subquery(people.annotate(found=Count("pk")).values("found")), 0),
        )
        .order_by("begins", "line", "planned__number")
    )
    return tuple(ClassDays(row, row.begins, row.ends, row.size) for row in rows)


def latest_run(plan: Plan) -> TimetableRun | None:
    """The latest solving of a plan's timetables."""
    return TimetableRun.objects.filter(plan=plan).order_by("-pk").first()


def weakest_run(plan: Plan) -> TimetableRun | None:
    """The solving of which least is proven: nothing better can be said of all timetables of a plan."""
    return TimetableRun.objects.filter(plan=plan).order_by("-gap", "-pk").first()


@dataclass(frozen=True, slots=True)
class LessonCard:
    """One lesson as drawn. ``place`` and ``places`` say which half-day of a long topic it is; ``band`` its module.

    ``classes`` are those drawn that hear it, ``heard_with`` the names of others.
    """

    lesson: Lesson
    classes: tuple[TrainingClass, ...]
    heard_with: tuple[str, ...]
    kind: str
    band: int
    place: int
    places: int
    lecturers: tuple[Lecturer, ...]


@dataclass(frozen=True, slots=True)
class Half:
    """One half-day; the ceremonies share the first and the last of a class."""

    part: str
    label: Phrase
    lessons: tuple[LessonCard, ...]
    opening: bool
    closing: bool


@dataclass(frozen=True, slots=True)
class Day:
    day: dt.date
    halves: tuple[Half, ...]
    today: bool
    past: bool
    new_week: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """Days by half-days, only days that hold a lesson; ``modules`` are named beside the grid with their bands."""

    parts: tuple[Phrase, ...]
    days: tuple[Day, ...]
    modules: tuple[tuple[int, Module], ...]


def lessons_with_facts() -> GuardedQuerySet[Lesson]:
    """Lessons in order of time, with everything a grid draws, in two queries."""
    lessons: GuardedQuerySet[Lesson] = Lesson.objects.select_related(
        "topic__module", "room__venue", "training_class"
    ).prefetch_related(Prefetch("lecturers", Lecturer.objects.select_related("person")))
    return lessons.order_by("day", "part", "first_period", "pk")


def grid(
    lessons: Iterable[Lesson], *, on: dt.date, ceremonies: bool = False, heard_with: HeardWith | None = None
) -> Grid:
    """Draw lessons by days. ``ceremonies`` marks the first half-day as the opening and the last as the closing.

    What several of the classes hear together is drawn once; ``heard_with`` tells who else does.
    """
    rows = list(lessons)
    slots = sorted({HalfDay(row.day, Part(row.part)) for row in rows})
    held = {slot.part for slot in slots}
    parts = [Part.EVENING] if held == {Part.EVENING} else [part for part in Part if part in held | USUAL_PARTS]
    cards = _cards(rows, heard_with or {})
    days, week = [], None
    for day in sorted({slot.day for slot in slots}):
        halves = tuple(
            Half(
                part=part,
                label=PARTS[part],
                lessons=tuple(cards.get(HalfDay(day, part), ())),
                opening=ceremonies and HalfDay(day, part) == slots[0],
                closing=ceremonies and HalfDay(day, part) == slots[-1],
            )
            for part in parts
        )
        days.append(Day(day, halves, today=day == on, past=day < on, new_week=day.isocalendar()[:2] != week))
        week = day.isocalendar()[:2]
    modules = {row.topic.module.number: row.topic.module for row in rows}
    named = tuple((_band(number), module) for number, module in sorted(modules.items()))
    return Grid(tuple(PARTS[part] for part in parts), tuple(days), named)


def _cards(rows: list[Lesson], heard_with: HeardWith) -> dict[HalfDay, list[LessonCard]]:
    places = Counter((row.training_class_id, row.topic_id) for row in rows)
    seen: Counter[tuple[int, int]] = Counter()
    cards: dict[HalfDay, list[LessonCard]] = {}
    in_time = sorted(rows, key=lambda row: (HalfDay(row.day, Part(row.part)), row.first_period))
    for row, *others in sittings(in_time):
        for each in (row, *others):
            seen[each.training_class_id, each.topic_id] += 1
        key = (row.training_class_id, row.topic_id)
        card = LessonCard(
            lesson=row,
            classes=tuple(each.training_class for each in (row, *others)),
            heard_with=heard_with.get((*key, HalfDay(row.day, Part(row.part))), ()),
            kind=row.topic.get_kind_display(),
            band=_band(row.topic.module.number),
            place=seen[key],
            places=places[key],
            lecturers=tuple(row.lecturers.all()),
        )
        cards.setdefault(HalfDay(row.day, Part(row.part)), []).append(card)
    return cards


def _band(module: int) -> int:
    """One of six colours, in turn."""
    return (module - 1) % 6 + 1


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody, or some room, is booked for."""

    half_days: int
    periods: int
    classes: int


NO_LOAD = Load(0, 0, 0)


@dataclass(frozen=True, slots=True)
class LecturerRow:
    lecturer: Lecturer
    sort_key: str
    load: Load


@dataclass(frozen=True, slots=True)
class RoomRow:
    room: Room
    load: Load


def lecturer_rows(plan: Plan | None) -> list[LecturerRow]:
    """Every lecturer in Vietnamese order, with the load under a plan, in two queries."""
    loads = _loads("lecturers", plan)
    lecturers = Lecturer.objects.select_related("person").order_by("person__sort_key", "pk")
    return [LecturerRow(each, each.person.sort_key, loads.get(each.pk, NO_LOAD)) for each in lecturers]


def room_rows(plan: Plan | None) -> list[RoomRow]:
    """Every room by venue, with its load under a plan, in two queries."""
    loads = _loads("room", plan)
    rooms = Room.objects.select_related("venue").order_by("venue__name", "name", "pk")
    return [RoomRow(each, loads.get(each.pk, NO_LOAD)) for each in rooms]


def _loads(of: str, plan: Plan | None) -> dict[int, Load]:
    booked: dict[int, list[tuple[dt.date, str, int, int, int]]] = {}
    lessons = Lesson.objects.filter(training_class__line__plan=plan, **{f"{of}__isnull": False}).order_by()
    for key, *lesson in lessons.values_list(of, "day", "part", "topic", "periods", "training_class"):
        booked.setdefault(key, []).append((*lesson,))
    return {
        key: Load(
            half_days=len({(day, part) for day, part, *_rest in rows}),
            # What several classes hear together is given once.
            periods=sum({(day, part, topic): periods for day, part, topic, periods, _class in rows}.values()),
            classes=len({training_class for *_lesson, training_class in rows}),
        )
        for key, rows in booked.items()
    }


def lecturer_of(actor: Actor) -> Lecturer | None:
    """The lecturer that the signed-in user is."""
    return Lecturer.objects.filter(person__in=user_of(actor).values("person")).select_related("person").first()


def lecturers_of_plan(plan: Plan) -> QuerySet[Lecturer]:
    """Those who teach in a plan, in Vietnamese order."""
    taught = Lecturer.objects.filter(lessons__training_class__line__plan=plan).select_related("person")
    return taught.distinct().order_by("person__sort_key", "pk")


def rooms_of_plan(plan: Plan) -> QuerySet[Room]:
    """The rooms in which classes of a plan are taught, by venue."""
    used = Room.objects.filter(lessons__training_class__line__plan=plan).select_related("venue")
    return used.distinct().order_by("venue__name", "name", "pk")
