from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.plans.models import PlanLine, QuotaMethod
from khaigiang.apps.units.models import Unit
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class BasisKind(models.TextChoices):
    """What the weights are that seats are apportioned by."""

    HEADS = "heads", _("số cán bộ")
    NEED = "need", _("nhu cầu đăng ký")
    WEIGHT = "weight", _("hệ số")


class Quota(GuardedModel):
    """Seats of one line for one unit, and what has become of them.

    Chỉ tiêu / cử / duyệt / học / hoàn thành are five counts. Counters stand on the row, so that the database itself
    refuses the seat too many, under any concurrency. ``quotient``, ``remainder`` and ``reason`` say why the unit got
    its number. The row without a unit is the line's own: the root that all grants come from. A seat is either used or
    granted further down; ``use_by`` is the last day on which a unit may use its own. ``weight``, ``floor`` and ``cap``
    are what it was apportioned by; ``shared_by`` and ``shared_basis`` say how the row shared its own seats below.
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
    use_by = models.DateField(null=True)
    weight = models.PositiveIntegerField(null=True)
    floor = models.PositiveIntegerField(null=True)
    cap = models.PositiveIntegerField(null=True)
    shared_by = models.CharField(max_length=30, choices=QuotaMethod, blank=True)
    shared_basis = models.CharField(max_length=10, choices=BasisKind, blank=True)

    class Meta:
        ordering = ["line", "unit__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["line", "unit"], nulls_distinct=False, name="quota_once"),
            models.CheckConstraint(condition=Q(granted_below__lte=F("seats")), name="quota_children_within"),
            models.CheckConstraint(condition=Q(accepted__lte=F("seats")), name="quota_accepted_within"),
            models.CheckConstraint(
                condition=Q(seats__gte=F("accepted") + F("granted_below")), name="quota_used_or_granted_once"
            ),
            models.CheckConstraint(condition=Q(accepted__lte=F("nominated")), name="quota_accepted_were_nominated"),
            models.CheckConstraint(condition=Q(attending__lte=F("accepted")), name="quota_attending_were_accepted"),
            models.CheckConstraint(condition=Q(completed__lte=F("attending")), name="quota_completed_did_attend"),
        ]


class MoveKind(models.TextChoices):
    """How seats came from one row of the tree to another."""

    GRANTED = "granted", _("giao chỉ tiêu")
    RETURNED = "returned", _("trả lại")
    TRANSFERRED = "transferred", _("điều chuyển")
    RECLAIMED = "reclaimed", _("thu hồi do quá hạn")
    OFFERED = "offered", _("giao thêm cho đơn vị còn người dự bị")
    AMENDED = "amended", _("điều chỉnh kế hoạch")


class SeatMove(GuardedModel):
    """One move of seats within a line, for ever: from which row to which, how many, when, by whom and why."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="seat_moves")
    kind = models.CharField(max_length=12, choices=MoveKind)
    source = models.ForeignKey(Quota, models.CASCADE, related_name="moves_out")
    target = models.ForeignKey(Quota, models.CASCADE, related_name="moves_in")
    seats = models.PositiveIntegerField()
    day = models.DateField()
    why = models.CharField(max_length=300, blank=True)
    done_by = models.CharField(max_length=120)

    class Meta:
        ordering = ["line", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gt=0), name="seat_move_of_some"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="seat_move_to_another"),
        ]


constraints.say(
    quota_used_or_granted_once=_("Chỉ tiêu đã duyệt người hoặc đã giao cấp dưới thì không giao lần nữa."),
    seat_move_of_some=_("Số chỉ tiêu giao, trả hay chuyển phải từ 1 trở lên."),
    seat_move_to_another=_("Chỉ tiêu phải chuyển sang một đơn vị khác."),
    quota_children_within=_("Chỉ tiêu giao cho các đơn vị cấp dưới vượt chỉ tiêu được giao."),
    quota_accepted_within=_("Đơn vị đã dùng hết chỉ tiêu: không thể duyệt thêm người."),
    quota_accepted_were_nominated=_("Số được duyệt không thể lớn hơn số được cử."),
    quota_attending_were_accepted=_("Số đang học không thể lớn hơn số được duyệt."),
    quota_completed_did_attend=_("Số hoàn thành không thể lớn hơn số đã học."),
    quota_once=_("Đơn vị này đã được giao chỉ tiêu của dòng kế hoạch."),
)
