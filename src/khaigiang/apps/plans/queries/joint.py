"""Which classes of a line hear which topics together."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Prefetch

from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.plans.models import JointClass, JointTopic, PlanLine
from khaigiang.foundation.guarded import GuardedQuerySet


@dataclass(frozen=True, slots=True)
class JointRow:
    """A topic with the names of the classes that hear it together."""

    joint: JointTopic
    classes: tuple[str, ...]


def joint_rows(line: PlanLine) -> list[JointRow]:
    """In the order of the programme, in two queries."""
    members = Prefetch("members", JointClass.objects.select_related("planned").order_by("planned__number"))
    joint = JointTopic.objects.filter(line=line).select_related("topic").prefetch_related(members)
    return [JointRow(row, tuple(each.planned.name for each in row.members.all())) for row in joint]


def topics_to_join(line: PlanLine) -> GuardedQuerySet[Topic]:
    """The topics of a line's programme that fill whole half-days, in its order."""
    topics: GuardedQuerySet[Topic] = Topic.objects.filter(module__programme=line.programme_id, half_days__gt=0)
    return topics.order_by("module__number", "number")


def joint_numbered(line: PlanLine, key: int | None) -> JointTopic | None:
    rows = JointTopic.objects.filter(line=line).select_related("topic", "line__plan")
    return None if key is None else rows.filter(pk=key).first()


def joint_of_classes(classes: Iterable[int]) -> list[tuple[int, str, int, int]]:
    """Who of these classes (by id) hears what together: the group, the programme's code, the topic's number, the class.

    By groups, in the order of the classes; whole topics of the line's own programme only. In one query.
    """
    members = JointClass.objects.filter(planned__training_class__in=list(classes), topic__half_days__gt=0)
    rows = members.filter(topic__module__programme=F("joint__line__programme")).order_by("joint_id", "planned__number")
    asked = ("joint_id", "topic__module__programme__code", "topic__number", "planned__training_class")
    return list(rows.values_list(*asked))
