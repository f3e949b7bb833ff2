"""Searches that are asked for on a page and done by a job: asking, stopping, and what comes of them."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from khaigiang.apps.plans.models import Plan
from khaigiang.apps.timetables import phrases
from khaigiang.apps.timetables.actions.solving import timetable_plan, why_not
from khaigiang.apps.timetables.bridge import (
    asked_of,
    codes_asked,
    digest_of_lessons,
    loss_facts,
    loss_of,
    proposal_facts,
    question_of_repair,
    rows_of,
    timetable_of,
)
from khaigiang.apps.timetables.models import SearchKind, TimetableSearch
from khaigiang.apps.timetables.permissions import check_may_timetable
from khaigiang.core.states import NotAllowed, SearchState, next_state
from khaigiang.core.timetabling.asking import Progress
from khaigiang.core.timetabling.loss import Loss
from khaigiang.core.timetabling.repair import repair
from khaigiang.core.timetabling.size import decisions
from khaigiang.core.timetabling.solve import EXACT_DECISIONS, search_is_installed
from khaigiang.core.timetabling.verify import verify
from khaigiang.foundation import audit, clock, jobs
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused

REPAIR_SECONDS = 8


@action
def ask_timetable(
    plan: Plan,
    *,
    seconds: int,
    by: Actor,
    released: Sequence[str] = (),
    begins_from: dt.date | None = None,
    begins_to: dt.date | None = None,
) -> TimetableSearch:
    """Ask a job for what ``timetable_plan`` makes. What would be refused in the end is refused now."""
    check_may_timetable(by)
    refuse_while_searching(plan)
    rows = rows_of(plan)
    if not rows.classes:
        raise Refused("no_classes", phrases.NO_CLASSES)
    window: Mapping[str, dt.date | None] = {"begins_from": begins_from, "begins_to": begins_to}
    stood = timetable_of(rows)
    codes = codes_asked(rows, stood, released=released, **window)
    if not codes and any(window.values()):
        raise Refused("nothing_within", phrases.NOTHING_WITHIN)
    if not codes:
        raise Refused("nothing_to_timetable", phrases.NOTHING_TO_TIMETABLE)
    asked = asked_of(rows, codes, stood, on=clock.today())
    if decisions(asked.question().problem) > EXACT_DECISIONS and not search_is_installed():
        raise Refused("search_not_installed", phrases.TOO_BIG_WITHOUT_SEARCH)
    return _ask(plan, SearchKind.TIMETABLE, seconds=seconds, by=by, released=list(released), **window)


@action
def ask_repair(plan: Plan, *, loss: Loss, by: Actor) -> TimetableSearch:
    """Ask a job how the plan's timetables can be mended after a loss. Nothing is published before somebody chooses."""
    check_may_timetable(by)
    refuse_while_searching(plan)
    rows = rows_of(plan)
    if loss.last < clock.today():
        raise Refused("loss_is_over", phrases.LOSS_IS_OVER)
    if not verify(*question_of_repair(rows, loss, on=clock.today())):
        raise Refused("nothing_hit", phrases.NOTHING_HIT)
    return _ask(plan, SearchKind.REPAIR, seconds=REPAIR_SECONDS, by=by, loss=loss_facts(loss))


def refuse_while_searching(plan: Plan) -> None:
    """Two searches of one plan would publish over each other."""
    if plan.timetable_searches.filter(state__in=[SearchState.WAITING, SearchState.RUNNING]).exists():
        raise Refused("search_under_way", phrases.SEARCH_UNDER_WAY)


def _ask(plan: Plan, kind: SearchKind, *, seconds: int, by: Actor, **about: object) -> TimetableSearch:
    search = TimetableSearch.objects.create(
        plan=plan, kind=kind, seconds=seconds, asked_by=by.id, asked_at=clock.now(), **about
    )
    jobs.enqueue("timetables.work_on_search", search_id=search.pk)
    audit.record("timetables.search_asked", search, by=by, plan=plan.number, kind=kind)
    return search


@action
def stop_search(search: TimetableSearch, *, by: Actor) -> TimetableSearch:
    """End a search early; one that is at work keeps the best it has by then."""
    check_may_timetable(by)
    search.hold()
    try:
        stopped = next_state(SearchState, search.state, "stop")
    except NotAllowed as error:
        raise Refused("search_is_over", phrases.SEARCH_IS_OVER) from error
    if search.state == SearchState.WAITING:
        search.state = stopped
    search.stop_asked = True
    search.save(update_fields=["state", "stop_asked"])
    audit.record("timetables.search_stopped", search, by=by)
    return search


@action
def begin_search(search: TimetableSearch, *, by: Actor) -> TimetableSearch:
    """From now on the search is at work; one that was stopped meanwhile is left alone."""
    search.hold()
    if search.state in {SearchState.WAITING, SearchState.RUNNING}:
        search.state = next_state(SearchState, search.state, "start")
        search.best, search.bound, search.spent = None, None, 0
        search.save(update_fields=["state", "best", "bound", "spent"])
    audit.record("timetables.search_begun", search, by=by)
    return search


@action
def find_timetable(
    search: TimetableSearch, *, progress: Progress, stopped: Callable[[], bool], by: Actor
) -> TimetableSearch:
    """Make the timetables that were asked for and publish them as the plan's next version, unless those there are stay.

    Raises what ``timetable_plan`` raises.
    """
    run = timetable_plan(
        search.plan,
        released=search.released,
        begins_from=search.begins_from,
        begins_to=search.begins_to,
        search=search,
        seconds=search.seconds,
        by_the_clock=True,
        further=True,
        progress=progress,
        stopped=stopped,
        by=by,
    )
    search.hold()
    search.state = next_state(SearchState, search.state, "publish")
    search.best, search.bound = run.objective, run.bound
    search.save(update_fields=["state", "best", "bound"])
    audit.record("timetables.search_published", search, by=by, plan=search.plan.number)
    return search


@action
def find_repairs(search: TimetableSearch, *, stopped: Callable[[], bool], by: Actor) -> TimetableSearch:
    """Write down up to three proposals, or why there is none."""
    check_may_timetable(by)
    rows, loss = rows_of(search.plan), loss_of(search.loss)
    problem, before = question_of_repair(rows, loss, on=clock.today())
    found = repair(problem, before, seconds=search.seconds, deterministic=False, stopped=stopped)
    search.hold()
    search.proposals = [proposal_facts(each, rows) for each in found]
    search.lessons_digest = digest_of_lessons(timetable_of(rows))
    if found:
        verb = "propose"
    elif search.stop_asked:
        verb = "stop"
    else:
        verb, search.why = "find_none", why_not(problem, search.plan, rows)
    search.state = next_state(SearchState, search.state, verb)
    search.save(update_fields=["state", "proposals", "lessons_digest", "why"])
    audit.record("timetables.repairs_found", search, by=by, plan=search.plan.number, proposals=len(found))
    return search


@action
def end_search(search: TimetableSearch, verb: str, *, why: Mapping[str, object], by: Actor) -> TimetableSearch:
    """The search came to nothing: ``find_none`` with the reasons, ``stop``, or ``fail``."""
    search.hold()
    search.state, search.why = next_state(SearchState, search.state, verb), dict(why)
    search.save(update_fields=["state", "why"])
    audit.record("timetables.search_ended", search, by=by, state=search.state)
    return search
