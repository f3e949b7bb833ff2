"""Records entered and corrected by hand: the person, posts, planned posts, qualifications, courses of before."""

import re
from dataclasses import asdict, dataclass

from khaigiang.apps.instruments.models import Instrument
from khaigiang.apps.people import phrases
from khaigiang.apps.people.actions.asking import ask_about
from khaigiang.apps.people.bridge import described, groups_of, named, stored
from khaigiang.apps.people.models import (
    Appointment,
    PastCourse,
    Person,
    PlannedPost,
    Qualification,
    QualificationKind,
)
from khaigiang.apps.people.permissions import check_may_enter, check_may_keep
from khaigiang.apps.units.models import Unit
from khaigiang.core.vietnamese import PartialDate
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused

_TERM = re.compile(r"(\d{4})-(\d{4})")
Entry = Appointment | PlannedPost | Qualification | PastCourse


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of somebody as a person: no post, and nothing sensitive."""

    full_name: str
    birth: PartialDate | None = None
    sex: str = ""
    category: str = ""
    managed_by: str = ""
    email: str = ""


@action
def add_person(details: Details, *, unit: Unit, title: str, by: Actor) -> Person:
    """Enter somebody with the post they hold; whoever is like somebody known is entered too, and asked about."""
    check_may_enter(by, unit)
    person = Person(**_columns(details))
    person.save()
    Appointment(person=person, unit=unit, title=title, groups=groups_of(title)).save()
    asked = ask_about(described(Person.objects.filter(pk=person.pk)))
    audit.record("people.added", person, by=by, name=person.full_name, unit=unit.name, questions=asked)
    return person


@action
def correct_person(person: Person, details: Details, *, by: Actor) -> int:
    """Put what is right in the place of what was said; how many fields that changes. Likenesses are asked anew."""
    check_may_keep(by, person)
    columns = _columns(details)
    changed = sorted(name for name in columns if getattr(person, name) != columns[name])
    for name in changed:
        setattr(person, name, columns[name])
    person.save(update_fields=changed)
    asked = ask_about(described(Person.objects.filter(pk=person.pk)))
    audit.record("people.corrected", person, by=by, changed=", ".join(changed), questions=asked)
    return len(changed)


@action
def appoint(
    person: Person,
    *,
    unit: Unit,
    title: str,
    since: PartialDate | None,
    instrument: Instrument | None = None,
    by: Actor,
) -> Appointment:
    """Write down that somebody holds a post, beside those they hold already; ``instrument`` is what it began on."""
    check_may_keep(by, person)
    day, precision = stored(since)
    made = Appointment(
        person=person,
        unit=unit,
        title=title,
        groups=groups_of(title),
        since=day,
        since_precision=precision,
        instrument=instrument,
    )
    made.save()
    audit.record("people.appointed", person, by=by, post=title, unit=unit.name)
    return made


@action
def end_appointment(
    appointment: Appointment, *, until: PartialDate, instrument: Instrument | None = None, by: Actor
) -> None:
    """Write down the last day of a post; a bare year means the whole of it. ``instrument`` is what it ended on."""
    check_may_keep(by, appointment.person)
    if appointment.until is not None:
        raise Refused("ended_already", phrases.ENDED_ALREADY)
    appointment.until, appointment.until_precision = stored(until, last=True)
    appointment.end_instrument = instrument
    appointment.save(update_fields=["until", "until_precision", "end_instrument"])
    audit.record("people.appointment_ended", appointment.person, by=by, post=appointment.title, on=until)


@action
def plan_post(person: Person, *, unit: Unit, title: str, term: str, decision: str, by: Actor) -> PlannedPost:
    """Write down that somebody is planned for a post in a term, such as 2025-2030."""
    check_may_keep(by, person)
    years = _TERM.fullmatch(term)
    if years is None or int(years[1]) >= int(years[2]):
        raise Refused("not_a_term", phrases.NOT_A_TERM)
    made = PlannedPost(person=person, unit=unit, title=title, groups=groups_of(title), term=term, decision=decision)
    made.save()
    audit.record("people.post_planned", person, by=by, post=title, unit=unit.name, term=term)
    return made


@dataclass(frozen=True, slots=True)
class Taken:
    """Where and when something was learnt, and the paper that proves it."""

    place: str = ""
    finished: PartialDate | None = None
    paper: str = ""


@action
def record_qualification(
    person: Person, *, kind: QualificationKind, level: str, subject: str, taken: Taken, by: Actor
) -> Qualification:
    """Write down a level of education or of political theory."""
    check_may_keep(by, person)
    if level not in phrases.LEVELS[kind]:
        raise Refused("not_a_level", phrases.NOT_A_LEVEL)
    day, precision = stored(taken.finished)
    made = Qualification(
        person=person,
        kind=kind,
        level=level,
        subject=subject,
        place=taken.place,
        finished=day,
        finished_precision=precision,
        paper=taken.paper,
    )
    made.save()
    audit.record("people.qualification_recorded", person, by=by, level=level)
    return made


@action
def record_past_course(
    person: Person, *, title: str, source: str, taken: Taken, by: Actor, periods: int | None = None
) -> PastCourse:
    """Write down a course taken elsewhere or before; ``source`` says who states it, ``periods`` how long it was."""
    check_may_keep(by, person)
    day, precision = stored(taken.finished)
    made = PastCourse(
        person=person,
        title=title,
        source=source,
        place=taken.place,
        finished=day,
        finished_precision=precision,
        paper=taken.paper,
        periods=periods,
    )
    made.save()
    audit.record("people.past_course_recorded", person, by=by, course=title)
    return made


@action
def strike(entry: Entry, *, by: Actor) -> None:
    """Take away what was entered by mistake: a post, a planned post, a qualification or a course of before."""
    check_may_keep(by, entry.person)
    said = entry.level if isinstance(entry, Qualification) else entry.title
    audit.record("people.entry_struck", entry.person, by=by, entry=said)
    entry.delete()


def _columns(details: Details) -> dict[str, object]:
    """The columns of a person. Raises Refused without a name."""
    full_name = " ".join(details.full_name.split())
    if not full_name:
        raise Refused("name_missing", phrases.NAME_MISSING)
    born, precision = stored(details.birth)
    said = asdict(details)
    rest = {name: said[name] for name in ("sex", "category", "managed_by", "email")}
    return {**named(full_name), "born": born, "born_precision": precision, **rest}
