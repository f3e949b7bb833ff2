from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.schools.models import Lecturer, Room
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class TimetableRun(GuardedModel):
    """One solving of the timetables of a plan's classes, with what is proven of it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="timetable_runs")
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=20)
    objective = models.IntegerField()
    bound = models.FloatField()
    gap = models.FloatField()
    seconds = models.FloatField()
    seed = models.PositiveIntegerField()
    model_version = models.CharField(max_length=40)

    class Meta:
        ordering = ["plan", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "digest"], name="timetable_run_once")]


class Lesson(GuardedModel):
    """A topic, or one half-day of a long topic, at its place. Lessons of one half-day follow in order of periods."""

    training_class = models.ForeignKey(TrainingClass, models.CASCADE, related_name="lessons")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="lessons")
    day = models.DateField()
    part = models.CharField(max_length=10)
    first_period = models.PositiveSmallIntegerField()
    periods = models.PositiveSmallIntegerField()
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="lessons")
    lecturers = models.ManyToManyField(Lecturer, related_name="lessons")

    class Meta:
        ordering = ["training_class", "day", "-part", "first_period"]
        indexes = [models.Index(fields=["day", "part"], name="lesson_by_half_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["training_class", "day", "part", "first_period"], name="class_one_lesson_at_a_time"
            )
        ]


class RoomBooking(GuardedModel):
    """A room is one class's for a half-day; the database refuses a second."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="bookings")
    day = models.DateField()
    part = models.CharField(max_length=10)
    training_class = models.ForeignKey(TrainingClass, models.CASCADE, related_name="room_bookings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "day", "part"], name="one_class_one_room")]


constraints.say(
    class_one_lesson_at_a_time=_("Lớp đã có nội dung khác vào cùng thời điểm."),
    one_class_one_room=_("Phòng này đã có lớp khác sử dụng trong cùng buổi."),
    timetable_run_once=_("Lần xếp thời khóa biểu này đã được ghi cho kế hoạch."),
)
