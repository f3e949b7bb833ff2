import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max, Min

from khaigiang.apps.catalogue.models import TopicKind
from khaigiang.apps.timetables.models import Lesson, TimetableRun

# What is taught; self-study and tests fill the half-days around it and are not counted as topics.
TAUGHT = (TopicKind.LECTURE, TopicKind.DISCUSSION, TopicKind.FIELD_STUDY)


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


def latest_runs(lines: Iterable[int]) -> Mapping[int, TimetableRun]:
    """The latest solving of each line's timetables."""
    return {run.line_id: run for run in TimetableRun.objects.filter(line__in=list(lines)).order_by("pk")}


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody or some room is booked for: half-days, lessons, periods, classes."""

    half_days: int = 0
    lessons: int = 0
    periods: int = 0
    classes: int = 0


