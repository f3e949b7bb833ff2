"""Đơn vị cử học viên: its seats, its people, and what they wait for."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.classes.queries import OwnPeople, next_beginnings, people_of_units
from khaigiang.apps.delivery.models import Attendance
from khaigiang.apps.delivery.queries import unexcused_of_units
from khaigiang.apps.desk import phrases
from khaigiang.apps.desk.queries import calls, delegation, needs, tasks
from khaigiang.apps.desk.queries.home import (
    NAMED,
    Duty,
    LineFigures,
    RoleHome,
    class_events,
    in_order,
    next_days,
    people_displaced,
    said,
    urgent_notices,
)
from khaigiang.apps.desk.queries.planner import class_named
from khaigiang.apps.nominations.queries import Unsettled, quotas_of_sender, unsettled
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.apps.plans.models import PlanLine, Tracking
from khaigiang.apps.plans.queries import latest_plan, lines_organised
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import Counts, counts_by_line, counts_of
from khaigiang.apps.timetables.phrases import PARTS
from khaigiang.apps.timetables.queries import ClassDays, class_days
from khaigiang.core.states import ClassState, NominationState, PaperState
from khaigiang.foundation.actor import Actor


def home(actor: Actor, *, on: dt.date) -> RoleHome | None:
    plan = latest_plan()
    quotas = list(quotas_of_sender(actor, year=plan.year)) if plan else []
    people = people_of_units(actor.scope)
    organised = list(lines_organised(actor, year=plan.year)) if plan else []
    to_ask, to_do = tuple(delegation.to_ask(actor)), tuple(tasks.to_do(actor))
    displaced = tuple(people_displaced(actor, on=on))
    surveyed = tuple(needs.to_answer(actor, on=on))
    if not (quotas or people or organised or to_ask or to_do or displaced or surveyed):
        return None
    own_classes = TrainingClass.objects.filter(pk__in={each.class_id for each in people})
    classes = class_days(own_classes.exclude(state=ClassState.FINISHED))
    duties = [
        *urgent_notices(actor, on=on),
        *_summonses(classes, people, on=on),
        *to_ask,
        *to_do,
        *surveyed,
        *calls.to_answer(actor, on=on),
        *calls.called_from_reserve(actor, on=on),
        *_lists([quota for quota in quotas if quota.line.tracking == Tracking.CLASSES], actor),
        *_absent(actor, on=on),
        *displaced,
    ]
    return RoleHome(
        Role.SENDING_UNIT,
        in_order(duties, on=on),
        next_days(class_events(_with_own(classes, people)), on=on),
        lines=(*_organised(organised), *_own(quotas)),
    )


def _organised(lines: Sequence[PlanLine]) -> Iterable[LineFigures]:
    counts = counts_by_line(line.pk for line in lines)
    for line in lines:
        own = counts.get(line.pk, Counts(seats=line.seats))
        yield LineFigures(line.title, str(phrases.ORGANISED), own, reverse("plans:line", args=[line.pk]))


def _own(quotas: Sequence[Quota]) -> Iterable[LineFigures]:
    for quota in quotas:
        if quota.unit:
            yield LineFigures(quota.line.title, quota.unit.name, counts_of(quota), _page(quota))


def _page(quota: Quota) -> str:
    return reverse("nominations:unit", kwargs={"line_id": quota.line_id, "unit_id": quota.unit_id})


def _with_own(classes: Iterable[ClassDays], people: Iterable[OwnPeople]) -> Iterable[ClassDays]:
    """The same classes, counting the unit's own people only."""
    own: dict[int, int] = defaultdict(int)
    for each in people:
        own[each.class_id] += each.people
    return [ClassDays(each.training_class, each.first, each.last, own[each.training_class.pk]) for each in classes]


