from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel

MOST_TOGETHER = 5


class ProgrammeKind(models.TextChoices):
    FORMAL = "formal", _("đào tạo")
    REFRESHER = "refresher", _("bồi dưỡng")
    WORKSHOP = "workshop", _("tập huấn")
    UPDATE = "update", _("cập nhật kiến thức")


class StudyForm(models.TextChoices):
    FULL_TIME = "full_time", _("tập trung")
    PART_TIME = "part_time", _("không tập trung")


class TopicKind(models.TextChoices):
    LECTURE = "lecture", _("Lên lớp")
    DISCUSSION = "discussion", _("Thảo luận")
    SELF_STUDY = "self_study", _("Tự học")
    FIELD_STUDY = "field_study", _("Nghiên cứu thực tế")
    TEST = "test", _("Kiểm tra")


class Programme(GuardedModel):
    """One version of a programme. Once a class has used it, a change makes a new version.

    ``digest`` tells whether a workbook says the same again. ``field`` is a code of ``data.fields``; empty: not stated.
    """

    code = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=ProgrammeKind)
    field = models.CharField(max_length=40, blank=True)
    study_form = models.CharField(max_length=20, choices=StudyForm)
    periods_per_half_day = models.PositiveSmallIntegerField(default=5)
    frozen = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["code", "version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="programme_version_once")]


class Module(GuardedModel):
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="modules")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)

    class Meta:
        ordering = ["programme", "number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="module_number_once")]


class Topic(GuardedModel):
    """A topic lasts whole half-days or some periods, never both. ``after`` are numbers of earlier topics.

    How it is held is stated beside the programme: a topic that is ``spread`` has its half-days on different days, with
    ``one_lecturer`` by the same all the same; ``lecturers_together`` give it; it is held on its ``weekdays`` (0 is
    Monday), on any when there are none.
    """

    module = models.ForeignKey(Module, models.CASCADE, related_name="topics")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=400)
    kind = models.CharField(max_length=20, choices=TopicKind)
    half_days = models.PositiveSmallIntegerField(default=0)
    periods = models.PositiveSmallIntegerField(default=0)
    after = ArrayField(models.PositiveSmallIntegerField(), default=list)
    spread = models.BooleanField(default=False)
    one_lecturer = models.BooleanField(default=False)
    lecturers_together = models.PositiveSmallIntegerField(default=1)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list)

    class Meta:
        ordering = ["module__number", "number"]
        constraints = [
            models.UniqueConstraint(fields=["module", "number"], name="topic_number_once"),
            models.CheckConstraint(
                condition=models.Q(half_days=0, periods__gt=0) | models.Q(half_days__gt=0, periods=0),
                name="topic_has_one_length",
            ),
            models.CheckConstraint(
                condition=models.Q(lecturers_together__range=(1, MOST_TOGETHER)), name="topic_given_by_somebody"
            ),
            models.CheckConstraint(
                condition=models.Q(weekdays__contained_by=list(range(7))), name="topic_held_on_weekdays"
            ),
            models.CheckConstraint(
                condition=models.Q(spread=False) | models.Q(half_days__gt=1), name="topic_spread_has_parts"
            ),
        ]


class RuleEdition(GuardedModel):
    """A rule set as an office has put it in force from a day, in place of the packaged one or of an earlier edition.

    ``text`` is the whole set as written. Of two that begin on one day the later enacted holds.
    """

    code = models.CharField(max_length=60)
    text = models.TextField()
    instrument = models.CharField(max_length=300)
    in_force_from = models.DateField()
    enacted_on = models.DateField()
    enacted_by = models.CharField(max_length=120)

    class Meta:
        ordering = ["code", "in_force_from", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(instrument=""), name="rule_edition_cites_instrument")]


constraints.say(
    rule_edition_cites_instrument=_("Bộ điều kiện phải ghi văn bản căn cứ."),
    topic_given_by_somebody=_("Một chuyên đề do 1 đến 5 giảng viên cùng dạy."),
    topic_held_on_weekdays=_("Chuyên đề chỉ học vào các ngày từ thứ Hai đến Chủ nhật."),
    topic_spread_has_parts=_("Chỉ chuyên đề từ hai buổi trở lên mới rải ra nhiều ngày."),
    topic_has_one_length=_("Chuyên đề phải có thời lượng theo buổi hoặc theo tiết, chỉ một trong hai."),
    programme_version_once=_("Phiên bản này của chương trình đã có."),
    module_number_once=_("Chương trình đã có học phần mang số này."),
    topic_number_once=_("Học phần đã có chuyên đề mang số này."),
)
