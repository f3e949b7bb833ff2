from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.people.models import Person
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import InspectionNeedState, NeedsFormState, SurveyState
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class NeedsSurvey(GuardedModel):
    """A survey of the needs of a year, asked of units below ``body`` before there is a plan.

    It names no plan: one may be withdrawn and entered anew. ``asker`` is who asks, as text, as it stands on papers.
    """

    year = models.PositiveSmallIntegerField()
    body = models.ForeignKey(Unit, models.PROTECT, related_name="needs_surveys")
    asker = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=20, default=SurveyState.DRAFT)
    deadline = models.DateField()
    note = models.TextField(blank=True)
    published_on = models.DateField(null=True)
    published_by = models.CharField(max_length=120, blank=True)
    extended_why = models.CharField(max_length=300, blank=True)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["-year", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["year", "body", "title"], name="needs_survey_once"),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(published_on__isnull=False),
                name="needs_survey_published_on",
            ),
            models.CheckConstraint(
                condition=models.Q(published_on__isnull=True) | models.Q(deadline__gte=models.F("published_on")),
                name="needs_survey_deadline_after_publishing",
            ),
        ]


class SurveyRow(GuardedModel):
    """One thing that is asked: how many holders of a position group need a programme.

    ``programme`` is a code, empty where there is no such programme yet; ``also`` are codes of those that count for it,
    equal ones and what has taken its place. ``planned`` counts those planned for such a post too. ``rule_set`` says by
    which conditions somebody is asked at all, ``again_after`` after how many years anew, ``basis`` on which text.
    """

    survey = models.ForeignKey(NeedsSurvey, models.CASCADE, related_name="rows")
    place = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=60)
    programme = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300)
    also = ArrayField(models.CharField(max_length=60), default=list)
    planned = models.BooleanField(default=False)
    rule_set = models.CharField(max_length=60, blank=True)
    again_after = models.PositiveSmallIntegerField(null=True)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["survey", "place"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "group", "title"], name="survey_row_once"),
            models.UniqueConstraint(fields=["survey", "place"], name="one_survey_row_a_place"),
        ]


class NeedsForm(GuardedModel):
    """What one unit that is asked answers; there is one from the day it is asked.

    ``remarks`` say why it was handed back last; what was said before stands in the audit trail.
    """

    survey = models.ForeignKey(NeedsSurvey, models.CASCADE, related_name="forms")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="needs_forms")
    state = models.CharField(max_length=20, default=NeedsFormState.FILLING)
    submitted_on = models.DateField(null=True)
    submitted_by = models.CharField(max_length=120, blank=True)
    remarks = models.TextField(blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["survey", "unit__sort_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "unit"], name="needs_form_once"),
            models.CheckConstraint(
                condition=~models.Q(state="submitted")
                | (models.Q(submitted_on__isnull=False) & ~models.Q(submitted_by="")),
                name="needs_form_submitted_by_and_on",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="handed_back") | ~models.Q(remarks=""),
                name="needs_form_handed_back_with_remarks",
            ),
        ]


class StatedNeed(GuardedModel):
    """How many of its people a unit says need what one row asks about; ``names`` are those it names."""

    form = models.ForeignKey(NeedsForm, models.CASCADE, related_name="stated")
    row = models.ForeignKey(SurveyRow, models.CASCADE, related_name="stated")
    people = models.PositiveIntegerField()
    remark = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["form", "row__place"]
        constraints = [models.UniqueConstraint(fields=["form", "row"], name="stated_need_once")]


class NamedNeed(GuardedModel):
    """One of the people whom a unit means."""

    need = models.ForeignKey(StatedNeed, models.CASCADE, related_name="names")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["need", "person__sort_key", "person"]
        constraints = [models.UniqueConstraint(fields=["need", "person"], name="named_need_once")]


class InspectionNeed(GuardedModel):
    """What an inspection found that units do wrong, and what is therefore to be taught in a year.

    The paper is kept as text: number, day, issuer. ``topic`` is what is to be taught, ``found`` what the paper says.
    ``field`` is a code of ``data.fields``, ``programme`` one of a programme and ``groups`` of position groups, each
    empty where the paper leaves it open.
    """

    year = models.PositiveSmallIntegerField()
    body = models.ForeignKey(Unit, models.PROTECT, related_name="inspection_needs")
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    issuer = models.CharField(max_length=200)
    field = models.CharField(max_length=40, blank=True)
    programme = models.CharField(max_length=60, blank=True)
    groups = ArrayField(models.CharField(max_length=60), default=list)
    topic = models.CharField(max_length=300)
    found = models.TextField()
    state = models.CharField(max_length=20, default=InspectionNeedState.ENTERED)
    entered_on = models.DateField()
    entered_by = models.CharField(max_length=120)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "issued_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number", "issuer", "issued_on", "topic"],
                condition=models.Q(state="entered"),
                name="inspection_need_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(number="") & ~models.Q(issuer="") & ~models.Q(topic="") & ~models.Q(found=""),
                name="inspection_need_cites_paper",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="withdrawn") | ~models.Q(withdrawn_why=""),
                name="inspection_need_withdrawn_with_reason",
            ),
        ]


class InspectedUnit(GuardedModel):
    """A unit that the paper names, with how many people it says are concerned; empty where it does not say."""

    need = models.ForeignKey(InspectionNeed, models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    people = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["need", "unit__sort_key", "id"]
        constraints = [models.UniqueConstraint(fields=["need", "unit"], name="inspected_unit_once")]


constraints.say(
    needs_survey_once=_("Cuộc khảo sát mang tên này của năm ấy đã có."),
    needs_survey_published_on=_("Khảo sát đã công bố phải ghi ngày công bố."),
    needs_survey_deadline_after_publishing=_("Hạn trả lời không được trước ngày công bố khảo sát."),
    survey_row_once=_("Nhóm chức danh này đã được hỏi về chương trình này."),
    one_survey_row_a_place=_("Vị trí này trong khảo sát đã có dòng hỏi."),
    needs_form_once=_("Đơn vị này đã có phiếu trong khảo sát."),
    needs_form_submitted_by_and_on=_("Phiếu đã gửi phải ghi ngày gửi và người gửi."),
    needs_form_handed_back_with_remarks=_("Trả lại phiếu phải ghi lý do."),
    stated_need_once=_("Phiếu đã có số liệu cho dòng hỏi này."),
    named_need_once=_("Người này đã được nêu tên ở dòng hỏi này."),
    inspection_need_once=_("Nội dung này của văn bản kiểm tra ấy đã được ghi."),
    inspection_need_cites_paper=_(
        "Nhu cầu từ kiểm tra phải ghi số văn bản, cơ quan ban hành, nội dung cần bồi dưỡng và điều kiểm tra nêu."
    ),
    inspection_need_withdrawn_with_reason=_("Rút nội dung kiểm tra phải ghi lý do."),
    inspected_unit_once=_("Đơn vị này đã có trong nội dung kiểm tra."),
)
