from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.nominations.models import NominationList
from khaigiang.apps.people.models import Person
from khaigiang.apps.plans.models import Plan, PlanLine
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import CallState, DossierState
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class Call(GuardedModel):
    """Thông báo chiêu sinh: asks the units with seats of some lines for their people, until a day.

    ``conditions`` are one sentence a line, as the letter prints them. ``remind_before`` says so many days before the
    deadline units that have not answered are reminded. The letter itself is a paper, numbered by the registry clerk.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="calls")
    state = models.CharField(max_length=20, default=CallState.DRAFT)
    deadline = models.DateField()
    conditions = models.TextField(blank=True)
    remind_before = ArrayField(models.PositiveSmallIntegerField(), default=list)
    published_on = models.DateField(null=True)
    published_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(published_on__isnull=False), name="call_published_on"
            ),
            models.CheckConstraint(
                condition=models.Q(published_on__isnull=True) | models.Q(deadline__gte=models.F("published_on")),
                name="call_deadline_after_publishing",
            ),
        ]


class CalledLine(GuardedModel):
    """A line that a call is about; a line is called once."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="called")
    line = models.OneToOneField(PlanLine, models.CASCADE, related_name="called")

    class Meta:
        ordering = ["call", "line"]


class Extension(GuardedModel):
    """A later deadline for one unit, or for all of a call: a planner's dated act, with its reason."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="extensions")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    until = models.DateField()
    why = models.CharField(max_length=300)
    day = models.DateField()
    done_by = models.CharField(max_length=120)

    class Meta:
        ordering = ["-id"]


class Dossier(GuardedModel):
    """What one unit answers to a call about one line. Taken in, its people stand on the list ``list``.

    ``remarks`` say why it was handed back last; what was said before stands in the audit trail.
    """

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="dossiers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="dossiers")
    state = models.CharField(max_length=20, default=DossierState.FILLING)
    letter_number = models.CharField(max_length=60, blank=True)
    letter_day = models.DateField(null=True)
    signer = models.CharField(max_length=120, blank=True)
    signer_title = models.CharField(max_length=200, blank=True)
    submitted_on = models.DateField(null=True)
    remarks = models.TextField(blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    list = models.OneToOneField(NominationList, models.SET_NULL, null=True, related_name="dossier")

    class Meta:
        ordering = ["line", "unit__sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "unit"], condition=~models.Q(state="taken_in"), name="one_dossier_under_way"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["submitted", "taken_in"])
                | (~models.Q(letter_number="") & models.Q(letter_day__isnull=False) & ~models.Q(signer="")),
                name="dossier_submitted_with_letter",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="handed_back") | ~models.Q(remarks=""),
                name="dossier_handed_back_with_remarks",
            ),
        ]


class DossierPerson(GuardedModel):
    """One person of a dossier, in the unit's own order: whoever stands beyond its seats is an alternate.

    The rest is what a row of a list states; ``unavailable`` are pairs of days in ISO form.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    position_title = models.CharField(max_length=200, blank=True)
    position_group = models.CharField(max_length=60, blank=True)
    stated = models.JSONField(default=dict)
    wish = models.PositiveSmallIntegerField(null=True)
    unavailable = models.JSONField(default=list)
    sheet = models.CharField(max_length=80, blank=True)
    cell = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["dossier", "place"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "person"], name="once_in_a_dossier"),
            models.UniqueConstraint(
                fields=["dossier", "place"], deferrable=models.Deferrable.DEFERRED, name="one_a_place_of_a_dossier"
            ),
        ]


class Reminder(GuardedModel):
    """That a unit was reminded, so many days before its deadline: once a stage, and anew when the deadline moves."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="reminders")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    deadline = models.DateField()
    days_before = models.PositiveSmallIntegerField()
    day = models.DateField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["line", "unit", "deadline", "days_before"], name="reminded_once_a_stage")
        ]


constraints.say(
    call_published_on=_("Thông báo đã công bố phải ghi ngày công bố."),
    call_deadline_after_publishing=_("Hạn cử người không được trước ngày công bố thông báo."),
    one_dossier_under_way=_("Đơn vị đang có một hồ sơ cử chưa được tiếp nhận cho dòng này."),
    dossier_submitted_with_letter=_("Gửi hồ sơ cử phải có số, ngày và người ký công văn của đơn vị."),
    dossier_handed_back_with_remarks=_("Trả lại hồ sơ phải ghi lý do."),
    once_in_a_dossier=_("Người này đã có trong hồ sơ cử."),
    one_a_place_of_a_dossier=_("Thứ tự này trong hồ sơ cử đã có người."),
    reminded_once_a_stage=_("Đơn vị đã được nhắc ở mốc này."),
)
