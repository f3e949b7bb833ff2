"""What a published change of a timetable asks of those it concerns: to know of it before the first lesson it moves."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.desk import phrases
from khaigiang.apps.desk.queries.home import Duty, said
from khaigiang.apps.schools.models import Lecturer
from khaigiang.apps.timetables.bridge import lecturer_id
from khaigiang.apps.timetables.queries import Notice, notice_to_lecturer, notices_to_classes


def changes_for_lecturer(lecturer: Lecturer, *, on: dt.date) -> Iterable[Duty]:
    """In one query."""
    notice = notice_to_lecturer(lecturer, lecturer_id(lecturer))
    yield from _duty(notice, "", reverse("timetables:lecturer", args=[lecturer.pk]), on=on)


def changes_for_classes(classes: Iterable[TrainingClass], *, on: dt.date) -> Iterable[Duty]:
    """One duty for each of the classes whose last version changed something that is still ahead, in two queries."""
    rows = list(classes)
    notices = notices_to_classes(rows)
    for each in rows:
        yield from _duty(notices.get(each.pk), each.name, reverse("timetables:of_class", args=[each.pk]), on=on)


def _duty(notice: Notice | None, about: str, link: str, *, on: dt.date) -> Iterable[Duty]:
    if notice is None:
        return
    days = [
        min(side.half_day.day for side in (change.before, change.after) if side is not None and side.half_day.day >= on)
        for change in notice.changes
        if any(side is not None and side.half_day.day >= on for side in (change.before, change.after))
    ]
    if days:
        published = notice.version.published_at.date()
        why = said(phrases.TIMETABLE_CHANGED_WHY, number=notice.version.number, day=published)
        yield Duty(said(phrases.TIMETABLE_CHANGED, n=len(days)), about, why, link, min(days))
