"""Writes to programmes and to the rules of eligibility."""

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping
from typing import Any

from khaigiang.apps.catalogue import phrases
from khaigiang.apps.catalogue.models import Module, Programme, RuleEdition, Topic
from khaigiang.apps.catalogue.permissions import check_may_arrange_topics, check_may_enact_rules
from khaigiang.apps.catalogue.queries import read_rules
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.plan import ProgrammeRow, TopicRow

LONGEST_CODE = 60
ARRANGEMENT = ("spread", "one_lecturer", "lecturers_together", "weekdays")


@action
def enter_programme(row: ProgrammeRow, topics: tuple[TopicRow, ...], *, by: Actor) -> Programme:
    """The programme as a plan states it: the version that says the same, else a new version."""
    digest = hashlib.sha256(f"{(row, topics)!r}{row.field}".encode()).hexdigest()
    versions = Programme.objects.filter(code=row.code)
    same = versions.filter(digest=digest).first() or _says_the_same(versions, row, topics)
    if same is not None:
        audit.record("catalogue.programme_found", same, by=by, code=row.code)
        return same
    latest = versions.order_by("-version").first()
    programme = Programme.objects.create(
        code=row.code,
        version=latest.version + 1 if latest else 1,
        name=row.name,
        kind=row.kind.value,
        field=row.field,
        study_form=row.form.value,
        periods_per_half_day=row.periods_per_half_day,
        digest=digest,
    )
    _enter_topics(programme, topics, _arranged(latest) if latest else {})
    audit.record("catalogue.programme_entered", programme, by=by, code=row.code, version=programme.version)
    return programme


@action
def arrange_topic(
    topic: Topic,
    *,
    spread: bool,
    one_lecturer: bool,
    lecturers_together: int,
    weekdays: Collection[int],
    by: Actor,
) -> Topic:
    """Say how a topic is held; timetables made from now on go by it. A class that has opened keeps its programme."""
    check_may_arrange_topics(by)
    programme = topic.module.programme
    programme.hold()
    if programme.frozen:
        raise Refused("programme_frozen", phrases.PROGRAMME_FROZEN, version=programme.version)
    topic.spread, topic.one_lecturer = spread, one_lecturer
    topic.lecturers_together, topic.weekdays = lecturers_together, sorted(set(weekdays))
    topic.save(update_fields=[*ARRANGEMENT])
    told = " ".join(str(day) for day in topic.weekdays)
    audit.record(
        "catalogue.topic_arranged",
        topic,
        by=by,
        code=programme.code,
        topic=topic.name,
        spread=spread,
        one_lecturer=one_lecturer,
        lecturers=lecturers_together,
        weekdays=told,
    )
    return topic


@action
def freeze(programme: Programme, *, by: Actor) -> Programme:
    """A class has opened on this version: from now on a change makes a new one."""
    programme.frozen = True
    programme.save(update_fields=["frozen"])
    audit.record("catalogue.programme_frozen", programme, by=by, code=programme.code)
    return programme


@action
def enact_rules(text: str, *, instrument: str, in_force_from: dt.date, by: Actor) -> RuleEdition:
    """Put a rule set in force from a day, by an instrument. The code in the text says which; a new code is a new set.

    Raises Refused that names the line, or the rule and the field, where the text cannot be read.
    """
    check_may_enact_rules(by)
    rules = read_rules(text)
    if len(rules.code) > LONGEST_CODE:
        raise Refused("rule_code_too_long", phrases.CODE_TOO_LONG, longest=LONGEST_CODE)
    edition = RuleEdition.objects.create(
        code=rules.code,
        text=text,
        instrument=instrument,
        in_force_from=in_force_from,
        enacted_on=clock.today(),
        enacted_by=by.name,
    )
    audit.record("catalogue.rules_enacted", edition, by=by, code=rules.code, instrument=instrument, first=in_force_from)
    return edition


def _says_the_same(
    versions: GuardedQuerySet[Programme], row: ProgrammeRow, topics: tuple[TopicRow, ...]
) -> Programme | None:
    """The latest version of all that is kept of these rows: a topic of whole half-days keeps no number of periods."""
    same = versions.filter(
        name=row.name,
        kind=row.kind.value,
        field=row.field,
        study_form=row.form.value,
        periods_per_half_day=row.periods_per_half_day,
    )
    names = {topic.module: topic.module_name for topic in reversed(topics)}
    wanted = sorted((topic.module, names[topic.module], *_kept(topic).values()) for topic in topics)
    for version in same.order_by("-version"):
        columns = ("module__number", "module__name", *(_kept(topics[0]) if topics else ()))
        if sorted(Topic.objects.filter(module__programme=version).values_list(*columns)) == wanted:
            return version
    return None


def _kept(topic: TopicRow) -> dict[str, Any]:
    return {
        "number": topic.number,
        "name": topic.name,
        "kind": topic.kind.value,
        "half_days": topic.half_days or 0,
        "periods": 0 if topic.half_days else topic.periods or 0,
        "after": list(topic.after),
    }


def _arranged(programme: Programme) -> Mapping[tuple[int, str, int], dict[str, Any]]:
    """How the topics of a version are held, by number, name and length: a topic that is the same in the next version is
    held in the same way.
    """
    rows = Topic.objects.filter(module__programme=programme)
    return {
        (row.number, row.name, row.half_days): {column: getattr(row, column) for column in ARRANGEMENT} for row in rows
    }


def _enter_topics(
    programme: Programme, topics: tuple[TopicRow, ...], arranged: Mapping[tuple[int, str, int], dict[str, Any]]
) -> None:
    names = {topic.module: topic.module_name for topic in reversed(topics)}
    modules = Module.objects.bulk_create(
        Module(programme=programme, number=number, name=name) for number, name in sorted(names.items())
    )
    by_number = {module.number: module for module in modules}
    Topic.objects.bulk_create(
        Topic(
            module=by_number[topic.module],
            **_kept(topic),
            **arranged.get((topic.number, topic.name, topic.half_days or 0), {}),
        )
        for topic in topics
    )
