from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class JointTopic(GuardedModel):
    """A topic that classes of a line hear together, in one hall; stated beside the plan, of its planned classes."""

    line = models.ForeignKey("plans.PlanLine", models.CASCADE, related_name="joint_topics")
    topic = models.ForeignKey("catalogue.Topic", models.PROTECT, related_name="joint_topics")

    class Meta:
        ordering = ["line", "topic__number", "id"]


class JointClass(GuardedModel):
    """One of the classes that hear a topic together.

    ``topic`` is the joint topic's own, written here too so that no class hears it together with two.
    """

    joint = models.ForeignKey(JointTopic, models.CASCADE, related_name="members")
    planned = models.ForeignKey("plans.PlannedClass", models.CASCADE, related_name="joint_in")
    topic = models.ForeignKey("catalogue.Topic", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["joint", "planned__number"]
        constraints = [models.UniqueConstraint(fields=["planned", "topic"], name="class_hears_topic_with_one_group")]


constraints.say(class_hears_topic_with_one_group=_("Lớp này đã học ghép chuyên đề ấy với lớp khác."))
