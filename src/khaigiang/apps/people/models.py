from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.units.models import Unit
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class Sex(models.TextChoices):
    MALE = "male", _("nam")
    FEMALE = "female", _("nữ")


class Person(GuardedModel):
    """Somebody we train or who teaches. A date of birth carries its precision: day, month or year."""

    full_name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, db_index=True)
    sort_key = models.CharField(max_length=300, db_index=True)
    sex = models.CharField(max_length=10, choices=Sex, blank=True)
    born = models.DateField(null=True)
    born_precision = models.CharField(max_length=5, blank=True)

    class Meta:
        ordering = ["sort_key", "id"]


class Appointment(GuardedModel):
    """A post somebody holds in a unit. One person may hold several at once.

    ``groups`` are the codes of the position groups that the title as written belongs to.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="appointments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments")
    title = models.CharField(max_length=200)
    groups = ArrayField(models.CharField(max_length=60), default=list)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        ordering = ["person", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "title", "since"], nulls_distinct=False, name="appointment_once"
            )
        ]


class TrainingRecord(GuardedModel):
    """The ledger of who completed what and when; upper slices write it down here through our action."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="training_records")
    programme = models.CharField(max_length=60)
    source = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    finished_on = models.DateField()

    class Meta:
        ordering = ["finished_on", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "source"], name="training_record_once")]


class Engagement(GuardedModel):
    """The ledger of when somebody is taken, by half-days: one person in one place, on every path."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="engagements")
    day = models.DateField()
    part = models.CharField(max_length=10)
    source = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "day", "part"], name="one_person_one_place")]
        indexes = [models.Index(fields=["source"], name="engagement_by_source")]


constraints.say(
    one_person_one_place=_("Người này đã có lịch ở nơi khác trong cùng buổi."),
    training_record_once=_("Kết quả của lớp này đã được ghi cho người này."),
    appointment_once=_("Chức danh này của người này đã được ghi."),
)
