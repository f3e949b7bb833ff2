"""A class for which nothing is missing but what a test takes away."""

import datetime as dt
import io
from typing import Any

import openpyxl

import builders
from apps.acting import PLANNER, somebody
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.delivery.models import Confirmation, OpeningItem
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.states import ClassState, PaperState
from khaigiang.foundation import clock, guarded

BOARD = somebody("class_board", everywhere=True)
MORNING = HalfDay(dt.date(2022, 5, 11), Part.MORNING)
AFTERNOON = HalfDay(dt.date(2022, 5, 11), Part.AFTERNOON)
EVERYBODY = {f"{column}{row}": "C" for column in "DE" for row in range(6, 10)}
TO_COME = HalfDay(dt.date(2022, 5, 13), Part.MORNING)


def ready(*, state: ClassState = ClassState.TIMETABLED, confirmed: bool = True, **facts: Any) -> builders.World:
    """The small world with a sound timetable, an issued decision and both confirmations."""
    world = builders.small_world(state=state, **facts)
    with guarded.writing("test"):
        world.line.venue = world.room.venue.name
        world.line.save()
        world.planned.first_day = MORNING.day
        world.planned.save()
        world.lecturer.topics.set(Topic.objects.filter(module__programme=world.line.programme))
        for item in OpeningItem if confirmed else ():
            Confirmation.objects.create(
                training_class=world.training_class, item=item, confirmed_by=PLANNER.name, confirmed_at=clock.now()
            )
    decision = builders.paper(
        f"class:{world.training_class.pk}", PaperKind.OPENING_DECISION, file_name="quyet-dinh.docx"
    )
    with guarded.writing("test"):
        Paper.objects.filter(pk=decision.pk).update(state=PaperState.ISSUED)
    return world


def filled(book: bytes, cells: dict[str, Any]) -> bytes:
    """A workbook's bytes with some cells written over; ``EVERYBODY`` is there in the first two half-days."""
    opened = openpyxl.load_workbook(io.BytesIO(book))
    for address, value in cells.items():
        opened.active[address] = value
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()
