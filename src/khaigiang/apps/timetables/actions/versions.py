"""Numbered versions of a plan's timetables: part of larger acts."""

from collections.abc import Sequence

from django.db.models import Max

from khaigiang.apps.plans.models import Plan
from khaigiang.apps.timetables.bridge import Rows
from khaigiang.apps.timetables.models import TimetableSearch, TimetableVersion
from khaigiang.core.timetabling.problem import Lesson
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor


def write_version(plan: Plan, rows: Rows, lessons: Sequence[Lesson], *, by: Actor) -> TimetableVersion:
    """The whole was made anew: the classes and the lecturers of all lessons are told."""
    version = _next_version(plan, by=by, lessons=len(lessons))
    version.classes.set(rows.classes.values())
    version.lecturers.set(rows.lecturers[each] for each in {each for lesson in lessons for each in lesson.lecturer_ids})
    return version


def write_changed_version(
    search: TimetableSearch, proposal: dict[str, list[str]], rows: Rows, *, by: Actor
) -> TimetableVersion:
    """Some lessons changed: those are told whom a proposal names."""
    changes = proposal["changes"]
    version = _next_version(search.plan, by=by, lessons=len(changes), changes=changes, search=search)
    version.classes.set(rows.classes[each] for each in proposal["classes"])
    version.lecturers.set(rows.lecturers[each] for each in proposal["lecturers"])
    return version


def _next_version(plan: Plan, *, by: Actor, **facts: object) -> TimetableVersion:
    last = plan.timetable_versions.aggregate(last=Max("number"))["last"] or 0
    return TimetableVersion.objects.create(
        plan=plan, number=last + 1, published_at=clock.now(), published_by=by.name, **facts
    )
