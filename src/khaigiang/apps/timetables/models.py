from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.schools.models import Lecturer, Room
from khaigiang.apps.timetables.phrases import DAYS_REVERSED, DRAFT_OPEN_ALREADY, SEARCH_UNDER_WAY
from khaigiang.core.states import HandDraftState, SearchState
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class TimetableRun(GuardedModel):
    """One solving of timetables of a plan, with what is proven of it.

    ``classes`` are those whose timetables are still of this solving; the lessons of all others stood fixed in it.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="timetable_runs")
    classes = models.ManyToManyField(TrainingClass, related_name="timetable_runs")
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


class SearchKind(models.TextChoices):
    TIMETABLE = "timetable", _("xếp thời khóa biểu")
    REPAIR = "repair", _("sửa thời khóa biểu")


class TimetableSearch(GuardedModel):
    """A search that somebody asked for on a page; a job does it.

    A timetable is asked for the classes ``released``, by their codes, and for those that have none and begin within
    the two days, where these are told. ``best``, ``bound`` and ``spent`` (seconds) are written while it runs. ``loss``
    says what a repair is about, ``why`` what stands in the way when there is no timetable, ``proposals`` what a repair
    offers: plain values, as the bridge writes and reads them. ``lessons_digest`` is the timetable that the proposals
    were made for.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="timetable_searches")
    kind = models.CharField(max_length=20, choices=SearchKind)
    state = models.CharField(max_length=20, default=SearchState.WAITING)
    seconds = models.PositiveSmallIntegerField()
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    stop_asked = models.BooleanField(default=False)
    released = models.JSONField(default=list)
    begins_from = models.DateField(null=True)
    begins_to = models.DateField(null=True)
    best = models.IntegerField(null=True)
    bound = models.FloatField(null=True)
    spent = models.FloatField(default=0)
    loss = models.JSONField(default=dict)
    why = models.JSONField(default=dict)
    proposals = models.JSONField(default=list)
    lessons_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"],
                condition=models.Q(state__in=[SearchState.WAITING, SearchState.RUNNING]),
                name="one_search_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(begins_from__lte=models.F("begins_to")), name="search_window_in_order"
            ),
        ]


class VersionKind(models.TextChoices):
    """What made a version."""

    SOLVED = "solved", _("xếp")
    REPAIRED = "repaired", _("sửa khi có việc đột xuất")
    BY_HAND = "by_hand", _("sửa tay")


class TimetableVersion(GuardedModel):
    """What was published of a plan's timetables, numbered from 1, with what changed and who was told.

    ``changes`` is empty where there was no lesson before; ``lessons`` counts what changed, or all.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="timetable_versions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=VersionKind, default=VersionKind.SOLVED)
    search = models.ForeignKey(TimetableSearch, models.SET_NULL, null=True, related_name="versions")
    lessons = models.PositiveIntegerField()
    changes = models.JSONField(default=list)
    classes = models.ManyToManyField(TrainingClass, related_name="timetable_versions")
    lecturers = models.ManyToManyField(Lecturer, related_name="timetable_versions")

    class Meta:
        ordering = ["plan", "-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="timetable_version_once")]


class KeptLessons(GuardedModel):
    """All lessons of a plan as a version published them, by which any two versions are compared.

    ``lessons`` are plain values as the bridge writes them, ``names`` what their ids are called. Versions of earlier
    releases have none.
    """

    version = models.OneToOneField(TimetableVersion, models.CASCADE, primary_key=True, related_name="kept")
    lessons = models.JSONField()
    names = models.JSONField()


class HandDraft(GuardedModel):
    """A working copy of a plan's timetables that is changed by hand.

    ``changes`` are in the order in which they were made, each the lessons it sets down as plain values; those behind
    the first ``applied`` were taken back and can be made again. ``base`` is the digest of the lessons that they are
    made on.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="hand_drafts")
    state = models.CharField(max_length=20, default=HandDraftState.OPEN)
    base = models.CharField(max_length=64)
    changes = models.JSONField(default=list)
    applied = models.PositiveIntegerField(default=0)
    opened_by = models.CharField(max_length=200)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=models.Q(state=HandDraftState.OPEN), name="one_open_draft_of_a_plan"
            )
        ]


class LostDay(GuardedModel):
    """A day on which no class of a plan can be held."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lost_days")
    day = models.DateField()

    class Meta:
        ordering = ["plan", "day"]
        constraints = [models.UniqueConstraint(fields=["plan", "day"], name="lost_day_once")]


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
    """A room is one class's for a half-day; the database refuses a second.

    What several classes hear together is booked once, in the name of the first of them.
    """

    room = models.ForeignKey(Room, models.PROTECT, related_name="bookings")
    day = models.DateField()
    part = models.CharField(max_length=10)
    training_class = models.ForeignKey(TrainingClass, models.CASCADE, related_name="room_bookings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "day", "part"], name="one_class_one_room")]


constraints.say(
    one_search_at_a_time=SEARCH_UNDER_WAY,
    search_window_in_order=DAYS_REVERSED,
    one_open_draft_of_a_plan=DRAFT_OPEN_ALREADY,
    class_one_lesson_at_a_time=_("Lớp đã có nội dung khác vào cùng thời điểm."),
    one_class_one_room=_("Phòng này đã có lớp khác sử dụng trong cùng buổi."),
    lost_day_once=_("Ngày này đã được ghi là không tổ chức học được."),
    timetable_version_once=_("Kế hoạch đã có bản thời khóa biểu mang số này."),
    timetable_run_once=_("Lần xếp thời khóa biểu này đã được ghi cho kế hoạch."),
)
