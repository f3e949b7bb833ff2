"""The database itself refuses what stands once, on every path: a second row of the same is tried for each table."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db.models import Model

import builders
from apps.acting import refused
from khaigiang.apps.catalogue.models import Module, Topic
from khaigiang.apps.classes.models import FormingRun, StudyGroup, TrainingClass
from khaigiang.apps.instruments.models import Instrument
from khaigiang.apps.nominations.models import VerdictReason
from khaigiang.apps.papers.models import Paper
from khaigiang.apps.schools.models import Competence, Room, RoomBusy
from khaigiang.apps.timetables.models import Lesson, LostDay, RoomBooking, TimetableRun
from khaigiang.foundation import constraints, guarded

MAY_11 = dt.date(2022, 5, 11)
RUN = {
    "digest": "0" * 64,
    "status": "optimal",
    "objective": 0,
    "bound": 0,
    "gap": 0,
    "seconds": 0,
    "seed": 1,
    "model_version": "1",
}


def booking(world: builders.World) -> RoomBooking:
    return RoomBooking.objects.create(room=world.room, day=MAY_11, part="morning", training_class=world.training_class)


# What stands once, and a row of it in the small world.
ONCE: dict[str, Callable[[builders.World], Model]] = {
    "class_code_once": lambda world: TrainingClass(
        planned=builders.planned_class(world.line, 9), line=world.line, code=world.training_class.code
    ),
    "class_one_lesson_at_a_time": lambda _world: Lesson.objects.first(),
    "competence_once": lambda world: Competence.objects.create(lecturer=world.lecturer, topic=Topic.objects.first()),
    "forming_run_once": lambda world: FormingRun.objects.create(line=world.line, **RUN),
    "instrument_once": lambda _world: Instrument.objects.get(),
    "module_number_once": lambda _world: Module.objects.first(),
    "one_class_one_room": booking,
    "one_search_at_a_time": lambda world: builders.timetable_search(world.plan),
    "paper_once": lambda world: Paper.objects.get(pk=world.paper.pk),
    "programme_version_once": lambda world: world.line.programme,
    "room_busy_once": lambda world: RoomBusy.objects.create(room=world.room, day=MAY_11, part="morning"),
    "room_name_once": lambda _world: Room.objects.get(),
    "study_group_once": lambda _world: StudyGroup.objects.first(),
    "lost_day_once": lambda world: LostDay.objects.create(plan=world.plan, day=MAY_11),
    "timetable_version_once": lambda world: builders.timetable_version(world.plan),
    "timetable_run_once": lambda world: TimetableRun.objects.create(plan=world.plan, **RUN),
    "verdict_reason_place_once": lambda _world: VerdictReason.objects.first(),
}


@pytest.mark.parametrize("name", ONCE)
def test_second_row_of_the_same_is_refused_in_words(db, name) -> None:
    world = builders.small_world()
    with guarded.writing("test"):
        row = ONCE[name](world)

    with refused(name, str(constraints.said()[name])), guarded.writing("test"):
        row.pk = None
        row._state.adding = True
        row.save()
