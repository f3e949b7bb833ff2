from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class PlanRevision(GuardedModel):
    """One amendment of a plan: by which paper, why, what it changed, and how the plan stood before it.

    Issuer and signer are kept as text, as they stand on the paper. ``changes`` and ``before`` are what
    ``core.plan_changes`` compares, as plain values.
    """

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    paper_number = models.CharField(max_length=60)
    decided_on = models.DateField()
    issuer = models.CharField(max_length=200)
    signer = models.CharField(max_length=200, blank=True)
    reason = models.TextField()
    changes = models.JSONField()
    before = models.JSONField(encoder=DjangoJSONEncoder)
    entered_by = models.CharField(max_length=200)
    entered_on = models.DateField()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_revision_number_once"),
            models.UniqueConstraint(fields=["plan", "paper_number", "decided_on"], name="plan_revision_paper_once"),
            models.CheckConstraint(
                condition=~models.Q(paper_number="") & ~models.Q(reason=""), name="plan_revision_by_paper_and_reason"
            ),
        ]


class TaskReview(GuardedModel):
    """What a regular meeting concluded about a task of a plan."""

    task = models.ForeignKey("plans.PlanTask", models.CASCADE, related_name="reviews")
    held_on = models.DateField()
    conclusion = models.CharField(max_length=500)
    recorded_by = models.CharField(max_length=200)
    recorded_on = models.DateField()

    class Meta:
        ordering = ["task", "held_on"]
        constraints = [
            models.UniqueConstraint(fields=["task", "held_on"], name="task_review_once_a_meeting"),
            models.CheckConstraint(condition=~models.Q(conclusion=""), name="task_review_concludes"),
        ]


constraints.say(
    plan_revision_number_once=_("Kế hoạch đã có lần điều chỉnh mang số này."),
    plan_revision_paper_once=_("Văn bản này đã được ghi là văn bản điều chỉnh của kế hoạch."),
    plan_revision_by_paper_and_reason=_("Lần điều chỉnh phải ghi số văn bản và lý do."),
    task_review_once_a_meeting=_("Nhiệm vụ này đã được ghi kết luận của buổi giao ban ngày ấy."),
    task_review_concludes=_("Hãy ghi kết luận của buổi giao ban."),
)
