from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.people.models import Person
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel

USUAL_A_DAY, MOST_A_DAY, MOST_A_WEEK = 2, 3, 21  # half-days; a day has three parts


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


class ClosedDay(GuardedModel):
    """A day on which no class is held at a venue, or at none of them, and why."""

    venue = models.ForeignKey(Venue, models.CASCADE, null=True, related_name="closed_days")
    day = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["day", "venue__name"]
        constraints = [
            models.UniqueConstraint(fields=["venue", "day"], nulls_distinct=False, name="closed_day_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="closed_day_says_why"),
        ]


class TimetableWishes(GuardedModel):
    """How much each wish weighs when classes of a venue are timetabled, or of every venue that states none.

    ``weights`` are by the names of ``core.timetabling.problem.Weights``; what is not among them weighs as usual.
    """

    venue = models.ForeignKey(Venue, models.CASCADE, null=True, related_name="wishes")
    weights = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["venue"], nulls_distinct=False, name="wishes_once")]


class Lecturer(GuardedModel):
    """Somebody who teaches, from inside the school or outside; the unit is kept as text.

    At most ``max_per_day`` half-days are given a day, and ``max_per_week`` a week where that is stated.
    """

    person = models.OneToOneField(Person, models.PROTECT, related_name="lecturer")
    rank = models.CharField(max_length=120, blank=True)
    unit_name = models.CharField(max_length=200, blank=True)
    topics = models.ManyToManyField(Topic, through="Competence", related_name="lecturers")
    max_per_day = models.PositiveSmallIntegerField(default=USUAL_A_DAY)
    max_per_week = models.PositiveSmallIntegerField(null=True)
    home_venue = models.ForeignKey(Venue, models.SET_NULL, null=True, related_name="at_home")

    class Meta:
        ordering = ["person__sort_key"]
        constraints = [
            models.CheckConstraint(condition=models.Q(max_per_day__range=(1, MOST_A_DAY)), name="lecturer_limit_a_day"),
            models.CheckConstraint(
                condition=models.Q(max_per_week__isnull=True) | models.Q(max_per_week__range=(1, MOST_A_WEEK)),
                name="lecturer_limit_a_week",
            ),
        ]


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
    closed_day_once=_("Ngày này đã được ghi là ngày nghỉ."),
    closed_day_says_why=_("Ngày nghỉ phải ghi lý do."),
    wishes_once=_("Điều mong muốn của địa điểm này đã được ghi."),
    lecturer_limit_a_day=_("Số buổi một ngày của giảng viên phải từ 1 đến 3."),
    lecturer_limit_a_week=_("Số buổi một tuần của giảng viên phải từ 1 đến 21."),
    room_name_once=_("Địa điểm này đã có phòng mang tên này."),
    room_busy_once=_("Phòng đã được ghi bận trong buổi này."),
    competence_once=_("Giảng viên đã được ghi đảm nhận chuyên đề này."),
    lecturer_busy_once=_("Giảng viên đã được ghi bận trong buổi này."),
)
