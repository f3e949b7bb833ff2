"""Ban quản lý lớp: today's half-day with its roll, on a phone; then what is owed to the class's records."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.urls import reverse

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.delivery.phrases import ROLLS
from khaigiang.apps.delivery.queries import (
    NearLimit,
    address_of,
    days_without_journal,
    incidents_since,
    last_reports,
    near_absence_limit,
    rolls_of_day,
)
from khaigiang.apps.desk import phrases
from khaigiang.apps.desk.queries.changes import changes_for_classes
from khaigiang.apps.desk.queries.home import (
    A_WEEK,
    NAMED,
    ClassDay,
    Coming,
    Duty,
    Figure,
    RoleHome,
    Session,
    Way,
    class_days_of,
    class_events,
    coming_sessions,
    in_order,
    next_days,
    questions_waiting,
    said,
)
from khaigiang.apps.desk.queries.planner import class_named
from khaigiang.apps.desk.queries.school import rolls_to_sign
from khaigiang.apps.timetables.queries import ClassDays, class_days, lessons_with_facts
from khaigiang.core.states import ClassState, RollState
from khaigiang.foundation.actor import Actor

REPORT_EVERY = dt.timedelta(days=7)
"""How long a class runs before its home asks for the next report: a habit of this page, no rule of an instrument."""


def home(actor: Actor, *, on: dt.date) -> RoleHome:
    del actor
    ahead = class_days(TrainingClass.objects.exclude(state=ClassState.FINISHED))
    running = {each.training_class.pk: each for each in ahead if each.training_class.state == ClassState.OPEN}
    classes = {key: each.training_class for key, each in running.items()}
    today = _today(on)
    duties = [
        *(duty for duty in rolls_to_sign(classes, on=on) if duty.by != on),
        *changes_for_classes(classes.values(), on=on),
        *_journals(classes, on=on),
        *_near_limit(classes.values()),
        *_reports(running, on=on),
        *questions_waiting(),
    ]
    return RoleHome(
        Role.CLASS_BOARD,
        in_order(duties, on=on),
        next_days([*_next_day_of_each(running, on=on), *class_events(ahead)], on=on),
        today,
        _figures(running.values(), today),
        incidents=tuple(incidents_since(on - A_WEEK)[:NAMED]),
        ways=(Way(phrases.THE_BOARD, reverse("desk:latest_board")),),
    )


def _today(on: dt.date) -> tuple[ClassDay, ...]:
    """Today class by class; of each the first roll that is not signed is the one to take."""
    lessons = lessons_with_facts().filter(day=on, training_class__state=ClassState.OPEN)
    states = rolls_of_day(on)
    return tuple(replace(each, sessions=tuple(_with_rolls(each, states))) for each in class_days_of(lessons))


def _with_rolls(day: ClassDay, states: Mapping[tuple[int, str], str]) -> Iterable[Session]:
    asked = False
    for half in day.sessions:
        state = states.get((day.class_id, half.half_day.part.value), "")
        due = state != RollState.SIGNED
        link = reverse("delivery:roll", args=[day.class_id, address_of(half.half_day)])
        yield replace(half, roll=link, mark=ROLLS[state], due=due, pressing=due and not asked)
        asked = asked or due


def _journals(classes: Mapping[int, TrainingClass], *, on: dt.date) -> Iterable[Duty]:
    for key, days in days_without_journal(since=on - A_WEEK, on=on).items():
        link, about = reverse("delivery:journal", args=[key]), class_named(classes[key])
        past = [day for day in days if day < on]
        if past:
            what, why = said(phrases.WRITE_PAST_JOURNAL, n=len(past)), str(phrases.WRITE_PAST_JOURNAL_WHY)
            yield Duty(what, about, why, link, past[0], (", ".join(f"{day:%d/%m}" for day in past),))
        if on in days:
            yield Duty(str(phrases.WRITE_JOURNAL), about, str(phrases.WRITE_JOURNAL_WHY), link, on)


def _near_limit(classes: Iterable[TrainingClass]) -> Iterable[Duty]:
    by_class: dict[int, list[NearLimit]] = {}
    for each in near_absence_limit(classes):
        by_class.setdefault(each.enrolment.training_class_id, []).append(each)
    for key, people in by_class.items():
        worst_first = sorted(people, key=lambda each: (not each.beyond, -each.half_days))
        yield Duty(
            said(phrases.WARN_ABSENT, n=len(people)),
            people[0].enrolment.training_class.name,
            str(phrases.WARN_ABSENT_WHY),
            reverse("delivery:attendance", args=[key]),
            details=tuple(_missed(each) for each in worst_first[:NAMED]),
            more=max(0, len(people) - NAMED),
        )


def _missed(each: NearLimit) -> str:
    phrase = phrases.BEYOND_LIMIT if each.beyond else phrases.NEAR_LIMIT
    return said(phrase, name=each.enrolment.nomination.person.full_name, n=each.half_days)


def _reports(running: Mapping[int, ClassDays], *, on: dt.date) -> Iterable[Duty]:
    """The report of the period: after a week of class, and once the class is over."""
    covered = last_reports(running)
    for key, each in running.items():
        last = covered.get(key)
        since = last or each.first
        over = each.last <= on and (last is None or last < each.last)
        if over or (on - since >= REPORT_EVERY and since < each.last):
            why = said(phrases.REPORT_AGAIN_WHY, day=last) if last else said(phrases.REPORT_NEVER_WHY, day=each.first)
            link = reverse("delivery:journal", args=[key])
            yield Duty(str(phrases.REPORT_CLASS), class_named(each.training_class), why, link, on)


def _next_day_of_each(running: Mapping[int, ClassDays], *, on: dt.date) -> Iterable[Coming]:
    """The next day on which each running class meets."""
    lessons = lessons_with_facts().filter(day__gt=on, day__lte=on + A_WEEK, training_class__in=list(running))
    seen: set[int] = set()
    for each in class_days_of(lessons):
        if each.class_id not in seen:
            seen.add(each.class_id)
            yield from coming_sessions([each], after=on)


def _figures(running: Iterable[ClassDays], today: Iterable[ClassDay]) -> tuple[Figure, ...]:
    rows, halves = list(running), [half for each in today for half in each.sessions]
    return (
        Figure(phrases.CLASSES_RUNNING, len(rows)),
        Figure(phrases.TRAINEES_RUNNING, sum(each.size for each in rows)),
        Figure(phrases.HALF_DAYS_TODAY, len(halves)),
        Figure(phrases.ROLLS_SIGNED_TODAY, sum(not half.due for half in halves)),
    )
