"""Taking the roll of a class, half-day by half-day, and signing it off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.delivery import phrases
from khaigiang.apps.delivery.models import Attendance, Roll
from khaigiang.apps.delivery.permissions import check_may_run
from khaigiang.apps.delivery.queries import periods_by_half_day
from khaigiang.core.attendance import Presence
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.states import ClassState, NotAllowed, RollState, next_state
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.attendance import half_day_heading

NAMES_SAID = 5
LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """How one trainee was there, by the enrolment's id; ``note`` None leaves what was noted before."""

    enrolment: int
    half_day: HalfDay
    presence: str
    note: str | None = None


@action
def mark_all_present(training_class: TrainingClass, half_day: HalfDay, *, by: Actor) -> Roll:
    """Everybody whom nobody has marked yet was there; exceptions that were already said stay."""
    check_may_run(by)
    roll = _rolls_to_write(training_class, [half_day])[half_day]
    marked = set(roll.attendances.order_by().values_list("enrolment", flat=True))
    left = training_class.enrolments.order_by().exclude(pk__in=marked).values_list("pk", flat=True)
    entries = [Entry(enrolment, half_day, Presence.PRESENT) for enrolment in left]
    _write({half_day: roll}, entries)
    audit.record("delivery.all_present", training_class, by=by, half_day=half_day, people=len(entries))
    return roll


@action
def mark(enrolment: Enrolment, half_day: HalfDay, presence: str, *, by: Actor, note: str = "") -> Attendance:
    """How one trainee was there; a later word takes the place of an earlier one until the roll is signed off."""
    check_may_run(by)
    training_class = enrolment.training_class
    entries = [Entry(enrolment.pk, half_day, presence, note)]
    _check(training_class, entries)
    rolls = _rolls_to_write(training_class, [half_day])
    _write(rolls, entries)
    audit.record("delivery.marked", enrolment, by=by, half_day=half_day, presence=presence)
    return Attendance.objects.get(roll=rolls[half_day], enrolment=enrolment)


@action
def take_rolls(training_class: TrainingClass, entries: Sequence[Entry], *, by: Actor) -> int:
    """Many trainees, many half-days, all or nothing. Returns how many marks are new or changed.

    Raises Refused for a half-day that is not of the class's timetable, has not come or is signed off, and for a
    trainee of another class.
    """
    check_may_run(by)
    _check(training_class, entries)
    rolls = _rolls_to_write(training_class, {entry.half_day for entry in entries})
    changed = _write(rolls, entries)
    audit.record("delivery.rolls_taken", training_class, by=by, half_days=len(rolls), marks=changed)
    return changed


@action
def sign_off(training_class: TrainingClass, half_day: HalfDay, *, by: Actor) -> Roll:
    """Close the roll of a half-day for good. Raises Refused while anybody is not marked."""
    check_may_run(by)
    roll = _rolls_to_write(training_class, [half_day])[half_day]
    marked = roll.attendances.order_by().values("enrolment")
    left = training_class.enrolments.exclude(pk__in=marked).select_related("nomination__person")
    names = [row.nomination.person.full_name for row in left.order_by("nomination__person__sort_key", "pk")]
    if names:
        said = ", ".join(names[:NAMES_SAID]) + (", …" if len(names) > NAMES_SAID else "")
        raise Refused("not_all_marked", phrases.NOT_ALL_MARKED, count=len(names), names=said)
    roll.state = next_state(RollState, roll.state, "sign")
    roll.signed_by, roll.signed_at = by.name, clock.now()
    roll.save(update_fields=["state", "signed_by", "signed_at"])
    audit.record("delivery.roll_signed", roll, by=by, name=training_class.name, half_day=half_day)
    return roll


def _check(training_class: TrainingClass, entries: Sequence[Entry]) -> None:
    of_class = set(training_class.enrolments.order_by().values_list("pk", flat=True))
    known = {each.value for each in Presence}
    for entry in entries:
        if entry.enrolment not in of_class:
            raise Refused("trainee_of_another_class", phrases.NOT_A_TRAINEE, name=training_class.name)
        if entry.presence not in known:
            raise Refused("not_a_presence", phrases.NOT_A_PRESENCE, value=entry.presence)
        if len(entry.note or "") > LONGEST_NOTE:
            raise Refused("note_too_long", phrases.NOTE_TOO_LONG, limit=LONGEST_NOTE)


def _rolls_to_write(training_class: TrainingClass, half_days: Iterable[HalfDay]) -> Mapping[HalfDay, Roll]:
    """The rolls of these half-days, made where they are not there yet, locked so that nobody signs them meanwhile."""
    wanted = sorted(half_days)
    if training_class.state != ClassState.OPEN:
        raise Refused("class_not_open", phrases.NOT_OPEN, name=training_class.name)
    of_class = periods_by_half_day(training_class)
    for half_day in wanted:
        facts = {"name": training_class.name, "half_day": half_day_heading(half_day)}
        if half_day not in of_class:
            raise Refused("half_day_not_of_class", phrases.NOT_OF_CLASS, **facts)
        if half_day.day > clock.today():
            raise Refused("half_day_not_come", phrases.NOT_COME, **facts)
    Roll.objects.bulk_create(
        [Roll(training_class=training_class, day=each.day, part=each.part.value) for each in wanted],
        ignore_conflicts=True,
    )
    days = {half_day.day for half_day in wanted}
    locked = Roll.objects.select_for_update().filter(training_class=training_class, day__in=days).order_by("pk")
    rolls = {HalfDay(roll.day, Part(roll.part)): roll for roll in locked}
    for half_day in wanted:
        _refuse_signed(rolls[half_day], half_day)
    return {half_day: rolls[half_day] for half_day in wanted}


def _refuse_signed(roll: Roll, half_day: HalfDay) -> None:
    try:
        next_state(RollState, roll.state, "sign")
    except NotAllowed as error:
        raise Refused("roll_signed", phrases.SIGNED, half_day=half_day_heading(half_day)) from error


def _write(rolls: Mapping[HalfDay, Roll], entries: Iterable[Entry]) -> int:
    """Write what is new or other than before; the last word on one trainee in one half-day stands."""
    known = {
        (row.roll_id, row.enrolment_id): row for row in Attendance.objects.filter(roll__in=rolls.values()).order_by()
    }
    last = {(rolls[entry.half_day].pk, entry.enrolment): entry for entry in entries}
    new, changed = [], []
    for (roll, enrolment), entry in last.items():
        row = known.get((roll, enrolment))
        if row is None:
            new.append(Attendance(roll_id=roll, enrolment_id=enrolment, presence=entry.presence, note=entry.note or ""))
        elif (entry.presence, entry.note) not in {(row.presence, row.note), (row.presence, None)}:
            row.presence, row.note = entry.presence, row.note if entry.note is None else entry.note
            changed.append(row)
    Attendance.objects.bulk_create(new, batch_size=2000)
    Attendance.objects.bulk_update(changed, ["presence", "note"], batch_size=500)
    return len(new) + len(changed)
