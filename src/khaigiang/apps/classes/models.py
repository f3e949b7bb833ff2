from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.plans.models import PlanLine, PlannedClass
from khaigiang.core.forming.levels import HEAVIEST
from khaigiang.core.states import ClassState
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class FormingRun(GuardedModel):
    """One forming of a line's classes: what was asked (by digest), and how good the answer is proven to be.

    ``moved`` is how many of those seated before sit elsewhere now; empty where the classes were formed from scratch.
    """

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="forming_runs")
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=20)
    objective = models.IntegerField()
    bound = models.FloatField()
    gap = models.FloatField()
    seconds = models.FloatField()
    seed = models.PositiveIntegerField()
    model_version = models.CharField(max_length=40)
    levels = models.JSONField(default=list)
    moved = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["line", "id"]
        constraints = [models.UniqueConstraint(fields=["line", "digest"], name="forming_run_once")]


class FormingLevels(GuardedModel):
    """What an office wants of the seating of a line, in its order; a line without it has the usual order and weights.

    ``order`` names the levels after the first, which seats everyone; a weight of 0 leaves that balance out.
    """

    line = models.OneToOneField(PlanLine, models.CASCADE, related_name="forming_levels")
    order = models.JSONField()
    district = models.PositiveSmallIntegerField()
    bloc = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    sex = models.PositiveSmallIntegerField()
    age_band = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["line"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    district__lte=HEAVIEST,
                    bloc__lte=HEAVIEST,
                    position__lte=HEAVIEST,
                    sex__lte=HEAVIEST,
                    age_band__lte=HEAVIEST,
                ),
                name="forming_weight_in_range",
            )
        ]


class TrainingClass(GuardedModel):
    """A class. Its bounds and window stand on the planned class it fulfils."""

    planned = models.OneToOneField(PlannedClass, models.RESTRICT, related_name="training_class")
    line = models.ForeignKey(PlanLine, models.RESTRICT, related_name="training_classes")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=20, default=ClassState.FORMED)
    opened_on = models.DateField(null=True)
    finished_on = models.DateField(null=True)

    class Meta:
        ordering = ["line", "planned__number"]
        constraints = [models.UniqueConstraint(fields=["line", "code"], name="class_code_once")]


class StudyGroup(GuardedModel):
    training_class = models.ForeignKey(TrainingClass, models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["training_class", "number"]
        constraints = [models.UniqueConstraint(fields=["training_class", "number"], name="study_group_once")]


class Enrolment(GuardedModel):
    """Somebody's seat in a class.

    Title and unit are copied as text when the class opens and never follow later changes: reports speak of the post
    somebody held then. ``locked`` keeps the seat in this class whenever the line is formed again.
    """

    training_class = models.ForeignKey(TrainingClass, models.CASCADE, related_name="enrolments")
    nomination = models.OneToOneField(Nomination, models.RESTRICT, related_name="enrolment")
    group = models.ForeignKey(StudyGroup, models.SET_NULL, null=True, related_name="enrolments")
    locked = models.BooleanField(default=False)
    title_then = models.CharField(max_length=200, blank=True)
    unit_then = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["training_class", "nomination__person__sort_key"]


constraints.say(
    class_code_once=_("Mã lớp này đã được dùng trong dòng kế hoạch."),
    forming_weight_in_range=_("Trọng số cân đối là số từ 0 đến 9."),
    forming_run_once=_("Lần lập lớp này đã được ghi cho dòng kế hoạch."),
    study_group_once=_("Lớp đã có tổ mang số này."),
)
