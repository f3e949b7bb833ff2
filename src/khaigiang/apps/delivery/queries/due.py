"""What is due in the classes that run, over all of them: for pages that tell somebody what to do."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, Q, Sum
from django.db.models.fields.json import KeyTextTransform

from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.delivery.models import Attendance, Incident, JournalEntry, Presence, Roll
from khaigiang.apps.timetables.models import Lesson
from khaigiang.core.attendance import ABSENT, AbsenceLimit, Absences, Taken, Whole, count_absences, is_beyond
from khaigiang.core.attendance import Presence as Taking
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.states import ClassState, RollState
from khaigiang.data.profiles import profiles
from khaigiang.foundation.audit.models import Event
from khaigiang.foundation.guarded import GuardedQuerySet


@dataclass(frozen=True, slots=True)
class UnsignedRoll:
    """A half-day of a running class that has come, and whose roll nobody has signed off."""

    class_id: int
    half_day: HalfDay


def unsigned_rolls(*, on: dt.date) -> tuple[UnsignedRoll, ...]:
    """Every such half-day up to a day, that day included, in order of time; one query."""
    signed = Roll.objects.filter(
        training_class=OuterRef("training_class"), day=OuterRef("day"), part=OuterRef("part"), state=RollState.SIGNED
    )
    lessons = Lesson.objects.filter(~Exists(signed), training_class__state=ClassState.OPEN, day__lte=on)
    found = {
        (HalfDay(day, Part(part)), key)
        for key, day, part in lessons.order_by().values_list("training_class", "day", "part").distinct()
    }
    return tuple(UnsignedRoll(key, half_day) for half_day, key in sorted(found))


def rolls_of_day(day: dt.date) -> Mapping[tuple[int, str], str]:
    """The state of each roll of a day that was begun, by class and part of the day."""
    rolls = Roll.objects.filter(day=day).order_by()
    return {(key, part): state for key, part, state in rolls.values_list("training_class", "part", "state")}


def days_without_journal(*, since: dt.date, on: dt.date) -> Mapping[int, tuple[dt.date, ...]]:
    """The days of each running class in a span, both ends included, on which it met and nobody wrote its log."""
    written = JournalEntry.objects.filter(training_class=OuterRef("training_class"), day=OuterRef("day"))
    lessons = Lesson.objects.filter(~Exists(written), training_class__state=ClassState.OPEN, day__range=(since, on))
    days: dict[int, list[dt.date]] = defaultdict(list)
    for key, day in sorted(set(lessons.order_by().values_list("training_class", "day"))):
        days[key].append(day)
    return {key: tuple(found) for key, found in days.items()}


def incidents_since(day: dt.date) -> GuardedQuerySet[Incident]:
    """What happened in running classes from a day on, the latest first."""
    incidents: GuardedQuerySet[Incident] = Incident.objects.filter(
        happened_on__gte=day, training_class__state=ClassState.OPEN
    )
    return incidents.select_related("training_class", "enrolment__nomination__person").order_by("-happened_on", "-pk")


def last_reports(classes: Iterable[int]) -> Mapping[int, dt.date]:
    """The last day that each class's reports to both sides cover, as the trail has it; one query."""
    things = {f"TrainingClass:{key}": key for key in classes}
    drafted = Event.objects.filter(verb="delivery.reports_drafted", thing__in=things).order_by().values("thing")
    found = drafted.annotate(last=Max(KeyTextTransform("last", "facts")))
    return {things[row["thing"]]: dt.date.fromisoformat(row["last"]) for row in found}


def unexcused_of_units(units: frozenset[int], *, since: dt.date, on: dt.date) -> GuardedQuerySet[Attendance]:
    """The half-days that people of these units missed without leave in a span, both ends included."""
    own = Q(enrolment__nomination__unit__in=units) | Q(enrolment__nomination__list__unit__in=units)
    missed: GuardedQuerySet[Attendance] = Attendance.objects.filter(
        own, presence=Presence.UNEXCUSED, roll__day__range=(since, on)
    )
    return missed.select_related("roll__training_class", "enrolment__nomination__person").order_by(
        "roll__training_class", "enrolment__nomination__person__sort_key", "roll__day", "-roll__part"
    )


@dataclass(frozen=True, slots=True)
class NearLimit:
    """A trainee who missed more than the class's profile allows, or would with one more half-day."""

    enrolment: Enrolment
    half_days: int
    beyond: bool


def near_absence_limit(classes: Iterable[TrainingClass]) -> tuple[NearLimit, ...]:
    """Who is beyond the absence limit or next to it, in Vietnamese order; classes without a limit have nobody.

    Wants each class's line and programme at hand; three queries.
    """
    limits = _limits(classes)
    periods = _periods(limits)
    missed: dict[tuple[int, int], list[Taken]] = defaultdict(list)
    marks = Attendance.objects.filter(roll__training_class__in=list(limits), presence__in=list(ABSENT)).order_by()
    for key, held, day, part, presence in marks.values_list(
        "enrolment", "roll__training_class", "roll__day", "roll__part", "presence"
    ):
        missed[key, held].append(Taken(periods[held].get((day, part), 0), Taking(presence)))
    found: dict[int, tuple[Absences, bool]] = {}
    for (key, held), taken in missed.items():
        whole = Whole(len(periods[held]), sum(periods[held].values()))
        one_more = Taken(max(periods[held].values(), default=0), min(limits[held].counts))
        if is_beyond(count_absences([*taken, one_more]), whole, limits[held]):
            counted = count_absences(taken)
            found[key] = counted, is_beyond(counted, whole, limits[held])
    people = Enrolment.objects.filter(pk__in=found).select_related("nomination__person", "training_class")
    return tuple(
        NearLimit(each, found[each.pk][0].half_days, found[each.pk][1])
        for each in people.order_by("nomination__person__sort_key", "pk")
    )


def _limits(classes: Iterable[TrainingClass]) -> dict[int, AbsenceLimit]:
    in_force = {code: each for each in reversed(profiles()) for code in each.programmes}
    named = ((each.pk, in_force.get(each.line.programme.code)) for each in classes)
    return {key: profile.absence for key, profile in named if profile and profile.absence}


def _periods(classes: Iterable[int]) -> dict[int, dict[tuple[dt.date, str], int]]:
    periods: dict[int, dict[tuple[dt.date, str], int]] = {key: {} for key in classes}
    lessons = Lesson.objects.filter(training_class__in=list(periods)).order_by()
    for key, day, part, held in lessons.values_list("training_class", "day", "part").annotate(held=Sum("periods")):
        periods[key][day, part] = held
    return periods
