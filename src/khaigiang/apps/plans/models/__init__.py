"""Plans with their lines, and what is said of both."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.catalogue.models import Programme, Topic
from khaigiang.apps.instruments.models import Instrument
from khaigiang.apps.plans.models.joint import JointClass as JointClass
from khaigiang.apps.plans.models.joint import JointTopic as JointTopic
from khaigiang.apps.plans.models.revisions import PlanRevision as PlanRevision
from khaigiang.apps.plans.models.revisions import TaskReview as TaskReview
from khaigiang.apps.schools.models import Lecturer
from khaigiang.apps.units.models import Bloc, Unit
from khaigiang.core.calendar import MONDAY_TO_FRIDAY, Part
from khaigiang.core.states import ConsentState, LecturerRequestState, PlanState, TaskState
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


class Tracking(models.TextChoices):
    """Whether each class of a line is run here, or only its totals are reported."""

    CLASSES = "classes", _("từng lớp")
    TOTALS = "totals", _("số tổng hợp")


class Plan(GuardedModel):
    """A plan as issued; issuer and parent body are kept as text, as they stood on the paper.

    ``remarks`` say why a submitted plan was handed back, until it is submitted again.
    """

    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    issuer = models.CharField(max_length=200)
    parent_body = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=400)
    pack = models.CharField(max_length=10, choices=Pack)
    state = models.CharField(max_length=20, default=PlanState.DRAFT)
    remarks = models.TextField(blank=True)
    instruments = models.ManyToManyField(Instrument, related_name="plans")

    class Meta:
        ordering = ["-year", "number"]
        constraints = [models.UniqueConstraint(fields=["number", "issuer", "year"], name="plan_once")]


class PlanLine(GuardedModel):
    """One line: so many classes of a programme for an audience.

    Organiser, school, sending units and payer are four different parties. ``audience`` are codes of position groups.
    A delegated line is run by a lower unit, ``organiser_unit``, once ``consenting_body``, the specialised upper body of
    the programme's field, has agreed. ``estimate`` is in đồng, for the whole line; empty where the plan states none.
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
    estimate = models.BigIntegerField(null=True)
    chief_and_deputy_together = models.BooleanField(default=True)
    quota_method = models.CharField(max_length=30, choices=QuotaMethod)
    tracking = models.CharField(max_length=10, choices=Tracking, default=Tracking.CLASSES)
    bloc = models.CharField(max_length=20, choices=Bloc, blank=True)
    abroad = models.BooleanField(default=False)
    delegated = models.BooleanField(default=False)
    organiser_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="organises")
    consenting_body = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["plan", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="plan_line_code_once"),
            models.CheckConstraint(
                condition=models.Q(delegated=False)
                | (models.Q(organiser_unit__isnull=False) & ~models.Q(consenting_body="")),
                name="delegated_line_names_both_sides",
            ),
            models.CheckConstraint(
                condition=models.Q(estimate__isnull=True) | models.Q(estimate__gte=0),
                name="plan_line_estimate_not_below",
            ),
        ]


def monday_to_friday() -> list[int]:
    return sorted(MONDAY_TO_FRIDAY)


def mornings_and_afternoons() -> list[str]:
    return [Part.MORNING.value, Part.AFTERNOON.value]


class PlannedClass(GuardedModel):
    """A class the line is to hold: its bounds of size, the dates between which it runs, and when it studies.

    ``weekdays`` count from 0, Monday. They and ``parts`` stay when the plan is amended and does not speak of them.
    ``estimate`` is in đồng, as the unit that runs a delegated line states it; empty while it states none.
    """

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="planned_classes")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    minimum = models.PositiveIntegerField()
    maximum = models.PositiveIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=monday_to_friday)
    parts = ArrayField(models.CharField(max_length=10), default=mornings_and_afternoons)
    estimate = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["line", "number"]
        constraints = [
            models.UniqueConstraint(fields=["line", "number"], name="planned_class_number_once"),
            models.CheckConstraint(
                condition=~models.Q(weekdays=[]) & models.Q(weekdays__contained_by=list(range(7))),
                name="planned_class_studies_on_weekdays",
            ),
            models.CheckConstraint(
                condition=~models.Q(parts=[]) & models.Q(parts__contained_by=[part.value for part in Part]),
                name="planned_class_studies_in_parts",
            ),
            models.CheckConstraint(
                condition=models.Q(maximum__gte=models.F("minimum")), name="planned_class_bounds_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="planned_class_dates_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(estimate__isnull=True) | models.Q(estimate__gte=0),
                name="planned_class_estimate_not_below",
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


class Consent(GuardedModel):
    """What the specialised upper body of a field says to a delegated line. There is no row until it is asked.

    ``remarks`` say why it was handed back; what was said in earlier rounds stands in the audit trail.
    """

    line = models.OneToOneField(PlanLine, models.CASCADE, related_name="consent")
    state = models.CharField(max_length=20, default=ConsentState.ASKED)
    asked_by = models.CharField(max_length=200)
    asked_on = models.DateField()
    answered_by = models.CharField(max_length=200, blank=True)
    answered_on = models.DateField(null=True)
    letter_number = models.CharField(max_length=60, blank=True)
    remarks = models.TextField(blank=True)

    class Meta:
        ordering = ["line"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="asked", answered_on__isnull=True)
                | (~models.Q(state="asked") & models.Q(answered_on__isnull=False) & ~models.Q(answered_by="")),
                name="consent_answered_by_and_on",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="handed_back") | ~models.Q(remarks=""),
                name="consent_handed_back_with_remarks",
            ),
        ]


