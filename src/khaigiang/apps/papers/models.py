from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class PaperKind(models.TextChoices):
    CALL = "call", _("Thông báo chiêu sinh")
    OPENING_DECISION = "opening_decision", _("Quyết định mở lớp")
    SUMMONS = "summons", _("Triệu tập học viên")
    CLASS_LIST = "class_list", _("Danh sách lớp")
    TIMETABLE = "timetable", _("Thời khóa biểu")
    TIMETABLE_POSTER = "timetable_poster", _("Thời khóa biểu (bản in treo)")
    CALENDAR = "calendar", _("Lịch học (tệp .ics)")
    LECTURER_TIMETABLE = "lecturer_timetable", _("Lịch giảng dạy")
    LECTURER_CALENDAR = "lecturer_calendar", _("Lịch giảng dạy (tệp .ics)")
    CLASS_REPORT = "class_report", _("Báo cáo tình hình lớp")
    VERDICTS = "verdicts", _("Kết quả xét")
    SUMMARY = "summary", _("Tổng hợp một trang")
    RECOGNITION = "recognition", _("Quyết định công nhận kết quả")


OFFICIAL = frozenset({PaperKind.CALL, PaperKind.OPENING_DECISION, PaperKind.SUMMONS, PaperKind.RECOGNITION})
"""What a registry clerk numbers; everything else is a working paper."""


class OutgoingRegister(GuardedModel):
    """The book of one series of numbers: the State's per year, the Party's per type and term."""

    series = models.CharField(max_length=160, unique=True)
    last_number = models.PositiveIntegerField(default=0)


class Paper(GuardedModel):
    """A document we produced, kept as bytes with their digest.

    ``about`` names what it is about as ``Model:id``; there is no foreign key on purpose, papers stand below classes.
    ``names`` are the keys of whom it names, where somebody asks that later (``nomination:12``). A draft is replaced by
    a newer draft; an issued paper never changes.
    """

    kind = models.CharField(max_length=30, choices=PaperKind)
    about = models.CharField(max_length=80)
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, default="draft")
    series = models.CharField(max_length=160, blank=True)
    number = models.PositiveIntegerField(null=True)
    symbol = models.CharField(max_length=60, blank=True)
    dated = models.DateField(null=True)
    signer = models.CharField(max_length=200, blank=True)
    content = models.BinaryField()
    names = ArrayField(models.CharField(max_length=40), default=list)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["about", "kind"], name="paper_about")]
        constraints = [
            models.UniqueConstraint(fields=["about", "file_name"], name="paper_once"),
            models.UniqueConstraint(
                fields=["series", "number"], condition=models.Q(number__isnull=False), name="paper_number_once"
            ),
        ]

    @property
    def is_official(self) -> bool:
        return self.kind in OFFICIAL


constraints.say(
    paper_number_once=_("Số văn bản này đã được cấp cho một văn bản khác trong cùng sổ."),
    paper_once=_("Đã có văn bản mang tên tệp này về cùng nội dung."),
)
