"""Cơ quan tham mưu kế hoạch: what waits in the lists, before an opening, and for an answer."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.formats import number_format

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.classes.queries import next_beginnings, next_classes, without_class
from khaigiang.apps.delivery.bridge import opening_gaps
from khaigiang.apps.delivery.phrases import WHO_ACTS, gap_in_words
from khaigiang.apps.delivery.queries import about
from khaigiang.apps.desk import phrases
from khaigiang.apps.desk.models import YearRun
from khaigiang.apps.desk.queries import calls, delegation, needs, tasks
from khaigiang.apps.desk.queries.home import (
    NAMED,
    OPENING_AHEAD,
    Duty,
    LineFigures,
    RoleHome,
    Way,
    class_events,
    in_order,
    next_days,
    people_displaced,
    questions_waiting,
    said,
    urgent_notices,
)
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.nominations.queries import Unsettled, Waiting, unsettled, waiting_by_line
from khaigiang.apps.papers.models import PaperKind
from khaigiang.apps.papers.queries import drafts_about
from khaigiang.apps.plans.models import PlanLine, Tracking
from khaigiang.apps.plans.queries import latest_plan, lines_of_year
from khaigiang.apps.quotas.queries import Counts, counts_by_line, sum_of
from khaigiang.apps.reports.queries import LineActual, plan_against_actual
from khaigiang.apps.timetables.queries import ClassDays, CrowdedRoom, class_days, crowded_rooms
from khaigiang.core.opening import Gap
from khaigiang.core.states import ClassState, NominationState, YearRunState
from khaigiang.foundation.actor import Actor

RUNS_LOOKED_AT = 10
NUMBERED = (PaperKind.OPENING_DECISION, PaperKind.SUMMONS)


def home(actor: Actor, *, on: dt.date) -> RoleHome:
    plan = latest_plan()
    lines = list(lines_of_year(plan.year)) if plan else []
    counts = counts_by_line([line.pk for line in lines])
    ahead = class_days(TrainingClass.objects.exclude(state=ClassState.FINISHED))
    soon = [each for each in ahead if _waits_to_open(each) and each.first <= on + OPENING_AHEAD]
    run_here = [line for line in lines if line.tracking == Tracking.CLASSES]
    beginnings = next_beginnings(line.pk for line in run_here)
    duties = [
        *(() if plan else _first_plan()),
        *urgent_notices(actor, on=on),
        *_runs_not_done(),
        *openings(soon, on=on),
        *_drafts(soon),
        *delegation.to_answer(),
        *tasks.to_chase(),
        *needs.to_hear_of(),
        *calls.to_take_in(lines, beginnings),
        *_lists(run_here, beginnings, counts),
        *_without_class(run_here, beginnings),
        *seats_to_find(on=on),
        *questions_waiting(),
        *people_displaced(actor, on=on),
    ]
    return RoleHome(
        Role.PLANNER,
        in_order(duties, on=on),
        next_days(class_events(ahead), on=on),
        lines=tuple(_plans(lines, counts, on=on)),
        ways=(Way(phrases.THE_BOARD, reverse("desk:latest_board")),),
    )


def openings(soon: Iterable[ClassDays], *, on: dt.date) -> Iterable[Duty]:
    """What stands against each opening, and whose it is to mend; nothing any more on its day: open it."""
    classes = list(soon)
    gaps = opening_gaps([each.training_class for each in classes])
    for each in classes:
        held, found = each.training_class, gaps[each.training_class.pk]
        link = reverse("delivery:opening", args=[held.pk])
        if found:
            why = said(phrases.MEET_GAPS_WHY, day=each.first, n=len(found))
            missing = tuple(_whose(gap) for gap in found)
            yield Duty(str(phrases.MEET_GAPS), class_named(held), why, link, each.first, missing)
        elif each.first <= on:
            why = said(phrases.OPEN_CLASS_WHY, day=each.first)
            yield Duty(str(phrases.OPEN_CLASS), class_named(held), why, link, each.first)


def _whose(gap: Gap) -> str:
    words = said(phrases.GAP_OF, gap=gap_in_words(gap), who=WHO_ACTS[gap.code])
    return words[0].upper() + words[1:]


def class_named(held: TrainingClass) -> str:
    """A class with its line, as a duty names it."""
    return f"{held.name} · {held.line.title}"


def _waits_to_open(each: ClassDays) -> bool:
    return each.training_class.state in {ClassState.FORMED, ClassState.TIMETABLED}


def _first_plan() -> Iterable[Duty]:
    yield Duty(str(phrases.ENTER_PLAN), "", str(phrases.ENTER_PLAN_WHY), reverse("desk:submit_year"))


def _runs_not_done() -> Iterable[Duty]:
    """Runs that were refused or broke off, since the last one that came through."""
    for run in YearRun.objects.select_related("plan")[:RUNS_LOOKED_AT]:
        if run.state == YearRunState.DONE:
            break
        why = {
            YearRunState.REFUSED: said(phrases.RUN_REFUSED_WHY, n=len(run.problems)),
            YearRunState.FAILED: str(phrases.RUN_FAILED_WHY),
        }.get(YearRunState(run.state))
        if why:
            link = reverse("desk:year_run", args=[run.pk])
            yield Duty(str(phrases.SEE_RUN), said(phrases.RUN_NAME, n=run.pk), why, link)


def _drafts(soon: Sequence[ClassDays]) -> Iterable[Duty]:
    drafts = drafts_about([about(each.training_class) for each in soon], NUMBERED)
    for each in soon:
        if waiting := drafts.get(about(each.training_class)):
            yield Duty(
                str(phrases.ISSUE_PAPERS),
                class_named(each.training_class),
                said(phrases.ISSUE_PAPERS_WHY, n=waiting, day=each.first),
                reverse("classes:papers", args=[each.training_class.pk]),
                each.first,
            )


def _lists(
    lines: Iterable[PlanLine], beginnings: Mapping[int, dt.date], counts: Mapping[int, Counts]
) -> Iterable[Duty]:
    """People and units that wait, of lines whose next class can still take them."""
    open_lines = [line for line in lines if line.pk in beginnings]
    waiting = waiting_by_line(line.pk for line in open_lines)
    people: dict[tuple[int, str], list[Unsettled]] = defaultdict(list)
    for each in unsettled(line.pk for line in open_lines):
        people[each.nomination.line_id, each.nomination.state].append(each)
    for line in open_lines:
        free = counts.get(line.pk, Counts(seats=line.seats)).free
        yield from _list_of(line, waiting[line.pk], beginnings[line.pk], free, people)


def _list_of(
    line: PlanLine,
    waiting: Waiting,
    begins: dt.date,
    free: int,
    people: Mapping[tuple[int, str], Sequence[Unsettled]],
) -> Iterable[Duty]:
    page = reverse("nominations:line", args=[line.pk])
    if undecided := waiting.by_state.get(NominationState.NOMINATED, 0):
        why_decide = said(phrases.DECIDE_LIST_WHY, day=begins)
        yield Duty(said(phrases.DECIDE_LIST, n=undecided), line.title, why_decide, page, begins)
    for state, what, why in (
        (NominationState.INCOMPLETE, phrases.ASK_FACTS, phrases.ASK_FACTS_WHY),
        (NominationState.NOT_ELIGIBLE, phrases.ASK_OTHERS, phrases.ASK_OTHERS_WHY),
    ):
        if n := waiting.by_state.get(state, 0):
            link = f"{page}?trang_thai={state.value}#people"
            named = tuple(_named(each) for each in people.get((line.pk, state), ())[:NAMED])
            yield Duty(said(what, n=n), line.title, said(why, day=begins), link, begins, named, n - len(named))
    reserve = waiting.by_state.get(NominationState.RESERVE, 0)
    if reserve and free > 0:
        link = f"{page}?trang_thai={NominationState.RESERVE.value}#people"
        why_reserve = said(phrases.CALL_RESERVE_WHY, free=free, day=begins)
        yield Duty(said(phrases.CALL_RESERVE, n=min(free, reserve)), line.title, why_reserve, link, begins)
    if waiting.silent_units:
        what_silent = said(phrases.REMIND_SILENT, n=waiting.silent_units)
        why_silent = said(phrases.REMIND_SILENT_WHY, day=begins)
        yield Duty(what_silent, line.title, why_silent, f"{page}?don_vi=silent", begins)


def _without_class(lines: Sequence[PlanLine], beginnings: Mapping[int, dt.date]) -> Iterable[Duty]:
    """Who was accepted after the classes of a line were formed, and sits in none of them."""
    by_line: dict[int, list[Nomination]] = defaultdict(list)
    for each in without_class(beginnings):
        by_line[each.line_id].append(each)
    into = next_classes(by_line)
    for line in lines:
        if (rows := by_line.get(line.pk)) and line.pk in into:
            names = tuple(f"{each.person.full_name} ({each.list.unit.name})" for each in rows[:NAMED])
            link = reverse("classes:trainees", args=[into[line.pk].pk])
            what, why = said(phrases.SEAT_NEWCOMERS, n=len(rows)), str(phrases.SEAT_NEWCOMERS_WHY)
            yield Duty(what, line.title, why, link, beginnings[line.pk], names, len(rows) - len(names))


def seats_to_find(*, on: dt.date) -> Iterable[Duty]:
    """Rooms that have become too small, class by class; of classes that sit together the first stands for all."""
    by_class: dict[int, list[CrowdedRoom]] = defaultdict(list)
    for each in crowded_rooms(on=on):
        by_class[each.classes[0].pk].append(each)
    for key, rooms in by_class.items():
        yield Duty(
            str(phrases.FIND_SEATS),
            class_named(rooms[0].classes[0]),
            str(phrases.FIND_SEATS_WHY),
            reverse("timetables:of_class", args=[key]),
            rooms[0].half_days[0].day,
            tuple(str(each.said) for each in rooms[:NAMED]),
            max(0, len(rooms) - NAMED),
        )


def _named(each: Unsettled) -> str:
    return f"{each.nomination.person.full_name} ({each.nomination.list.unit.name}): {each.why}"


def _plans(lines: Sequence[PlanLine], counts: Mapping[int, Counts], *, on: dt.date) -> Iterable[LineFigures]:
    by_plan: dict[int, list[PlanLine]] = defaultdict(list)
    for line in lines:
        by_plan[line.plan_id].append(line)
    told = _told_by_plan([line.pk for line in lines if line.tracking == Tracking.TOTALS], on=on)
    for key, held in by_plan.items():
        plan = held[0].plan
        summed = sum_of(counts.get(line.pk, Counts(seats=line.seats)) for line in held)
        link = reverse("desk:board", args=[key])
        yield LineFigures(plan.title, plan.number, summed, link, _told(told.get(key, ())))


def _told_by_plan(lines: Sequence[int], *, on: dt.date) -> Mapping[int, Sequence[LineActual]]:
    told: dict[int, list[LineActual]] = defaultdict(list)
    for row in plan_against_actual(PlanLine.objects.filter(pk__in=lines), on=on) if lines else ():
        told[row.line.plan_id].append(row)
    return told


def _told(rows: Sequence[LineActual]) -> str:
    """What organisers report in totals stands beside the five counts, for nobody on those lines is named."""
    seats = number_format(sum(row.line.seats for row in rows))
    reported = number_format(sum(row.reported_places or 0 for row in rows))
    return said(phrases.PLAN_BY_TOTALS, n=len(rows), seats=seats, reported=reported) if rows else ""
