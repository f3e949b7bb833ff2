"""Numbered versions of a plan's timetables: part of larger acts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Max

from khaigiang.apps.plans.models import Plan
from khaigiang.apps.timetables.bridge import Rows, kept_facts
from khaigiang.apps.timetables.models import KeptLessons, TimetableSearch, TimetableVersion, VersionKind
from khaigiang.core.timetabling.problem import Lesson
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor


def write_version(
    plan: Plan, rows: Rows, lessons: Iterable[Lesson], *, search: TimetableSearch | None = None, by: Actor
) -> TimetableVersion:
    """The first lessons of a plan: the classes and the lecturers of all of them are told."""
    held = list(lessons)
    version = _next_version(plan, rows, held, by=by, lessons=len(held), search=search)
    version.classes.set(rows.classes.values())
    version.lecturers.set(rows.lecturers[each] for each in {each for lesson in held for each in lesson.lecturer_ids})
    return version


def write_changed_version(
    plan: Plan,
    change: Mapping[str, Any],
    rows: Rows,
    lessons: Iterable[Lesson],
    *,
    kind: VersionKind,
    search: TimetableSearch | None = None,
    by: Actor,
) -> TimetableVersion:
    """Some lessons changed, and ``lessons`` are all there are now: those are told whom the change names."""
    changes = change["changes"]
    version = _next_version(plan, rows, lessons, by=by, lessons=len(changes), changes=changes, kind=kind, search=search)
    version.classes.set(rows.classes[each] for each in change["classes"])
    version.lecturers.set(rows.lecturers[each] for each in change["lecturers"])
    return version


def _next_version(plan: Plan, rows: Rows, held: Iterable[Lesson], *, by: Actor, **facts: object) -> TimetableVersion:
    last = plan.timetable_versions.aggregate(last=Max("number"))["last"] or 0
    version = TimetableVersion.objects.create(
        plan=plan, number=last + 1, published_at=clock.now(), published_by=by.name, **facts
    )
    KeptLessons.objects.create(version=version, **kept_facts(rows, held))
    return version
