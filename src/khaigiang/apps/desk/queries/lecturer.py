"""Giảng viên: the next lessons, the days of the next four weeks, and the questions that wait for an answer."""

import datetime as dt

from django.urls import reverse

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.desk import phrases
from khaigiang.apps.desk.queries.changes import changes_for_lecturer
from khaigiang.apps.desk.queries.home import (
    HALF_DAYS_SHOWN,
    Figure,
    RoleHome,
    Way,
    class_days_of,
    coming_sessions,
    in_order,
    next_days,
    on_next_day,
    questions_waiting,
)
from khaigiang.apps.timetables.queries import lecturer_of, lessons_with_facts, sittings
from khaigiang.foundation.actor import Actor

AHEAD = dt.timedelta(days=28)


def home(actor: Actor, *, on: dt.date) -> RoleHome | None:
    lecturer = lecturer_of(actor)
    if lecturer is None:
        return None
    ahead = list(sittings(lessons_with_facts().filter(lecturers=lecturer, day__gte=on)))
    near = [each for each in ahead if each[0].day <= on + AHEAD]
    others = {one.pk: ", ".join(row.training_class.name for row in rest) for one, *rest in ahead if rest}
    days = class_days_of((each[0] for each in ahead), others)
    return RoleHome(
        Role.LECTURER,
        in_order([*changes_for_lecturer(lecturer, on=on), *questions_waiting()], on=on),
        next_days(coming_sessions(days, after=on), on=on, ahead=AHEAD, shown=HALF_DAYS_SHOWN),
        on_next_day(days, on=on),
        (
            Figure(phrases.HALF_DAYS_AHEAD, len({(each.day, each.part) for each, *_others in near})),
            Figure(phrases.PERIODS_AHEAD, sum(each.periods for each, *_others in near)),
            Figure(phrases.CLASSES_AHEAD, len({row.training_class_id for each in near for row in each})),
        ),
        ways=(Way(phrases.OWN_TIMETABLE, reverse("timetables:lecturer", args=[lecturer.pk])),),
    )
