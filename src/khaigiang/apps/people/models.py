from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.instruments.models import Instrument
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import IdentityState, MergeState
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class Sex(models.TextChoices):
    MALE = "male", _("nam")
    FEMALE = "female", _("nữ")


class PersonCategory(models.TextChoices):
    """What somebody is by law; decides which rules on training apply."""

    OFFICIAL = "official", _("cán bộ")
    CIVIL_SERVANT = "civil_servant", _("công chức")
    PUBLIC_EMPLOYEE = "public_employee", _("viên chức")
    OTHER = "other", _("đối tượng khác")


class Person(GuardedModel):
    """Somebody we train or who teaches. A date of birth carries its precision: day, month or year.

    ``folded`` and ``trigrams`` are the name for search, ``sort_key`` its Vietnamese order. Whoever was found to be
    another person stays as a row with ``merged_into``, so that a list which states them again is understood.
    """

    full_name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, db_index=True)
    sort_key = models.CharField(max_length=300, db_index=True)
    trigrams = ArrayField(models.CharField(max_length=3), default=list)
    sex = models.CharField(max_length=10, choices=Sex, blank=True)
    born = models.DateField(null=True)
    born_precision = models.CharField(max_length=5, blank=True)
    category = models.CharField(max_length=20, choices=PersonCategory, blank=True)
    managed_by = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, db_index=False, related_name="merged")

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [
            GinIndex(fields=["trigrams"], name="person_by_words"),
            # Nearly nobody is merged: an index of everybody's NULL would be taken for a narrow one.
            models.Index(fields=["merged_into"], condition=~models.Q(merged_into=None), name="person_merged"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(merged_into=models.F("id")), name="person_not_merged_into_self")
        ]


class Appointment(GuardedModel):
    """A post somebody holds in a unit. One person may hold several at once; ``until`` is the last day.

    ``groups`` are the codes of the position groups that the title as written belongs to. Dates carry their precision.
    ``instrument`` is what the post began on where that is known, ``end_instrument`` what it ended on.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="appointments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments")
    title = models.CharField(max_length=200)
    groups = ArrayField(models.CharField(max_length=60), default=list)
    since = models.DateField(null=True)
    since_precision = models.CharField(max_length=5, blank=True)
    until = models.DateField(null=True)
    until_precision = models.CharField(max_length=5, blank=True)
    instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, related_name="+", db_index=False)
    end_instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["person", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "title", "since"], nulls_distinct=False, name="appointment_once"
            ),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="appointment_in_order",
            ),
        ]


class PlannedPost(GuardedModel):
    """A post that somebody is planned for in a term (quy hoạch), as a decision says. Never in an export by itself."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="planned_posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="planned_posts")
    title = models.CharField(max_length=200)
    groups = ArrayField(models.CharField(max_length=60), default=list)
    term = models.CharField(max_length=9)
    decision = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-term", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "unit", "title", "term"], name="planned_post_once_a_term")
        ]


class QualificationKind(models.TextChoices):
    EDUCATION = "education", _("trình độ học vấn, chuyên môn")
    THEORY = "theory", _("trình độ lý luận chính trị")


class Qualification(GuardedModel):
    """A level of education or of political theory: ``level`` is that of ``core.eligibility``.

    ``place`` is the school that gave it, ``paper`` the diploma's number and date as written.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="qualifications")
    kind = models.CharField(max_length=10, choices=QualificationKind)
    level = models.CharField(max_length=20)
    subject = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    finished = models.DateField(null=True)
    finished_precision = models.CharField(max_length=5, blank=True)
    paper = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["kind", "finished", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "level", "subject"], name="qualification_once")
        ]


class PastCourse(GuardedModel):
    """A course taken before this system or outside it. ``source`` says who states it, ``paper`` what proves it.

    ``periods`` is how long it was, empty where nobody stated it.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="past_courses")
    title = models.CharField(max_length=300)
    place = models.CharField(max_length=200, blank=True)
    finished = models.DateField(null=True)
    finished_precision = models.CharField(max_length=5, blank=True)
    source = models.CharField(max_length=200)
    paper = models.CharField(max_length=200, blank=True)
    periods = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["finished", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "title", "finished"], nulls_distinct=False, name="past_course_once"
            )
        ]


