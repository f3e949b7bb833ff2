from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from khaigiang.apps.classes.permissions import sees_everybody
from khaigiang.apps.classes.queries import class_head, classes_with_lines
from khaigiang.apps.plans.queries import latest_plan
from khaigiang.apps.schools.models import Lecturer, Room
from khaigiang.apps.timetables import queries, tables
from khaigiang.apps.timetables.permissions import check_may_see_lecturer, check_may_see_timetable
from khaigiang.core.vietnamese import fold
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.web.pages import render_page
from khaigiang.web.tables import SEARCH, list_rows


def of_class(request: HttpRequest, class_id: int) -> HttpResponse:
    """A class's timetable, and how far it is."""
    shown = get_object_or_404(classes_with_lines(), pk=class_id)
    check_may_see_timetable(current(), shown)
    today = clock.today()
    lessons = queries.lessons_with_facts().filter(training_class=shown)
    context = {
        "head": class_head(shown, current()),
        "grid": queries.grid(lessons, on=today, ceremonies=True),
        "progress": queries.progress_of_classes([shown.pk], on=today).get(shown.pk),
        "extent": queries.extents([shown.pk]).get(shown.pk),
        "parallel": queries.parallel_classes(shown) if sees_everybody(current()) else (),
    }
    return render_page(request, "timetables/of_class.html", context)


def lecturers(request: HttpRequest) -> HttpResponse:
    """All lecturers with their load."""
    named = request.GET.get(SEARCH, "").strip()
    rows = [row for row in queries.lecturer_rows(latest_plan()) if fold(named) in row.lecturer.person.folded]
    context = {"listing": list_rows(rows, tables.LECTURERS, request.GET), "named": named}
    return render_page(request, "timetables/lecturers.html", context)


def lecturer(request: HttpRequest, lecturer_id: int) -> HttpResponse:
    """One lecturer's own timetable."""
    shown = get_object_or_404(Lecturer.objects.select_related("person"), pk=lecturer_id)
    check_may_see_lecturer(current(), shown)
    lessons = queries.lessons_with_facts().filter(lecturers=shown)
    context = {"lecturer": shown, "grid": queries.grid(lessons, on=clock.today())}
    return render_page(request, "timetables/lecturer.html", context)


def rooms(request: HttpRequest) -> HttpResponse:
    """All rooms with their load."""
    rows = queries.room_rows(latest_plan())
    return render_page(request, "timetables/rooms.html", {"listing": list_rows(rows, tables.ROOMS, request.GET)})


def room(request: HttpRequest, room_id: int) -> HttpResponse:
    """What one room is booked for."""
    shown = get_object_or_404(Room.objects.select_related("venue"), pk=room_id)
    grid = queries.grid(queries.lessons_with_facts().filter(room=shown), on=clock.today())
    return render_page(request, "timetables/room.html", {"room": shown, "grid": grid})
