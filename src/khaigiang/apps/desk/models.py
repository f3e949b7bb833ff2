from django.db import models

from khaigiang.apps.plans.models import Plan
from khaigiang.core.states import YearRunState
from khaigiang.foundation.guarded import GuardedModel


class YearRun(GuardedModel):
    """One run of the main job. The same files (by digest) are not run twice.

    ``settings`` holds what was asked beside the files; files handed in on a page lie in the home's uploads, by digest,
    until the run has ended.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, null=True, related_name="runs")
    digest = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=20, default=YearRunState.WAITING)
    stage = models.CharField(max_length=40, blank=True)
    done_share = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    settings = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    problems = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]
