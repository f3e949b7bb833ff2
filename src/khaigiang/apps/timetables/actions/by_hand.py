"""A timetable changed by hand: a draft is opened, its lessons are moved, and it is published or dropped."""

from django.utils import translation

from khaigiang.apps.plans.models import Plan
from khaigiang.apps.timetables import phrases
from khaigiang.apps.timetables.actions.lessons import replace_lessons
from khaigiang.apps.timetables.actions.searching import refuse_while_searching
from khaigiang.apps.timetables.actions.versions import write_changed_version
from khaigiang.apps.timetables.bridge import (
    Bench,
    Renewal,
    asked_change,
    bench_of,
    change_to_keep,
    digest_of_lessons,
    renewal_of,
)
from khaigiang.apps.timetables.models import HandDraft, TimetableVersion, VersionKind
from khaigiang.apps.timetables.permissions import check_may_timetable
from khaigiang.core.calendar import HalfDay
from khaigiang.core.states import HandDraftState, NotAllowed, next_state
from khaigiang.core.timetabling.hand import Key, Place, Verdict, applied
from khaigiang.core.timetabling.together import sat_together, with_fellows
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@action
def open_draft(plan: Plan, *, by: Actor) -> HandDraft:
    """Begin a working copy of the plan's timetables. Nothing of it is seen by others before it is published."""
    check_may_timetable(by)
    bench = bench_of(plan, [], base="", on=clock.today())
    if not any(lesson.half_day.day >= bench.on for lesson in bench.published.lessons):
        raise Refused("nothing_ahead", phrases.NOTHING_AHEAD)
    draft = HandDraft.objects.create(
        plan=plan, base=digest_of_lessons(bench.published), opened_by=by.name, opened_at=clock.now()
    )
    audit.record("timetables.draft_opened", draft, by=by, plan=plan.number)
    return draft


@action
def move_lesson(draft: HandDraft, *, lesson: Key, to: Place, swap: bool, by: Actor) -> Verdict:
    """Move a lesson of the working copy to a half-day, with its lecturers and its room; the answer says what that comes
    to. With ``swap`` the two half-days of the class change places.

    What breaks a rule may stand in a draft. What had been taken back cannot be made again after this. Raises Refused
    when the timetable changed since the draft was opened, and what ``asked_change`` raises.
    """
    check_may_timetable(by)
    _hold_for(draft, "change")
    bench = _bench(draft)
    change = asked_change(bench, lesson, to, swap=swap)
    verdict = bench.judge(bench.drafted, applied(bench.drafted, change))
    draft.changes = [*draft.changes[: draft.applied], change_to_keep(change, bench.drafted)]
    draft.applied = len(draft.changes)
    draft.save(update_fields=["changes", "applied"])
    audit.record(
        "timetables.lesson_moved",
        draft,
        by=by,
        plan=draft.plan.number,
        code=lesson[0],
        topic=lesson[1],
        half_day=str(to.half_day),
    )
    return verdict


@action
def undo_move(draft: HandDraft, *, by: Actor) -> HandDraft:
    """Take the last change back; it can be made again."""
    check_may_timetable(by)
    _hold_for(draft, "change")
    if not draft.applied:
        raise Refused("nothing_to_undo", phrases.NOTHING_TO_UNDO)
    _step_to(draft, draft.applied - 1)
    audit.record("timetables.move_undone", draft, by=by, plan=draft.plan.number)
    return draft


@action
def redo_move(draft: HandDraft, *, by: Actor) -> HandDraft:
    """Make the change again that was taken back last."""
    check_may_timetable(by)
    _hold_for(draft, "change")
    if draft.applied == len(draft.changes):
        raise Refused("nothing_to_redo", phrases.NOTHING_TO_REDO)
    _step_to(draft, draft.applied + 1)
    audit.record("timetables.move_redone", draft, by=by, plan=draft.plan.number)
    return draft


