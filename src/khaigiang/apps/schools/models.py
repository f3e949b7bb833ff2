from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.people.models import Person
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class Venue(GuardedModel):
    name = models.CharField(max_length=200, unique=True)
    address = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]


class Room(GuardedModel):
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=120)
    capacity = models.PositiveIntegerField()

    class Meta:
        ordering = ["venue", "name"]
        constraints = [models.UniqueConstraint(fields=["venue", "name"], name="room_name_once")]


class RoomBusy(GuardedModel):
    """A half-day on which a room is not to be had for classes."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="busy")
    day = models.DateField()
    part = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "day", "part"], name="room_busy_once")]


class Lecturer(GuardedModel):
    """Somebody who teaches, from inside the school or outside; the unit is kept as text."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="lecturer")
    rank = models.CharField(max_length=120, blank=True)
    unit_name = models.CharField(max_length=200, blank=True)
    topics = models.ManyToManyField(Topic, through="Competence", related_name="lecturers")

    class Meta:
        ordering = ["person__sort_key"]


class Competence(GuardedModel):
    """A topic a lecturer can give."""

    lecturer = models.ForeignKey(Lecturer, models.CASCADE)
    topic = models.ForeignKey(Topic, models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lecturer", "topic"], name="competence_once")]


class LecturerBusy(GuardedModel):
    """A half-day on which a lecturer cannot teach."""

    lecturer = models.ForeignKey(Lecturer, models.CASCADE, related_name="busy")
    day = models.DateField()
    part = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lecturer", "day", "part"], name="lecturer_busy_once")]


constraints.say(
    room_name_once=_("Địa điểm này đã có phòng mang tên này."),
    room_busy_once=_("Phòng đã được ghi bận trong buổi này."),
    competence_once=_("Giảng viên đã được ghi đảm nhận chuyên đề này."),
    lecturer_busy_once=_("Giảng viên đã được ghi bận trong buổi này."),
)
