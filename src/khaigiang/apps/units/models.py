from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class Level(models.TextChoices):
    PROVINCE = "province", _("tỉnh, thành phố")
    DISTRICT = "district", _("quận, huyện")
    COMMUNE = "commune", _("xã, phường, thị trấn")
    BODY = "body", _("cơ quan, đơn vị, chi bộ")


class Bloc(models.TextChoices):
    """Which part of the system a unit, a post or a plan's line belongs to."""

    PARTY = "party", _("khối Đảng")
    MASS = "mass", _("khối đoàn thể")
    GOVERNMENT = "government", _("khối chính quyền")
    ARMED = "armed", _("khối lực lượng vũ trang")
    ENTERPRISE = "enterprise", _("khối doanh nghiệp")


class Unit(GuardedModel):
    """An organisation between two dates.

    The official code is no key: the same five digits name another unit after 1-7-2025. ``folded`` is the name without
    diacritics, for search; ``sort_key`` gives Vietnamese order in a database that has none.
    """

    code = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=400)
    level = models.CharField(max_length=10, choices=Level)
    kind = models.CharField(max_length=40)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["parent", "sort_key"], name="unit_children_in_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "level", "valid_from"], condition=~models.Q(code=""), name="unit_code_once_a_date"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="unit_life_in_order",
            ),
        ]


constraints.say(
    unit_code_once_a_date=_("Mã đơn vị này đã được dùng cho một đơn vị khác có hiệu lực từ cùng ngày."),
    unit_life_in_order=_("Ngày hết hiệu lực của đơn vị không được trước ngày bắt đầu."),
)