class LecturerRequest(GuardedModel):
    """A unit that runs a delegated line asks the city for a lecturer for one topic."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="lecturer_requests")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="lecturer_requests")
    state = models.CharField(max_length=20, default=LecturerRequestState.ASKED)
    asked_by = models.CharField(max_length=200)
    asked_on = models.DateField()
    wish = models.CharField(max_length=300, blank=True)
    lecturer = models.ForeignKey(Lecturer, models.PROTECT, null=True, related_name="requests")
    answered_by = models.CharField(max_length=200, blank=True)
    answered_on = models.DateField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["line", "topic__module__number", "topic__number"]
        constraints = [
            models.UniqueConstraint(fields=["line", "topic"], name="lecturer_request_once"),
            models.CheckConstraint(
                condition=~models.Q(state="promised") | models.Q(lecturer__isnull=False),
                name="promised_request_names_lecturer",
            ),
        ]


class ReportedResult(GuardedModel):
    """What an organiser reports to have held under a line: totals, where the classes themselves are not run here.

    ``people`` is empty where the report counts places only.
    """

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="reported_results")
    first_day = models.DateField()
    last_day = models.DateField()
    classes = models.PositiveIntegerField()
    places = models.PositiveIntegerField()
    people = models.PositiveIntegerField(null=True)
    reported_by = models.CharField(max_length=200)
    reported_on = models.DateField()
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["line", "first_day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["line", "first_day", "last_day"], name="reported_result_once"),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="reported_result_dates_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(people__isnull=True) | models.Q(people__lte=models.F("places")),
                name="reported_people_within_places",
            ),
        ]


class PlanTask(GuardedModel):
    """What somebody has to do under a plan by a day; the owner is kept as text, as the paper names it.

    ``chased_on`` and ``chased_by`` are of the last time; the times before stand in the audit trail.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    title = models.CharField(max_length=300)
    owner = models.CharField(max_length=200)
    due_on = models.DateField()
    state = models.CharField(max_length=20, default=TaskState.OPEN)
    assigned_by = models.CharField(max_length=200)
    assigned_on = models.DateField()
    chased_times = models.PositiveSmallIntegerField(default=0)
    chased_on = models.DateField(null=True)
    chased_by = models.CharField(max_length=200, blank=True)
    done_on = models.DateField(null=True)
    done_by = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["plan", "due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "title", "owner", "due_on"], name="plan_task_once"),
            models.CheckConstraint(
                condition=~models.Q(title="") & ~models.Q(owner=""), name="plan_task_says_what_and_whose"
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", done_on__isnull=True)
                | (models.Q(state="done", done_on__isnull=False) & ~models.Q(note="")),
                name="plan_task_done_with_note",
            ),
            models.CheckConstraint(
                condition=models.Q(chased_times=0, chased_on__isnull=True)
                | models.Q(chased_times__gt=0, chased_on__isnull=False),
                name="plan_task_chased_on_a_day",
            ),
        ]


constraints.say(
    plan_task_once=_("Nhiệm vụ này đã được giao cho nơi ấy với cùng thời hạn."),
    plan_task_says_what_and_whose=_("Nhiệm vụ phải ghi nội dung và nơi thực hiện."),
    plan_task_done_with_note=_("Nhiệm vụ đã xong phải ghi ngày và kết quả."),
    plan_task_chased_on_a_day=_("Lần đôn đốc phải ghi ngày."),
    delegated_line_names_both_sides=_("Dòng được phân cấp phải ghi đơn vị tổ chức và cơ quan cho ý kiến thống nhất."),
    consent_answered_by_and_on=_("Ý kiến đã trả lời phải ghi người trả lời và ngày trả lời."),
    consent_handed_back_with_remarks=_("Trả lại đề nghị phải ghi lý do."),
    lecturer_request_once=_("Chuyên đề này đã được đề nghị cử giảng viên."),
    promised_request_names_lecturer=_("Nhận lời cử giảng viên phải ghi giảng viên nào."),
    reported_result_once=_("Kết quả của dòng này trong khoảng thời gian ấy đã được báo cáo."),
    reported_result_dates_in_order=_("Ngày cuối của kỳ báo cáo không được trước ngày đầu."),
    reported_people_within_places=_("Số người không thể lớn hơn số lượt."),
    plan_line_estimate_not_below=_("Dự toán của dòng kế hoạch không được âm."),
    plan_once=_("Kế hoạch có số này của cơ quan này đã có trong năm."),
    planned_class_bounds_in_order=_("Sĩ số tối đa của lớp không được nhỏ hơn sĩ số tối thiểu."),
    planned_class_studies_on_weekdays=_("Lớp phải học ít nhất một ngày trong tuần."),
    planned_class_studies_in_parts=_("Lớp phải học ít nhất một buổi trong ngày: sáng, chiều hoặc tối."),
    planned_class_dates_in_order=_("Ngày cuối của lớp không được trước ngày đầu."),
    planned_class_estimate_not_below=_("Dự toán của lớp không được âm."),
    plan_line_code_once=_("Mã dòng này đã được dùng trong kế hoạch."),
    planned_class_number_once=_("Dòng kế hoạch đã có lớp mang số này."),
    sending_unit_once=_("Đơn vị này đã có trong dòng kế hoạch."),
)