def _summonses(classes: Sequence[ClassDays], people: Iterable[OwnPeople], *, on: dt.date) -> Iterable[Duty]:
    """Summonses that were issued for classes which have not begun before today."""
    ahead = {each.training_class.pk: each for each in classes if each.first >= on}
    own = {f"class:{each.class_id}/unit:{each.unit_id}": each for each in people if each.class_id in ahead}
    issued = Paper.objects.filter(kind=PaperKind.SUMMONS, state=PaperState.ISSUED, about__in=own).defer("content")
    for paper in issued:
        each = own[paper.about]
        held = ahead[each.class_id]
        why = said(phrases.PASS_SUMMONS_WHY, number=f"{paper.number}-{paper.symbol}", day=held.first)
        link = reverse("papers:download", args=[paper.pk])
        what = said(phrases.PASS_SUMMONS, n=each.people)
        yield Duty(what, class_named(held.training_class), why, link, held.first)


def _lists(quotas: Sequence[Quota], actor: Actor) -> Iterable[Duty]:
    """What the unit's lists lack, of lines whose next class can still take people."""
    beginnings = next_beginnings({quota.line_id for quota in quotas})
    people: dict[tuple[int, int, str], list[Unsettled]] = defaultdict(list)
    for each in unsettled(beginnings, units=actor.scope):
        people[each.nomination.line_id, each.nomination.list.unit_id, each.nomination.state].append(each)
    for quota in quotas:
        if quota.line_id in beginnings and quota.unit_id is not None:
            yield from _list_of(quota, quota.unit_id, beginnings[quota.line_id], people)


def _list_of(
    quota: Quota, unit: int, begins: dt.date, people: Mapping[tuple[int, int, str], Sequence[Unsettled]]
) -> Iterable[Duty]:
    page, about = _page(quota), quota.line.title
    stuck = 0
    for state, what, why in (
        (NominationState.INCOMPLETE, phrases.GIVE_FACTS, phrases.ASK_FACTS_WHY),
        (NominationState.NOT_ELIGIBLE, phrases.SEND_OTHERS, phrases.ASK_OTHERS_WHY),
    ):
        found = people.get((quota.line_id, unit, state), ())
        stuck += len(found)
        if found:
            named = tuple(f"{each.nomination.person.full_name}: {each.why}" for each in found[:NAMED])
            more = len(found) - len(named)
            yield Duty(said(what, n=len(found)), about, said(why, day=begins), page, begins, named, more)
    seats = quota.seats - quota.granted_below
    if calls.is_asked(quota) and not quota.nominated:
        return
    if not quota.nominated and seats:
        yield Duty(
            said(phrases.SEND_LIST, n=seats), about, said(phrases.SEND_LIST_WHY, n=seats, day=begins), page, begins
        )
    elif (free := seats - quota.accepted - stuck) > 0:
        why_more = said(phrases.SEND_MORE_WHY, accepted=quota.accepted, seats=seats, day=begins)
        yield Duty(said(phrases.SEND_MORE, n=free), about, why_more, page, begins)


def _absent(actor: Actor, *, on: dt.date) -> Iterable[Duty]:
    """Who of the unit's people was absent without leave this week, class by class."""
    monday = on - dt.timedelta(days=on.weekday())
    by_class: dict[int, list[Attendance]] = defaultdict(list)
    for each in unexcused_of_units(actor.scope, since=monday, on=on):
        by_class[each.roll.training_class_id].append(each)
    for key, rows in by_class.items():
        days: dict[str, list[str]] = defaultdict(list)
        for each in rows:
            part = str(PARTS[each.roll.part]).lower()
            days[each.enrolment.nomination.person.full_name].append(f"{part} {each.roll.day:%d/%m}")
        named = [said(phrases.ABSENT_DAYS, name=name, days=", ".join(when)) for name, when in days.items()]
        yield Duty(
            said(phrases.ABSENT_PEOPLE, n=len(days)),
            rows[0].roll.training_class.name,
            str(phrases.ABSENT_PEOPLE_WHY),
            reverse("delivery:attendance", args=[key]),
            on,
            tuple(named[:NAMED]),
            max(0, len(named) - NAMED),
        )
