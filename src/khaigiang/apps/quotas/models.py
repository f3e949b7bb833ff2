from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.units.models import Unit
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class Quota(GuardedModel):
    """Seats of one line for one unit, and what has become of them.

    Chỉ tiêu / cử / duyệt / học / hoàn thành are five counts. Counters stand on the row, so that the database itself
    refuses the seat too many, under any concurrency. ``quotient``, ``remainder`` and ``reason`` say why the unit got
    its number. The row without a unit is the line's own: the root that all grants come from.
    """

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="quotas")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="quotas")
    parent = models.ForeignKey("self", models.RESTRICT, null=True, related_name="children")
    seats = models.PositiveIntegerField()
    granted_below = models.PositiveIntegerField(default=0)
    nominated = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    attending = models.PositiveIntegerField(default=0)
    completed = models.PositiveIntegerField(default=0)
    quotient = models.CharField(max_length=60, blank=True)
    remainder = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["line", "unit__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["line", "unit"], nulls_distinct=False, name="quota_once"),
            models.CheckConstraint(condition=Q(granted_below__lte=F("seats")), name="quota_children_within"),
            models.CheckConstraint(condition=Q(accepted__lte=F("seats")), name="quota_accepted_within"),
            models.CheckConstraint(condition=Q(accepted__lte=F("nominated")), name="quota_accepted_were_nominated"),
            models.CheckConstraint(condition=Q(attending__lte=F("accepted")), name="quota_attending_were_accepted"),
            models.CheckConstraint(condition=Q(completed__lte=F("attending")), name="quota_completed_did_attend"),
        ]


constraints.say(
    quota_children_within=_("Chỉ tiêu giao cho các đơn vị cấp dưới vượt chỉ tiêu được giao."),
    quota_accepted_within=_("Đơn vị đã dùng hết chỉ tiêu: không thể duyệt thêm người."),
    quota_accepted_were_nominated=_("Số được duyệt không thể lớn hơn số được cử."),
    quota_attending_were_accepted=_("Số đang học không thể lớn hơn số được duyệt."),
    quota_completed_did_attend=_("Số hoàn thành không thể lớn hơn số đã học."),
    quota_once=_("Đơn vị này đã được giao chỉ tiêu của dòng kế hoạch."),
)
