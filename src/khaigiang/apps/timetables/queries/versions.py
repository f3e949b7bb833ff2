"""What was published of a plan's timetables, and what it changed for somebody."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.schools.models import Lecturer
from khaigiang.apps.timetables.models import HandDraft, KeptLessons, TimetableSearch, TimetableVersion
from khaigiang.apps.timetables.phrases import PARTS
from khaigiang.core.calendar import HalfDay
from khaigiang.core.states import HandDraftState
from khaigiang.foundation.refusal import Phrase


@dataclass(frozen=True, slots=True)
class Place:
    """Where a lesson stands: when, by whom, in which room."""

    half_day: HalfDay
    part: Phrase
    lecturers: tuple[str, ...]
    room: str


@dataclass(frozen=True, slots=True)
class ChangedLesson:
    """A lesson before and after a change; ``moved``, ``by_others`` and ``elsewhere`` say what is different."""

    class_name: str
    topic_name: str
    before: Place | None
    after: Place | None

    @property
    def moved(self) -> bool:
        return self._differs(lambda place: place.half_day)

    @property
    def by_others(self) -> bool:
        return self._differs(lambda place: place.lecturers)

    @property
    def elsewhere(self) -> bool:
        return self._differs(lambda place: place.room)

    def _differs(self, of: Callable[[Place], object]) -> bool:
        return self.before is None or self.after is None or of(self.before) != of(self.after)


def changed_lessons(changes: Iterable[Mapping[str, Any]]) -> tuple[ChangedLesson, ...]:
    """Changes as the bridge wrote them down."""
    return tuple(
        ChangedLesson(each["class_name"], each["topic_name"], _place(each["before"]), _place(each["after"]))
        for each in changes
    )


def _place(facts: Mapping[str, Any] | None) -> Place | None:
    if facts is None:
        return None
    half_day = HalfDay.parse(facts["half_day"])
    return Place(half_day, PARTS[half_day.part], tuple(facts["lecturer_names"]), facts["room_name"])


@dataclass(frozen=True, slots=True)
class Notice:
    """The version that somebody is told of last, and what it changed for them; nothing where all was made anew."""

    version: TimetableVersion
    changes: tuple[ChangedLesson, ...]


def notice_to_class(training_class: TrainingClass) -> Notice | None:
    """In one query. Its first timetable changed nothing for a class."""
    told = list(training_class.timetable_versions.order_by("-number")[:2])
    if not told:
        return None
    own = [each for each in told[0].changes if each["class"] == training_class.code]
    return Notice(told[0], changed_lessons(own) if len(told) > 1 else ())


def notices_to_classes(classes: Iterable[TrainingClass]) -> Mapping[int, Notice]:
    """The same for several classes by key, in two queries."""
    codes = {each.pk: each.code for each in classes}
    found: dict[int, Notice] = {}
    told = TimetableVersion.objects.filter(classes__in=codes).distinct()
    for version in told.order_by("number", "pk").prefetch_related("classes"):
        for each in version.classes.all():
            if each.pk in codes:
                own = [change for change in version.changes if change["class"] == each.code]
                found[each.pk] = Notice(version, changed_lessons(own) if each.pk in found else ())
    return found


def notice_to_lecturer(lecturer: Lecturer, known_as: str) -> Notice | None:
    """In one query; ``known_as`` is the lecturer's id in what the bridge writes."""
    version = lecturer.timetable_versions.order_by("-published_at", "-pk").first()
    if version is None:
        return None
    own = [
        each
        for each in version.changes
        if any(known_as in side["lecturers"] for side in (each["before"], each["after"]) if side)
    ]
    return Notice(version, _told_once(changed_lessons(own)))


def _told_once(changes: Iterable[ChangedLesson]) -> tuple[ChangedLesson, ...]:
    """What several classes hear together changes once for who gives it."""
    found: dict[object, ChangedLesson] = {}
    for each in changes:
        key = (each.topic_name, each.before, each.after)
        known = found.get(key)
        found[key] = each if known is None else replace(known, class_name=f"{known.class_name}, {each.class_name}")
    return tuple(found.values())


def searches_of(plan: Plan, *, most: int) -> list[tuple[TimetableSearch, bool]]:
    """The latest first, and whether a version came of each."""
    changed = Exists(TimetableVersion.objects.filter(search=OuterRef("pk")))
    searches = TimetableSearch.objects.filter(plan=plan).defer("proposals", "why").annotate(changed=changed)[:most]
    return [(each, each.changed) for each in searches]


def versions_of(plan: Plan) -> QuerySet[TimetableVersion]:
    """The latest first. ``is_first`` is one of a plan without a lesson before; who was told is counted."""
    return _with_counts(TimetableVersion.objects.filter(plan=plan))


def version_of_search(search: TimetableSearch) -> TimetableVersion | None:
    """What was published of a search, counted likewise."""
    return _with_counts(TimetableVersion.objects.filter(search=search)).first()


def _with_counts(versions: QuerySet[TimetableVersion]) -> QuerySet[TimetableVersion]:
    return (
        versions.order_by("-number")
        .defer("changes")
        .annotate(  # counting leaves out the usual order
            is_first=ExpressionWrapper(Q(changes=[]), output_field=BooleanField()),
            classes_told=Count("classes", distinct=True),
            lecturers_told=Count("lecturers", distinct=True),
        )
    )


def kept_of(plan: Plan, numbers: Iterable[int]) -> Mapping[int, KeptLessons]:
    """The lessons of these versions of a plan, by number; versions of earlier releases have none."""
    kept = KeptLessons.objects.filter(version__plan=plan, version__number__in=list(numbers))
    return {each.version.number: each for each in kept.select_related("version").defer("version__changes")}


def open_draft(plan: Plan) -> HandDraft | None:
    """The working copy that is changed by hand, if there is one."""
    return HandDraft.objects.filter(plan=plan, state=HandDraftState.OPEN).select_related("plan").first()
