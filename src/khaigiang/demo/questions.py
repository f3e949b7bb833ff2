"""Questions that most cases ask: how far an audience is reached, where the year stands, how long the classes are."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.urls import reverse

from khaigiang.apps.catalogue.queries import topics_of
from khaigiang.apps.classes.queries import classes_of
from khaigiang.apps.desk.queries import Board, board
from khaigiang.apps.nominations.queries import quotas_of_line
from khaigiang.apps.reports.queries import coverage
from khaigiang.apps.timetables.queries import Grid, extents, grid, lessons_with_facts, progress_of_classes
from khaigiang.demo.figures import Page, Played, Question, Value
from khaigiang.foundation.actor import SYSTEM

T = TypeVar("T")


def board_page(played: Played) -> str:
    return reverse("desk:board", args=[played.plan.pk])


def class_page(route: str, number: int = 1) -> Page:
    """A page of one class of the first line, by the name of its address."""
    return lambda played: reverse(route, args=[played.class_numbered(number).pk])


def keys(played: Played) -> list[int]:
    """The ids of the classes of the first line."""
    return [each.pk for each in played.classes]


BOARD = Question(board, lambda played: {"plan": played.plan, "on": played.today}, board_page)
COVERAGE = Question(
    coverage,
    lambda played: {"line": played.line, "on": played.today},
    lambda played: reverse("reports:coverage", args=[played.line.pk]),
)
SENDERS = Question(
    quotas_of_line,
    lambda played: {"line": played.line, "actor": SYSTEM},
    lambda played: reverse("nominations:line", args=[played.line.pk]),
)
CLASSES = Question(classes_of, lambda played: {"line": played.line}, board_page)
EXTENTS = Question(extents, lambda played: {"classes": keys(played)}, class_page("timetables:of_class"))
TOPICS = Question(topics_of, lambda played: {"programme": played.line.programme}, class_page("timetables:of_class"))
GRID = Question(
    grid,
    lambda played: {
        "lessons": lessons_with_facts().filter(training_class=played.classes[0]),
        "on": played.today,
        "ceremonies": True,
    },
    class_page("timetables:of_class"),
)
PROGRESS = Question(progress_of_classes, lambda played: {"classes": keys(played), "on": played.today}, board_page)


def alike(values: Iterable[Any]) -> Value:
    """What all of them say; when they differ, everything that is said."""
    said = tuple(sorted(set(values)))
    return said[0] if len(said) == 1 else said


def by_class(answer: Mapping[int, T]) -> list[T]:
    """What is said of each class, in the order in which the classes were formed."""
    return [answer[key] for key in sorted(answer)]


def lessons_beside(answer: Grid, ceremony: str) -> int:
    """How many lessons share the half-day of a ceremony, ``opening`` or ``closing``."""
    halves = (half for day in answer.days for half in day.halves)
    return sum(len(half.lessons) for half in halves if getattr(half, ceremony))


def basis(answer: Board) -> Value:
    """The instruments a plan rests on, as its page names them."""
    return tuple(
        f"{each.number} ({each.issued_on:%d/%m/%Y})" if each.issued_on else each.number for each in answer.instruments
    )
