"""Seats changed by hand in classes that were formed and have not begun, checked by the rules of forming."""

from dataclasses import dataclass

from khaigiang.apps.classes import phrases
from khaigiang.apps.classes.actions.changing import (
    Written,
    hold_classes,
    refuse_when_announced,
    refuse_when_begun,
    write_changes,
)
from khaigiang.apps.classes.bridge import Seating, seating_of, slot_id
from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.classes.permissions import check_may_form
from khaigiang.apps.plans.queries import check_line_in_force
from khaigiang.core.forming.explain import AimChange, Consequences, consequences
from khaigiang.core.forming.solution import Solution
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a change by hand came to: each aim whose cost changed, and the classes whose groups were split anew."""

    aims: tuple[AimChange, ...]
    regrouped: tuple[TrainingClass, ...]


@action
def move(enrolment: Enrolment, *, into: TrainingClass, by: Actor) -> ByHand:
    """Seat somebody in another class of the line; a study group there takes them, and they are taken on its days.

    Raises Refused with the rule and its facts when the move breaks one, when one of the two classes has begun, and when
    a paper about one is issued.
    """
    check_may_form(by)
    classes, seating = _opened(enrolment)
    person, target = _id_of(enrolment, seating), classes.get(into.pk)
    if target is None or target.pk == enrolment.training_class_id:
        raise Refused("not_another_class", phrases.NOT_ANOTHER_CLASS, name=_name(enrolment), title=into.name)
    source = classes[enrolment.training_class_id]
    done = _change(seating, {person: target}, [source, target], by=by)
    enrolment.refresh_from_db()
    audit.record(
        "classes.moved",
        enrolment,
        by=by,
        name=_name(enrolment),
        before=source.name,
        into=target.name,
        aims=phrases.aims_in_words(done.aims),
    )
    return done


@action
def swap(enrolment: Enrolment, other: Enrolment, *, by: Actor) -> ByHand:
    """Let two people of two classes of a line change places. Raises Refused as ``move`` does."""
    check_may_form(by)
    classes, seating = _opened(enrolment)
    other.hold()
    here, there = classes[enrolment.training_class_id], classes.get(other.training_class_id)
    if there is None or there.pk == here.pk:
        raise Refused("not_another_class", phrases.NOT_TO_BE_SWAPPED, name=_name(enrolment), other=_name(other))
    seats = {_id_of(enrolment, seating): there, _id_of(other, seating): here}
    done = _change(seating, seats, [here, there], by=by)
    enrolment.refresh_from_db()
    other.refresh_from_db()
    audit.record(
        "classes.swapped",
        enrolment,
        by=by,
        name=_name(enrolment),
        before=here.name,
        into=there.name,
        names=_name(other),
        aims=phrases.aims_in_words(done.aims),
    )
    return done


@action
def lock(enrolment: Enrolment, *, by: Actor) -> Enrolment:
    """Keep somebody in this class whenever the line is formed again, or people are moved by hand."""
    return _turn(enrolment, locked=True, by=by)


@action
def unlock(enrolment: Enrolment, *, by: Actor) -> Enrolment:
    """Let forming decide about somebody again. Nobody moves by that alone."""
    return _turn(enrolment, locked=False, by=by)


def _turn(enrolment: Enrolment, *, locked: bool, by: Actor) -> Enrolment:
    check_may_form(by)
    line = enrolment.training_class.line
    check_line_in_force(line.pk)
    classes = hold_classes(line)
    enrolment.hold()
    refuse_when_begun(each for each in classes if each.pk == enrolment.training_class_id)
    if enrolment.locked == locked:
        told = phrases.LOCKED_ALREADY if locked else phrases.NOT_LOCKED
        raise Refused("lock_as_it_is", told, name=_name(enrolment))
    enrolment.locked = locked
    enrolment.save(update_fields=["locked"])
    audit.record(
        "classes.locked" if locked else "classes.unlocked",
        enrolment,
        by=by,
        name=_name(enrolment),
        into=enrolment.training_class.name,
    )
    return enrolment


def _opened(enrolment: Enrolment) -> tuple[dict[int, TrainingClass], Seating]:
    """The classes of somebody's line by key, held, and its seating; the person's row is held too."""
    line = enrolment.training_class.line
    check_line_in_force(line.pk)
    classes = {each.pk: each for each in hold_classes(line)}
    enrolment.hold()
    return classes, seating_of(line)


def _id_of(enrolment: Enrolment, seating: Seating) -> str:
    person = seating.ids.get(enrolment.nomination_id)
    if person is None:
        raise Refused("not_accepted", phrases.NOT_ACCEPTED, name=_name(enrolment))
    return person


def _change(seating: Seating, seats: dict[str, TrainingClass], classes: list[TrainingClass], *, by: Actor) -> ByHand:
    refuse_when_begun(classes)
    refuse_when_announced(classes)
    after = seating.solution
    for person, target in seats.items():
        after = after.moved(person, slot_id(target.planned))
    told = _checked(seating, after)
    written: Written = write_changes(seating, after, {slot_id(each.planned): each for each in classes}, by=by)
    return ByHand(told.aims, written.regrouped)


def _checked(seating: Seating, after: Solution) -> Consequences:
    told = consequences(seating.problem, seating.solution, after)
    if told.broken:
        why = phrases.broken(seating.problem, told.broken)
        raise Refused("breaks_rules", phrases.BREAKS_RULES, why=why)
    return told


def _name(enrolment: Enrolment) -> str:
    return enrolment.nomination.person.full_name
