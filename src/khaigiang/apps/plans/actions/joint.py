"""Which classes of a line hear a topic together: stated beside the plan, by whoever runs its timetables."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.actions.study_times import hold_open
from khaigiang.apps.plans.models import JointClass, JointTopic, PlanLine, PlannedClass
from khaigiang.apps.plans.permissions import check_may_join_classes
from khaigiang.apps.plans.queries import has_begun
from khaigiang.core.calendar import HalfDay, Part, Window, half_days, working_days
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused

FEWEST = 2  # classes that can hear something together


@action
def join_classes(line: PlanLine, *, topic: Topic, classes: Collection[PlannedClass], by: Actor) -> JointTopic:
    """From now on these classes of a line are timetabled to hear a topic together: in one half-day, in one room, by one
    lecturer. A timetable that stands is not changed by it.

    Raises Refused for fewer than two classes, classes of another line, a topic that is not of the line's programme or
    shares its half-day with others, a class that has begun, was taught the topic or hears it with others already, and
    where the classes do not study in enough of the same half-days.
    """
    check_may_join_classes(by)
    hold_open(line.plan)
    line.refresh_from_db(fields=["programme"])
    rows = _as_they_are(PlannedClass.objects.filter(pk__in=[each.pk for each in classes]).values_list("pk", flat=True))
    if any(row.line_id != line.pk for row in rows):
        raise Refused("classes_of_another_line", phrases.CLASSES_OF_ANOTHER_LINE, line=line.code)
    if len(rows) < FEWEST:
        raise Refused("too_few_to_join", phrases.TOO_FEW_TO_JOIN)
    if topic.module.programme_id != line.programme_id:
        raise Refused("topic_of_another_programme", phrases.TOPIC_OF_ANOTHER_PROGRAMME, topic=topic.name)
    if not topic.half_days:
        raise Refused("topic_too_short_to_join", phrases.TOPIC_TOO_SHORT_TO_JOIN, topic=topic.name)
    _refuse_when_taught(rows, topic)
    for row in rows:
        if JointClass.objects.filter(planned=row, topic=topic).exists():
            raise Refused("joint_already", phrases.JOINT_ALREADY, name=row.name)
    if (shared := len(_shared(rows, topic))) < topic.half_days:
        names = ", ".join(row.name for row in rows)
        told = {"names": names, "shared": shared, "needed": topic.half_days}
        raise Refused("no_shared_half_days", phrases.NO_SHARED_HALF_DAYS, **told)
    joint = _write(line, topic, rows)
    audit.record("plans.classes_joined", joint, by=by, line=line.code, topic=topic.name, classes=_numbers(rows))
    return joint


@action
def part_classes(joint: JointTopic, *, by: Actor) -> JointTopic:
    """The classes hear the topic each by itself again, from the next timetable on.

    Raises Refused when they do already, and when one of them has begun or was taught the topic.
    """
    check_may_join_classes(by)
    hold_open(joint.line.plan)
    if not JointTopic.objects.filter(pk=joint.pk).exists():
        raise Refused("no_such_joint", phrases.NO_SUCH_JOINT)
    rows = _as_they_are(joint.members.values_list("planned", flat=True))
    _refuse_when_taught(rows, joint.topic)
    line, topic = joint.line, joint.topic
    audit.record("plans.classes_parted", joint, by=by, line=line.code, topic=topic.name, classes=_numbers(rows))
    JointTopic.objects.filter(pk=joint.pk).delete()
    return joint


def _as_they_are(keys: Iterable[int]) -> list[PlannedClass]:
    return list(PlannedClass.objects.filter(pk__in=keys).select_related("training_class").order_by("line", "number"))


def _refuse_when_taught(rows: Sequence[PlannedClass], topic: Topic) -> None:
    """The classes stand above, so they and their lessons are read through the reverse relation."""
    for row in rows:
        if has_begun(row):
            raise Refused("class_has_begun", phrases.JOINT_CLASS_HAS_BEGUN, name=row.name)
    taught = PlannedClass.objects.filter(
        pk__in=[row.pk for row in rows],
        training_class__lessons__topic=topic,
        training_class__lessons__day__lt=clock.today(),
    )
    if (learned := taught.order_by("number").first()) is not None:
        raise Refused("topic_was_taught", phrases.TOPIC_WAS_TAUGHT, name=learned.name, topic=topic.name)


def _shared(rows: Sequence[PlannedClass], topic: Topic) -> set[HalfDay]:
    """The half-days in which all of these classes may hear the topic."""
    held = (
        half_days(
            working_days(Window(row.first_day, row.last_day), weekdays=row.weekdays), [Part(part) for part in row.parts]
        )
        for row in rows
    )
    shared = set.intersection(*map(set, held))
    return {each for each in shared if not topic.weekdays or each.day.weekday() in topic.weekdays}


def _write(line: PlanLine, topic: Topic, rows: Iterable[PlannedClass]) -> JointTopic:
    joint = JointTopic.objects.create(line=line, topic=topic)
    JointClass.objects.bulk_create(JointClass(joint=joint, planned=row, topic=topic) for row in rows)
    return joint


def _numbers(rows: Iterable[PlannedClass]) -> str:
    return " ".join(str(row.number) for row in rows)


def join_again(lines: Mapping[str, PlanLine], stated: Iterable[JointClass]) -> None:
    """What was stated of a plan that is entered anew, as far as its topics and classes are there."""
    for _key, members in groupby(stated, key=lambda row: row.joint_id):
        rows = list(members)
        line = lines.get(rows[0].joint.line.code)
        topic = _same_topic(line, rows[0].topic) if line else None
        if line is not None and topic is not None:
            classes = list(line.planned_classes.filter(number__in=[row.planned.number for row in rows]))
            if len(classes) >= FEWEST:
                _write(line, topic, classes)


def mend_joint(line: PlanLine) -> None:
    """What is stated of a line that was amended, as far as its topics and classes are still there."""
    line.refresh_from_db(fields=["programme"])
    for joint in line.joint_topics.select_related("topic"):
        topic = _same_topic(line, joint.topic)
        if topic is None or joint.members.count() < FEWEST:
            joint.delete()
        elif topic != joint.topic:
            JointTopic.objects.filter(pk=joint.pk).update(topic=topic)
            joint.members.update(topic=topic)


def _same_topic(line: PlanLine, topic: Topic) -> Topic | None:
    """The topic as it stands in the line's version of the programme, where it is still the same one."""
    same = {"number": topic.number, "name": topic.name, "half_days": topic.half_days}
    return Topic.objects.filter(module__programme=line.programme_id, **same).first()
