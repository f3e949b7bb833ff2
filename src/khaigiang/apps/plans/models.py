from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.catalogue.models import Programme
from khaigiang.apps.instruments.models import Instrument
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import PlanState
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class Pack(models.TextChoices):
    """Whose rules of form its papers follow."""

    PARTY = "party", _("văn bản của Đảng")
    STATE = "state", _("văn bản hành chính")


class QuotaMethod(models.TextChoices):
    LISTED = "listed", _("ghi sẵn trong kế hoạch")
    LARGEST_REMAINDER = "largest_remainder", _("số dư lớn nhất")
    WEBSTER = "webster", _("Webster")


class Plan(GuardedModel):
    """A plan as issued; issuer and parent body are kept as text, as they stood on the paper."""

    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    issuer = models.CharField(max_length=200)
    parent_body = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=400)
    pack = models.CharField(max_length=10, choices=Pack)
    state = models.CharField(max_length=20, default=PlanState.DRAFT)
    instruments = models.ManyToManyField(Instrument, related_name="plans")

    class Meta:
        ordering = ["-year", "number"]
        constraints = [models.UniqueConstraint(fields=["number", "issuer", "year"], name="plan_once")]


class PlanLine(GuardedModel):
    """One line: so many classes of a programme for an audience.

    Organiser, school, sending units and payer are four different parties. ``audience`` are codes of position groups.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lines")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=400)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="lines")
    audience = ArrayField(models.CharField(max_length=60), default=list)
    audience_text = models.CharField(max_length=400)
    rule_set = models.CharField(max_length=60, blank=True)
    classes = models.PositiveSmallIntegerField()
    seats = models.PositiveIntegerField()
    organiser = models.CharField(max_length=200)
    school = models.CharField(max_length=200)
    venue = models.CharField(max_length=200)
    payer = models.CharField(max_length=200, blank=True)
    chief_and_deputy_together = models.BooleanField(default=True)
    quota_method = models.CharField(max_length=30, choices=QuotaMethod)

    class Meta:
        ordering = ["plan", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="plan_line_code_once")]


class PlannedClass(GuardedModel):
    """A class the line is to hold: its bounds of size and the dates between which it runs."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="planned_classes")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    minimum = models.PositiveIntegerField()
    maximum = models.PositiveIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        ordering = ["line", "number"]
        constraints = [
            models.UniqueConstraint(fields=["line", "number"], name="planned_class_number_once"),
            models.CheckConstraint(
                condition=models.Q(maximum__gte=models.F("minimum")), name="planned_class_bounds_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="planned_class_dates_in_order"
            ),
        ]


class SendingUnit(GuardedModel):
    """A unit that may send people under a line: the seats the plan lists for it, or its weight in apportioning them."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="sending_units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sends_under")
    seats = models.PositiveIntegerField(null=True)
    weight = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["line", "unit__sort_key"]
        constraints = [models.UniqueConstraint(fields=["line", "unit"], name="sending_unit_once")]


constraints.say(
    plan_once=_("Kế hoạch có số này của cơ quan này đã có trong năm."),
    planned_class_bounds_in_order=_("Sĩ số tối đa của lớp không được nhỏ hơn sĩ số tối thiểu."),
    planned_class_dates_in_order=_("Ngày cuối của lớp không được trước ngày đầu."),
    plan_line_code_once=_("Mã dòng này đã được dùng trong kế hoạch."),
    planned_class_number_once=_("Dòng kế hoạch đã có lớp mang số này."),
    sending_unit_once=_("Đơn vị này đã có trong dòng kế hoạch."),
)
