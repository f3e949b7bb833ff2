from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.core.states import RollState
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class Presence(models.TextChoices):
    PRESENT = "present", _("có mặt")
    LATE = "late", _("đến muộn")
    EXCUSED = "excused", _("vắng có phép")
    UNEXCUSED = "unexcused", _("vắng không phép")


class OpeningItem(models.TextChoices):
    """What must be shown before a class opens, beside what the system sees for itself."""

    LECTURERS_CONFIRMED = "lecturers_confirmed", _("giảng viên đã nhận lịch")
    ROOMS_READY = "rooms_ready", _("phòng học, trang thiết bị đã sẵn sàng")


class Confirmation(GuardedModel):
    """Somebody confirmed one check for a class; there is no row while nobody has."""

    training_class = models.ForeignKey(TrainingClass, models.CASCADE, related_name="confirmations")
    item = models.CharField(max_length=30, choices=OpeningItem)
    confirmed_by = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["training_class", "item"]
        constraints = [models.UniqueConstraint(fields=["training_class", "item"], name="confirmation_once")]


class Roll(GuardedModel):
    """The roll of one half-day of a class. Signed off, it never changes."""

    training_class = models.ForeignKey(TrainingClass, models.CASCADE, related_name="rolls")
    day = models.DateField()
    part = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default=RollState.OPEN)
    signed_by = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["training_class", "day", "-part"]
        constraints = [
            models.UniqueConstraint(fields=["training_class", "day", "part"], name="roll_once"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by="") | (Q(signed_at__isnull=False) & ~Q(signed_by="")),
                name="roll_signed_by_and_at",
            ),
        ]


class Attendance(GuardedModel):
    """How one trainee was there in one half-day."""

    roll = models.ForeignKey(Roll, models.CASCADE, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="attendances")
    presence = models.CharField(max_length=10, choices=Presence)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["roll", "enrolment__nomination__person__sort_key"]
        constraints = [models.UniqueConstraint(fields=["roll", "enrolment"], name="attendance_once")]


class JournalEntry(GuardedModel):
    """A day in the class's log."""

    training_class = models.ForeignKey(TrainingClass, models.CASCADE, related_name="journal")
    day = models.DateField()
    text = models.TextField()
    written_by = models.CharField(max_length=200)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["training_class", "day", "id"]


class Incident(GuardedModel):
    """Something that happened. An urgent one reaches the sending unit and the organiser at once: ``told`` says whom."""

    training_class = models.ForeignKey(TrainingClass, models.CASCADE, related_name="incidents")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, null=True, related_name="incidents")
    happened_on = models.DateField()
    urgent = models.BooleanField(default=False)
    text = models.TextField()
    told = models.JSONField(default=list)
    written_by = models.CharField(max_length=200)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["training_class", "happened_on", "id"]


constraints.say(
    confirmation_once=_("Mục này đã được xác nhận."),
    roll_once=_("Buổi học này đã có bảng điểm danh."),
    roll_signed_by_and_at=_("Bảng điểm danh đã ký phải ghi người ký và thời điểm ký."),
    attendance_once=_("Học viên này đã được điểm danh trong buổi."),
)
