"""Where people went whose units are no more: the old post ends, the new one begins, on one instrument."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from khaigiang.apps.instruments.actions import cite
from khaigiang.apps.instruments.models import Instrument
from khaigiang.apps.people import phrases
from khaigiang.apps.people.actions.entering import appoint, end_appointment
from khaigiang.apps.people.models import Appointment
from khaigiang.apps.people.queries import is_on
from khaigiang.apps.units.actions import Basis
from khaigiang.apps.units.models import Unit, UnitChange, Verb
from khaigiang.core.vietnamese import PartialDate
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the holder of a post went: to ``unit``, there with this title (the old one when empty), or nowhere here."""

    post: Appointment
    unit: Unit | None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """How many posts went on elsewhere, how many only ended, and how many had been written down before."""

    moved: int
    left: int
    before: int


@action
def place(told: Sequence[Whereabouts], *, day: dt.date | None = None, basis: Basis | None = None, by: Actor) -> Placed:
    """End posts in units that are no more, and begin those that their holders went to; all of them or none.

    Without a ``day`` the new post begins on the day after the old unit's last; without a ``basis`` both rest on what
    ended the unit. A post that has ended meanwhile is left alone, so the same page may be sent twice.
    """
    if not told:
        raise Refused("nothing_chosen", phrases.NOBODY_PLACED)
    if day is not None and day > clock.today():
        raise Refused("day_not_come", phrases.DAY_NOT_COME, day=f"{day:%d/%m/%Y}")
    locked = _locked(each.post for each in told)
    open_ones = [each for each in told if locked[each.post.pk].until is None]
    instruments = _instruments(locked.values(), basis, by=by)
    held = _held(locked.values())
    units = Unit.objects.in_bulk([each.unit.pk for each in open_ones if each.unit is not None])
    for each in open_ones:
        post = locked[each.post.pk]
        first, last = _days(post, day)
        end_appointment(post, until=_whole(last), instrument=instruments[post.pk], by=by)
        title = each.title.strip() or post.title
        if each.unit is not None:
            _check_there(units[each.unit.pk])
            if (post.person_id, each.unit.pk, title) not in held:
                appoint(
                    post.person,
                    unit=each.unit,
                    title=title,
                    since=_whole(first),
                    instrument=instruments[post.pk],
                    by=by,
                )
                held.add((post.person_id, each.unit.pk, title))
    moved = sum(each.unit is not None for each in open_ones)
    placed = Placed(moved, len(open_ones) - moved, len(told) - len(open_ones))
    audit.record("people.placed", "people", by=by, moved=placed.moved, left=placed.left, before=placed.before)
    return placed


def _locked(posts: Iterable[Appointment]) -> Mapping[int, Appointment]:
    """The posts as they are now, held until the transaction ends."""
    rows = Appointment.objects.select_for_update(of=("self",)).filter(pk__in={post.pk for post in posts})
    return {row.pk: row for row in rows.select_related("person__merged_into", "unit__ended_by__instrument")}


def _instruments(posts: Iterable[Appointment], basis: Basis | None, *, by: Actor) -> Mapping[int, Instrument | None]:
    """What each of these rests on: the one told, else what ended the unit or took effect on the day after its last."""
    kept = list(posts)
    if basis is not None:
        told = cite(basis.number, issuer=basis.issuer, issued_on=basis.issued_on, title=basis.title, by=by)
        return dict.fromkeys((post.pk for post in kept), told)
    days = {post.unit.valid_to + ONE_DAY for post in kept if post.unit.valid_to}
    loaded = UnitChange.objects.filter(verb=Verb.LOADED, day__in=days, undone_on=None).select_related("instrument")
    official = {change.day: change.instrument for change in loaded}
    return {post.pk: _ended_on(post.unit, official) for post in kept}


def _ended_on(unit: Unit, official: Mapping[dt.date, Instrument | None]) -> Instrument | None:
    if unit.ended_by is not None:
        return unit.ended_by.instrument
    return official.get(unit.valid_to + ONE_DAY) if unit.valid_to else None


def _held(posts: Iterable[Appointment]) -> set[tuple[int, int, str]]:
    """Every post that these persons hold by person, unit and title."""
    open_ones = Appointment.objects.filter(person__in={post.person_id for post in posts}, until=None).order_by()
    return set(open_ones.values_list("person", "unit", "title"))


def _days(post: Appointment, told: dt.date | None) -> tuple[dt.date, dt.date]:
    """The first day of the new post and the last of the old one, which does not outlast its unit."""
    ended = post.unit.valid_to
    if ended is None or ended >= clock.today():
        raise Refused("unit_goes_on", phrases.UNIT_GOES_ON, unit=post.unit.name)
    first = told or ended + ONE_DAY
    last = min(ended, first - ONE_DAY)
    if post.since is not None and last < post.since:
        facts = {"name": post.person.full_name, "since": f"{post.since:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
        raise Refused("ends_before_it_began", phrases.ENDS_BEFORE_IT_BEGAN, **facts)
    return first, last


def _check_there(unit: Unit) -> None:
    if not is_on(unit, clock.today()):
        raise Refused("unit_is_gone", phrases.UNIT_IS_GONE, unit=unit.name)


def _whole(day: dt.date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)
