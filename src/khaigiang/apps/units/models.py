from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.instruments.models import Instrument
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


class Verb(models.TextChoices):
    """What an act does to the tree."""

    LOADED = "loaded", _("nạp danh mục chính thức")
    ADDED = "added", _("thành lập")
    MERGED = "merged", _("sáp nhập")
    SPLIT = "split", _("chia tách")
    RENAMED = "renamed", _("đổi tên")
    MOVED = "moved", _("chuyển đơn vị cấp trên")
    CLOSED = "closed", _("kết thúc hoạt động")


class Share(models.TextChoices):
    """How much of the old unit the new one took over."""

    WHOLE = "whole", _("toàn bộ")
    PART = "part", _("một phần")
    UNCHANGED = "unchanged", _("giữ nguyên")


class UnitChange(GuardedModel):
    """A dated act on the tree with the instrument it rests on. ``day`` is the first day on which it holds.

    What it began and what it ended points here, so that it can be undone; then ``undone_on`` says when it was.
    """

    verb = models.CharField(max_length=10, choices=Verb)
    day = models.DateField()
    instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, related_name="unit_changes")
    recorded_on = models.DateField()
    recorded_by = models.CharField(max_length=120)
    undone_on = models.DateField(null=True)

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["day"], condition=Q(verb="loaded", undone_on=None), name="official_state_loaded_once"
            )
        ]


class Unit(GuardedModel):
    """An organisation between two dates.

    The official code is no key: the same five digits name another unit after 1-7-2025. ``code``, ``name``, ``kind``
    and ``parent`` are the present ones or, of a unit that ended, the last; what they were on a day is in ``UnitName``
    and ``UnitParent``. ``folded`` is the name without diacritics, for search; ``sort_key`` gives Vietnamese order in a
    database that has none.
    """

    code = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=400)
    level = models.CharField(max_length=10, choices=Level)
    kind = models.CharField(max_length=40)
    bloc = models.CharField(max_length=10, choices=Bloc, blank=True, default="")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    begun_by = models.ForeignKey(UnitChange, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_by = models.ForeignKey(UnitChange, models.PROTECT, null=True, related_name="+", db_index=False)
    changes = models.ManyToManyField(UnitChange, related_name="units")

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


def _one_a_day(name: str) -> ExclusionConstraint:
    """No two rows of one unit on one day.

    The unit's id stands as a range of one number: its equality then needs no extension, which the database has none of.
    """
    unit = Func(F("unit"), F("unit"), Value("[]"), function="int8range")
    life = Func(F("valid_from"), F("valid_to"), Value("[]"), function="daterange")
    return ExclusionConstraint(
        name=name, expressions=[(unit, RangeOperators.OVERLAPS), (life, RangeOperators.OVERLAPS)]
    )


def _in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name=name)


class UnitName(GuardedModel):
    """What a unit is called between two dates, with the code and the kind it has under that name.

    A unit existed on a day exactly when it had a name on it.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    code = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=400)
    kind = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    begun_by = models.ForeignKey(UnitChange, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_by = models.ForeignKey(UnitChange, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["valid_from", "id"]
        constraints = [_one_a_day("unit_one_name_a_day"), _in_order("unit_name_in_order")]


class UnitParent(GuardedModel):
    """Which unit another stands under between two dates; none for a unit at the top."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="places")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    begun_by = models.ForeignKey(UnitChange, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_by = models.ForeignKey(UnitChange, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["valid_from", "id"]
        constraints = [
            _one_a_day("unit_one_parent_a_day"),
            _in_order("unit_parent_in_order"),
            models.CheckConstraint(condition=~Q(parent=F("unit")) | Q(parent=None), name="unit_not_below_itself"),
        ]


class Succession(GuardedModel):
    """An old unit and one that took it over from a day on, whole or in part; many to many.

    ``stated_as`` is what the official table calls the old unit where that is not the name we know it by. It proposes
    where a person's post went; the unit that sends the person decides.
    """

    old = models.ForeignKey(Unit, models.CASCADE, related_name="successions")
    new = models.ForeignKey(Unit, models.CASCADE, related_name="predecessions")
    share = models.CharField(max_length=10, choices=Share)
    day = models.DateField()
    instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, related_name="+", db_index=False)
    stated_as = models.CharField(max_length=200, blank=True)
    begun_by = models.ForeignKey(UnitChange, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="succession_of_another"),
        ]


constraints.say(
    unit_code_once_a_date=_("Mã đơn vị này đã được dùng cho một đơn vị khác có hiệu lực từ cùng ngày."),
    unit_life_in_order=_("Ngày hết hiệu lực của đơn vị không được trước ngày bắt đầu."),
    official_state_loaded_once=_("Danh mục chính thức của ngày này đã được nạp."),
    unit_one_name_a_day=_("Đơn vị đã có một tên khác trong cùng thời gian này."),
    unit_name_in_order=_("Tên của đơn vị không được hết hiệu lực trước ngày bắt đầu."),
    unit_one_parent_a_day=_("Đơn vị đã có một đơn vị cấp trên khác trong cùng thời gian này."),
    unit_parent_in_order=_("Thời gian trực thuộc không được kết thúc trước ngày bắt đầu."),
    unit_not_below_itself=_("Đơn vị không thể trực thuộc chính nó."),
    succession_once=_("Hai đơn vị này đã được ghi là kế thừa nhau."),
    succession_of_another=_("Đơn vị không thể kế thừa chính nó."),
)
