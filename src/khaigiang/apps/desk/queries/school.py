"""Cơ sở đào tạo: classes to open, to run today, to close, to judge and to certify."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.urls import reverse

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.certificates.queries import waiting_by_class
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.classes.queries import classes_with_lines
from khaigiang.apps.delivery.queries import UnsignedRoll, address_of, unsigned_rolls
from khaigiang.apps.desk import phrases
from khaigiang.apps.desk.queries import tasks
from khaigiang.apps.desk.queries.home import (
    NAMED,
    OPENING_AHEAD,
    Duty,
    Figure,
    RoleHome,
    Way,
    class_events,
    in_order,
    next_days,
    questions_waiting,
    said,
)
from khaigiang.apps.desk.queries.planner import class_named, openings, seats_to_find
from khaigiang.apps.results.queries import ResultsLeft, results_left
from khaigiang.apps.timetables.models import Lesson
from khaigiang.apps.timetables.phrases import PARTS
from khaigiang.apps.timetables.queries import ClassDays, class_days
from khaigiang.core.states import ClassState
from khaigiang.foundation.actor import Actor


def home(actor: Actor, *, on: dt.date) -> RoleHome:
    ahead = class_days(TrainingClass.objects.exclude(state=ClassState.FINISHED))
    running = {each.training_class.pk: each for each in ahead if each.training_class.state == ClassState.OPEN}
    soon = [each for each in ahead if each.training_class.pk not in running and each.first <= on + OPENING_AHEAD]
    duties = [
        *openings(soon, on=on),
        *seats_to_find(on=on),
        *rolls_to_sign({key: each.training_class for key, each in running.items()}, on=on),
        *_to_finish(running.values(), on=on),
        *_after_the_end(),
        *tasks.to_do(actor),
        *questions_waiting(),
    ]
    return RoleHome(
        Role.SCHOOL,
        in_order(duties, on=on),
        next_days(class_events(ahead), on=on),
        figures=_figures(running.values(), on=on),
        ways=(
            Way(phrases.THE_BOARD, reverse("desk:latest_board")),
            Way(phrases.THE_LECTURERS, reverse("timetables:lecturers")),
            Way(phrases.THE_ROOMS, reverse("timetables:rooms")),
        ),
    )


def rolls_to_sign(running: Mapping[int, TrainingClass], *, on: dt.date) -> Iterable[Duty]:
    """Today's rolls one by one; those of days before in one duty a class."""
    before: dict[int, list[UnsignedRoll]] = defaultdict(list)
    for each in unsigned_rolls(on=on):
        if each.class_id not in running:
            continue
        if each.half_day.day < on:
            before[each.class_id].append(each)
            continue
        part = PARTS[each.half_day.part]
        link = reverse("delivery:roll", args=[each.class_id, address_of(each.half_day)])
        what = said(phrases.SIGN_ROLL, part=str(part).lower())
        yield Duty(what, class_named(running[each.class_id]), str(phrases.SIGN_ROLL_WHY), link, on)
    for key, rolls in before.items():
        first = rolls[0].half_day
        yield Duty(
            said(phrases.SIGN_PAST_ROLLS, n=len(rolls)),
            class_named(running[key]),
            said(phrases.SIGN_PAST_ROLLS_WHY, part=str(PARTS[first.part]).lower(), day=first.day),
            reverse("delivery:roll", args=[key, address_of(first)]),
            first.day,
        )


def _to_finish(running: Iterable[ClassDays], *, on: dt.date) -> Iterable[Duty]:
    for each in running:
        if each.last <= on:
            link = reverse("delivery:opening", args=[each.training_class.pk])
            why = said(phrases.FINISH_CLASS_WHY, day=each.last)
            yield Duty(str(phrases.FINISH_CLASS), class_named(each.training_class), why, link, each.last)


def _after_the_end() -> Iterable[Duty]:
    """What a finished class still lacks, step by step: marks, the judgement, other facts, certificates."""
    left, waiting = results_left(), waiting_by_class()
    for held in classes_with_lines().filter(pk__in={*left, *waiting}).order_by("finished_on", "pk"):
        if held.pk in left:
            yield from _results(held, left[held.pk])
        if n := waiting.get(held.pk):
            link = reverse("certificates:of_class", args=[held.pk])
            yield Duty(str(phrases.CERTIFY), class_named(held), said(phrases.CERTIFY_WHY, n=n), link)


def _results(held: TrainingClass, left: ResultsLeft) -> Iterable[Duty]:
    link, named = reverse("results:of_class", args=[held.pk]), class_named(held)
    for people, what, why in (
        (left.unmarked, phrases.ADD_MARKS, phrases.ADD_MARKS_WHY),
        (left.unclear, phrases.ADD_FACTS, phrases.ADD_FACTS_WHY),
    ):
        if people:
            more = max(0, len(people) - NAMED)
            yield Duty(said(what, n=len(people)), named, str(why), link, details=people[:NAMED], more=more)
    if left.unjudged:
        yield Duty(str(phrases.JUDGE_CLASS), named, said(phrases.JUDGE_CLASS_WHY, n=left.unjudged), link)


def _figures(running: Iterable[ClassDays], *, on: dt.date) -> tuple[Figure, ...]:
    rows = list(running)
    taught = Lesson.objects.filter(day=on, training_class__state=ClassState.OPEN).order_by()
    today = set(taught.values_list("training_class", "part", "room"))
    return (
        Figure(phrases.CLASSES_RUNNING, len(rows)),
        Figure(phrases.TRAINEES_RUNNING, sum(each.size for each in rows)),
        Figure(phrases.HALF_DAYS_TODAY, len({(held, part) for held, part, _room in today})),
        Figure(phrases.ROOMS_TODAY, len({room for _held, _part, room in today if room})),
    )
