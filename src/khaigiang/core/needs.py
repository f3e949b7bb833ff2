"""Who needs a programme: what is asked of the holders of a post, against what the records say of one of them.

A missing fact is never a need and never the lack of one: it is ``UNKNOWN``, and the fact that would decide is named.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from khaigiang.core.verdict import Reason, Standing, Verdict
from khaigiang.core.vietnamese import PartialDate, fold

NO_PROGRAMME = "programme.unknown"


class NeedStanding(StrEnum):
    """In the order in which lists give them.

    ``UNDER_WAY`` has a seat in a class that is still to end; ``EXEMPT`` is not asked of this person by the rules.
    """

    NEEDS = "needs"
    UNKNOWN = "unknown"
    UNDER_WAY = "under_way"
    HAS = "has"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Demand:
    """A programme that the holders of some posts must complete.

    ``also`` are the codes of programmes that count for it: equal ones, and what has taken its place. ``titles`` are
    what all of these are called. ``again_after`` is after how many years it is to be taken again; None: once is enough.
    """

    programme: str
    titles: tuple[str, ...]
    also: frozenset[str] = frozenset()
    again_after: int | None = None

    @property
    def codes(self) -> frozenset[str]:
        return self.also | ({self.programme} if self.programme else frozenset())


@dataclass(frozen=True, slots=True)
class Held:
    """A post as it is dated: held between two days, or planned for."""

    since: PartialDate | None = None
    until: PartialDate | None = None
    planned: bool = False

    def is_sure(self, on: dt.date) -> bool:
        """Whether it is held on that day whatever the missing parts of its dates are."""
        begun = self.since is None or self.since.latest <= on
        return self.planned or (begun and (self.until is None or self.until.earliest >= on))


@dataclass(frozen=True, slots=True)
class Taken:
    """A programme completed on a day, as the ledger has it."""

    code: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class Stated:
    """A course of before or from elsewhere, by its title, as ``source`` states it."""

    title: str
    finished: PartialDate | None
    source: str


@dataclass(frozen=True, slots=True)
class Learner:
    """What the records say of one person. ``seated`` is the class that they have a seat in, empty where in none."""

    posts: tuple[Held, ...]
    taken: tuple[Taken, ...] = ()
    stated: tuple[Stated, ...] = ()
    seated: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """The answer for one person. ``code`` is put into words with ``facts``; ``reasons`` are those of the rules."""

    standing: NeedStanding
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()


def need_of(learner: Learner, demand: Demand, verdict: Verdict | None = None, *, on: dt.date) -> Need:
    """Whether somebody needs what is asked, on a day. ``verdict`` is what the rules of the programme say of them.

    What was completed is asked first: it holds whatever the rules say. Then whether the post is held at all.
    """
    if not demand.codes:
        return Need(NeedStanding.UNKNOWN, NO_PROGRAMME)
    lapsed, settled = _completed(learner, demand, on)
    return settled or _not_asked(learner, verdict, on) or lapsed or Need(NeedStanding.NEEDS, "record.none")


def _not_asked(learner: Learner, verdict: Verdict | None, on: dt.date) -> Need | None:
    """What keeps somebody who has not completed it from needing it, or from our knowing; None where nothing does."""
    standing = verdict.standing if verdict else Standing.ELIGIBLE
    reasons = verdict.deciding if verdict else ()
    if not any(post.is_sure(on) for post in learner.posts):
        return Need(NeedStanding.UNKNOWN, "post.unknown")
    if standing is Standing.NOT_ELIGIBLE:
        return Need(NeedStanding.EXEMPT, "rules.unmet", reasons=reasons)
    if learner.seated:
        return Need(NeedStanding.UNDER_WAY, "seat.taken", {"class": learner.seated})
    if standing is Standing.NOT_ENOUGH_INFORMATION:
        return Need(NeedStanding.UNKNOWN, "rules.unknown", reasons=reasons)
    return None


def _completed(learner: Learner, demand: Demand, on: dt.date) -> tuple[Need | None, Need | None]:
    """What was completed too long ago, and what settles the question: that it is met, or cannot be told."""
    taken = sorted((each for each in learner.taken if each.code in demand.codes and each.day <= on), key=_day)
    titles = {fold(title) for title in demand.titles}
    stated = [each for each in learner.stated if fold(each.title) in titles]
    for each in reversed(taken):
        if _lasts(each.day, demand, on):
            code = "record.own" if each.code == demand.programme else "record.also"
            return None, Need(NeedStanding.HAS, code, {"programme": each.code, "day": each.day.isoformat()})
    for course in stated:
        if demand.again_after is None or (course.finished and _lasts(course.finished.earliest, demand, on)):
            return None, Need(NeedStanding.HAS, "course.same", _told(course))
    for course in stated:
        if course.finished is None or _lasts(course.finished.latest, demand, on):
            return None, Need(NeedStanding.UNKNOWN, "course.undated", _told(course))
    alike = next((each for each in learner.stated if each not in stated and _is_alike(each.title, titles)), None)
    if alike is not None:
        return None, Need(NeedStanding.UNKNOWN, "course.alike", _told(alike))
    days = [each.day for each in taken] + [course.finished.latest for course in stated if course.finished]
    if days:
        facts = {"day": max(days).isoformat(), "years": str(demand.again_after)}
        return Need(NeedStanding.NEEDS, "record.lapsed", facts), None
    return None, None


def _day(taken: Taken) -> tuple[dt.date, str]:
    return taken.day, taken.code


def _lasts(day: dt.date, demand: Demand, on: dt.date) -> bool:
    """Whether what was completed on one day still counts on another."""
    if demand.again_after is None:
        return True
    return (on.year - day.year, on.month, on.day) < (demand.again_after, day.month, day.day)


def _is_alike(title: str, titles: set[str]) -> bool:
    """Whether a title holds another, or the reverse: only a person can say whether they are one programme."""
    said = fold(title)
    return bool(said) and any(known and (known in said or said in known) for known in titles)


def _told(course: Stated) -> dict[str, str]:
    return {"title": course.title, "day": str(course.finished or ""), "source": course.source}