@action
def renew_draft(draft: HandDraft, *, by: Actor) -> Renewal:
    """Bring a working copy up to date whose timetables changed since it was opened: its changes are made again on the
    lessons as they are now, and those that no longer apply are dropped; so is what had been taken back.

    Raises Refused when nothing changed meanwhile.
    """
    check_may_timetable(by)
    draft.plan.hold()  # what is published meanwhile waits
    _hold_for(draft, "change")
    made = draft.changes[: draft.applied]
    bench = bench_of(draft.plan, made, base=draft.base, on=clock.today())
    if not bench.outdated:
        raise Refused("draft_is_current", phrases.DRAFT_IS_CURRENT)
    renewal = renewal_of(bench, made)
    draft.base, draft.changes, draft.applied = digest_of_lessons(bench.published), [*renewal.made], len(renewal.made)
    draft.save(update_fields=["base", "changes", "applied"])
    with translation.override("vi"):
        why = " ".join(map(str, renewal.dropped))
    audit.record(
        "timetables.draft_renewed",
        draft,
        by=by,
        plan=draft.plan.number,
        changed=len(renewal.made),
        dropped=len(renewal.dropped),
        why=why,
    )
    return renewal


@action
def discard_draft(draft: HandDraft, *, by: Actor) -> HandDraft:
    """Drop the working copy; the timetables stay as they are."""
    check_may_timetable(by)
    draft.state = _hold_for(draft, "discard")
    draft.save(update_fields=["state"])
    audit.record("timetables.draft_discarded", draft, by=by, plan=draft.plan.number)
    return draft


@action
def publish_draft(draft: HandDraft, *, by: Actor) -> TimetableVersion:
    """Make the working copy the plan's timetable: a numbered version that tells whom it concerns.

    Raises Refused when the timetable changed since the draft was opened, nothing is different, a lesson that moves is
    over by now, or a rule is broken that was kept before; and while a search of the plan is under way.
    """
    check_may_timetable(by)
    draft.plan.hold()  # of two who publish, the second sees what the first published
    state = _hold_for(draft, "publish")
    refuse_while_searching(draft.plan)
    bench = _bench(draft)
    change = bench.change_facts()
    _check_to_publish(bench, change["changes"])
    together = (*sat_together(bench.published), *bench.rows.joint)
    touched = with_fellows(together, (each["class"] for each in change["changes"]))
    replace_lessons(
        bench.rows,
        [lesson for lesson in bench.drafted.lessons if lesson.class_id in touched],
        [each for code, each in bench.rows.classes.items() if code in touched],
        together=together,
        by=by,
    )
    draft.state = state
    draft.save(update_fields=["state"])
    version = write_changed_version(
        draft.plan, change, bench.rows, bench.drafted.lessons, kind=VersionKind.BY_HAND, by=by
    )
    audit.record(
        "timetables.draft_published",
        version,
        by=by,
        plan=draft.plan.number,
        number=version.number,
        lessons=version.lessons,
    )
    return version


def _hold_for(draft: HandDraft, verb: str) -> str:
    """The state that the verb leads to, with the draft held as it is now."""
    draft.hold()
    try:
        return next_state(HandDraftState, draft.state, verb)
    except NotAllowed as error:
        raise Refused("draft_is_over", phrases.DRAFT_IS_OVER) from error


def _bench(draft: HandDraft) -> Bench:
    bench = bench_of(draft.plan, draft.changes[: draft.applied], base=draft.base, on=clock.today())
    if bench.outdated:
        raise Refused("timetable_changed", phrases.DRAFT_OUTDATED)
    return bench


def _step_to(draft: HandDraft, place: int) -> None:
    draft.applied = place
    draft.save(update_fields=["applied"])


def _check_to_publish(bench: Bench, changes: list[dict[str, dict[str, str]]]) -> None:
    if not changes:
        raise Refused("nothing_changed", phrases.NOTHING_CHANGED)
    days = (HalfDay.parse(each[side]["half_day"]).day for each in changes for side in ("before", "after") if each[side])
    if min(days) < bench.on:
        raise Refused("lesson_is_over", phrases.LESSON_IS_OVER)
    if broken := bench.verdict.broken:
        raise Refused("draft_breaks_rules", phrases.DRAFT_BREAKS_RULES, n=len(broken), first=bench.said(broken)[0])
