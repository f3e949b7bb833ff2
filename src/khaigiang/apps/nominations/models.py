from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.people.models import Person
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import NominationState
from khaigiang.core.verdict import Standing
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class NominationList(GuardedModel):
    """A unit's dossier for one line: its letter, and the list in the unit's own order."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="nomination_lists")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="nomination_lists")
    letter_number = models.CharField(max_length=60)
    letter_day = models.DateField(null=True)
    signer = models.CharField(max_length=120, blank=True)
    signer_title = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["line", "unit__sort_key", "id"]
        constraints = [models.UniqueConstraint(fields=["line", "unit", "letter_number"], name="nomination_letter_once")]


class Nomination(GuardedModel):
    """One person sent under one line. ``place`` is the order in the unit's list; ``cell`` is where the row stood;
    ``stated`` holds what else the row says: education, theory level, Party membership.
    """

    list = models.ForeignKey(NominationList, models.CASCADE, related_name="nominations")
    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="nominations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="nominations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="nominations")
    place = models.PositiveIntegerField()
    position_title = models.CharField(max_length=200, blank=True)
    position_group = models.CharField(max_length=60, blank=True)
    sheet = models.CharField(max_length=80, blank=True)
    cell = models.CharField(max_length=12, blank=True)
    stated = models.JSONField(default=dict)
    wish = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=20, default=NominationState.NOMINATED)
    reserve_place = models.PositiveIntegerField(null=True)
    standing = models.CharField(max_length=30, choices=[(each.value, each.value) for each in Standing], blank=True)
    judged_on = models.DateField(null=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        ordering = ["list", "place"]
        constraints = [
            # Whoever was withdrawn may be nominated again: the earlier row stays with its history.
            models.UniqueConstraint(
                fields=["line", "person"], condition=~models.Q(state="withdrawn"), name="nominated_once_a_line"
            )
        ]


class DecisionKind(models.TextChoices):
    """What was decided about one nominee by himself or herself."""

    ACCEPTED = "accepted", _("duyệt")
    RESERVED = "reserved", _("đưa vào dự bị")
    DECLINED = "declined", _("không duyệt")
    WITHDRAWN = "withdrawn", _("rút khỏi danh sách")
    SUBSTITUTED = "substituted", _("thay người khác")
    MOVED_UP = "moved_up", _("chuyển từ dự bị lên")
    WAIVED = "waived", _("miễn điều kiện")
    UNWAIVED = "unwaived", _("thôi miễn điều kiện")


class Decision(GuardedModel):
    """One dated decision about one nominee, for ever: what, when, by whom and why. Its unit is told by it."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=12, choices=DecisionKind)
    day = models.DateField()
    why = models.CharField(max_length=300, blank=True)
    done_by = models.CharField(max_length=120)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(why="") | models.Q(kind__in=["accepted", "reserved"]), name="decision_says_why"
            )
        ]


class Unavailability(GuardedModel):
    """Dates on which a nominated person cannot attend, both included."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="unavailable")
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        ordering = ["nomination", "first_day"]


class Waiver(GuardedModel):
    """A dated act of a competent authority: one nominee is exempt from one rule. Taken back it stays on record.

    ``decided_by`` is the authority as the instrument names it; ``done_by`` who wrote it down here.
    """

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="waivers")
    rule = models.CharField(max_length=80)
    instrument = models.CharField(max_length=200)
    dated = models.DateField()
    decided_by = models.CharField(max_length=200)
    why = models.CharField(max_length=300)
    done_on = models.DateField()
    done_by = models.CharField(max_length=120)
    taken_back_on = models.DateField(null=True)
    taken_back_by = models.CharField(max_length=120, blank=True)
    taken_back_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["nomination", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "rule"], condition=models.Q(taken_back_on__isnull=True), name="waiver_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(instrument="") & ~models.Q(decided_by="") & ~models.Q(why=""),
                name="waiver_says_who_by_what_and_why",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_on__isnull=True, taken_back_by="", taken_back_why="")
                | (models.Q(taken_back_on__isnull=False) & ~models.Q(taken_back_by="") & ~models.Q(taken_back_why="")),
                name="waiver_taken_back_by_and_why",
            ),
        ]


class VerdictReason(GuardedModel):
    """One rule's answer for one nomination: rule, article, the fact used, and whether the rule itself was verified.

    The sentence is not stored: ``code`` and ``facts`` are said in the reader's language.
    """

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="reasons")
    place = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=80)
    standing = models.CharField(max_length=30)
    code = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    instrument = models.CharField(max_length=300)
    article = models.CharField(max_length=120, blank=True)
    verified = models.BooleanField(default=True)
    waiver = models.ForeignKey(Waiver, models.SET_NULL, null=True, related_name="reasons")

    class Meta:
        ordering = ["nomination", "place"]
        constraints = [models.UniqueConstraint(fields=["nomination", "place"], name="verdict_reason_place_once")]


constraints.say(
    decision_says_why=_("Phải ghi lý do khi không duyệt, rút, thay người hay chuyển người dự bị lên."),
    nominated_once_a_line=_("Người này đã có trong danh sách cử của dòng kế hoạch này."),
    nomination_letter_once=_("Công văn số này của đơn vị đã được nhập cho dòng kế hoạch này."),
    waiver_once=_("Người này đã được miễn điều kiện này."),
    waiver_says_who_by_what_and_why=_("Miễn điều kiện phải ghi văn bản, cấp quyết định và lý do."),
    waiver_taken_back_by_and_why=_("Thôi miễn điều kiện phải ghi ngày, người ghi và lý do."),
    verdict_reason_place_once=_("Người này đã có lý do thẩm định ở vị trí này."),
)
