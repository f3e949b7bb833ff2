"""Publishing the proposal that somebody chose."""

from typing import Any

from khaigiang.apps.schools.actions import note_lecturer_away, note_room_taken
from khaigiang.apps.timetables import phrases
from khaigiang.apps.timetables.actions.lessons import replace_lessons
from khaigiang.apps.timetables.actions.versions import write_changed_version
from khaigiang.apps.timetables.bridge import (
    Rows,
    digest_of_lessons,
    lesson_of,
    loss_of,
    question_of_repair,
    rows_of,
    timetable_of,
)
from khaigiang.apps.timetables.models import LostDay, TimetableSearch, TimetableVersion, VersionKind
from khaigiang.apps.timetables.permissions import check_may_timetable
from khaigiang.core.calendar import Window
from khaigiang.core.states import NotAllowed, SearchState, next_state
from khaigiang.core.timetabling.loss import Loss, LossKind, ahead
from khaigiang.core.timetabling.problem import Lesson, Timetable
from khaigiang.core.timetabling.together import sat_together, with_fellows
from khaigiang.core.timetabling.verify import verify
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@action
def publish(search: TimetableSearch, *, proposal: int, by: Actor) -> TimetableVersion:
    """Make a proposal (by its number from 1) the plan's timetable: a numbered version that tells whom it concerns.

    The loss is written down with it, so that later searches know of it. Raises Refused when the timetable changed
    since the proposals were made, or the proposal breaks a rule by now.
    """
    check_may_timetable(by)
    search.plan.hold()  # of two who publish, the second sees what the first published
    search.hold()
    try:
        state = next_state(SearchState, search.state, "publish")
        chosen = dict(enumerate(search.proposals, 1))[proposal]
    except (NotAllowed, KeyError) as error:
        raise Refused("nothing_to_publish", phrases.NOTHING_TO_PUBLISH) from error
    rows, loss = rows_of(search.plan), loss_of(search.loss)
    stood = timetable_of(rows)
    if digest_of_lessons(stood) != search.lessons_digest:
        raise Refused("timetable_changed", phrases.CHANGED_MEANWHILE)
    lessons = _lessons_after(rows, chosen)
    problem, _before = question_of_repair(rows, loss, on=clock.today())
    if verify(problem, ahead(problem, Timetable(lessons), clock.today())[1]):
        raise Refused("proposal_breaks_rule", phrases.NO_LONGER_FITS)
    together = (*sat_together(stood), *rows.joint)
    touched = with_fellows(together, (lesson["class"] for lesson in chosen["after"]))
    replace_lessons(
        rows,
        [lesson for lesson in lessons if lesson.class_id in touched],
        [each for code, each in rows.classes.items() if code in touched],
        together=together,
        by=by,
    )
    _note(search, loss, rows, by)
    search.state = state
    search.save(update_fields=["state"])
    version = write_changed_version(search.plan, chosen, rows, lessons, kind=VersionKind.REPAIRED, search=search, by=by)
    audit.record(
        "timetables.published", version, by=by, plan=search.plan.number, number=version.number, lessons=version.lessons
    )
    return version


def _lessons_after(rows: Rows, chosen: dict[str, Any]) -> tuple[Lesson, ...]:
    """What was taught already, and from today on what the proposal says of its classes."""
    after = [lesson_of(each) for each in chosen["after"]]
    touched = {lesson.class_id for lesson in after}
    today = clock.today()
    stays = [
        lesson for lesson in timetable_of(rows).lessons if lesson.class_id not in touched or lesson.half_day.day < today
    ]
    return tuple(sorted([*stays, *after], key=lambda each: (each.class_id, each.half_day, each.first_period)))


def _note(search: TimetableSearch, loss: Loss, rows: Rows, by: Actor) -> None:
    days = tuple(Window(loss.first, loss.last).days())
    if loss.kind is LossKind.LECTURER:
        note_lecturer_away(rows.lecturers[loss.of], days, by=by)
    elif loss.kind is LossKind.ROOM:
        note_room_taken(rows.rooms[loss.of], days, by=by)
    else:
        known = set(search.plan.lost_days.values_list("day", flat=True))
        LostDay.objects.bulk_create(LostDay(plan=search.plan, day=day) for day in days if day not in known)
