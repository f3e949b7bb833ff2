from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.catalogue.models import Programme
from khaigiang.apps.classes.models import Enrolment
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class Assessment(GuardedModel):
    """A test or paper of a programme version, with its scale and its weight in the final mark."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="assessments")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    scale = models.DecimalField(max_digits=5, decimal_places=2, default=10)
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["programme", "place"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "place"], name="assessment_place_once"),
            models.CheckConstraint(condition=Q(scale__gt=0, weight__gt=0), name="assessment_has_scale_and_weight"),
        ]


class Mark(GuardedModel):
    """One trainee's mark; the scale is copied so that the database itself refuses a mark beyond it."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="marks")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="marks")
    value = models.DecimalField(max_digits=5, decimal_places=2)
    scale = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["assessment", "enrolment__nomination__person__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "enrolment"], name="mark_once"),
            models.CheckConstraint(condition=Q(value__gte=0) & Q(value__lte=F("scale")), name="mark_within_scale"),
        ]


class Remark(GuardedModel):
    """What the class board states of one trainee at the end; None where it states nothing.

    ``took_part`` decides where no roll was kept or no absence limit is on record; a denial counts everywhere.
    """

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="remark")
    took_part = models.BooleanField(null=True)
    obeyed = models.BooleanField(null=True)
    stated_by = models.CharField(max_length=200)
    stated_on = models.DateField()

    class Meta:
        ordering = ["enrolment__nomination__person__sort_key"]


class Completion(GuardedModel):
    """The verdict on one trainee at the end, by the rules in force. ``final`` is the weighted mark out of 10.

    ``interim`` when it was judged before the class was over: no certificate rests on such a verdict.
    Sealed when a certificate rests on it: then neither the marks nor the verdict change.
    """

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="completion")
    standing = models.CharField(max_length=30)
    final = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    judged_on = models.DateField()
    interim = models.BooleanField(default=False)
    sealed_on = models.DateField(null=True)

    class Meta:
        ordering = ["enrolment__nomination__person__sort_key"]


class CompletionReason(GuardedModel):
    """One rule's answer, as for a nomination: the sentence is said from code and facts in the reader's language."""

    completion = models.ForeignKey(Completion, models.CASCADE, related_name="reasons")
    place = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=80)
    standing = models.CharField(max_length=30)
    code = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    instrument = models.CharField(max_length=300)
    article = models.CharField(max_length=120, blank=True)
    verified = models.BooleanField(default=True)

    class Meta:
        ordering = ["completion", "place"]
        constraints = [models.UniqueConstraint(fields=["completion", "place"], name="completion_reason_place_once")]


constraints.say(
    assessment_place_once=_("Thứ tự này đã có bài kiểm tra khác."),
    assessment_has_scale_and_weight=_("Thang điểm và hệ số của bài kiểm tra phải lớn hơn 0."),
    mark_once=_("Học viên này đã có điểm của bài kiểm tra."),
    mark_within_scale=_("Điểm phải nằm trong thang điểm của bài kiểm tra."),
    completion_reason_place_once=_("Lý do thứ này đã được ghi."),
)