class PrivateKind(models.TextChoices):
    """The sensitive facts that the work cannot do without. Religion and discipline are on purpose not among them."""

    CITIZEN_NUMBER = "citizen_number", _("số định danh cá nhân")
    ETHNICITY = "ethnicity", _("dân tộc")
    PARTY_JOINED = "party_joined", _("ngày vào Đảng")
    PARTY_OFFICIAL = "party_official", _("ngày chính thức")
    PHONE = "phone", _("điện thoại riêng")


class PrivateFact(GuardedModel):
    """One sensitive fact, sealed under the ``version`` of a key that is not in the database.

    Only a citizen number has a ``digest`` to be found by: the others have so few values that a digest would tell them.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="private_facts")
    kind = models.CharField(max_length=20, choices=PrivateKind)
    content = models.BinaryField()
    version = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["person", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="private_fact_once"),
            models.UniqueConstraint(fields=["digest"], condition=~models.Q(digest=""), name="citizen_number_once"),
        ]


class IdentityQuestion(GuardedModel):
    """Two persons who may be the same, with the score and reasons of when they were asked about; a person decides."""

    one = models.ForeignKey(Person, models.CASCADE, related_name="asked_about")
    other = models.ForeignKey(Person, models.CASCADE, related_name="asked_against")
    score = models.PositiveSmallIntegerField()
    reasons = ArrayField(models.CharField(max_length=30))
    state = models.CharField(max_length=20, default=IdentityState.OPEN)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="identity_question_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="identity_question_in_order"),
        ]


class Merge(GuardedModel):
    """One person found to be another, with what was moved, so that it can be undone exactly.

    ``moved`` and ``left`` are lists of [table, field, key of the row]; what was left is what both state alike.
    """

    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    dropped = models.ForeignKey(Person, models.PROTECT, related_name="merges_away")
    question = models.ForeignKey(IdentityQuestion, models.SET_NULL, null=True, related_name="merges")
    state = models.CharField(max_length=20, default=MergeState.MERGED)
    moved = models.JSONField(default=list)
    left = models.JSONField(default=list)
    merged_by = models.CharField(max_length=120)
    merged_at = models.DateTimeField()

    class Meta:
        ordering = ["-merged_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dropped"], condition=models.Q(state=MergeState.MERGED), name="person_merged_once"
            )
        ]


class TrainingRecord(GuardedModel):
    """The ledger of who completed what and when; upper slices write it down here through our action.

    ``periods`` is how many the class had, empty where it is not known.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="training_records")
    programme = models.CharField(max_length=60)
    source = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    finished_on = models.DateField()
    periods = models.PositiveSmallIntegerField(null=True)

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
    appointment_in_order=_("Ngày thôi giữ chức danh không được trước ngày bắt đầu."),
    planned_post_once_a_term=_("Quy hoạch chức danh này của nhiệm kỳ này đã được ghi cho người này."),
    qualification_once=_("Trình độ này đã được ghi cho người này."),
    past_course_once=_("Khóa học này đã được ghi cho người này."),
    private_fact_once=_("Thông tin này của người này đã được ghi."),
    citizen_number_once=_("Số định danh này đã được ghi cho một người khác."),
    identity_question_once=_("Hai người này đã có trong danh sách cần xác định."),
    identity_question_in_order=_("Hai người cần xác định phải là hai người khác nhau."),
    person_merged_once=_("Hồ sơ này đã được gộp vào một hồ sơ khác."),
    person_not_merged_into_self=_("Một hồ sơ không thể gộp vào chính nó."),
)
