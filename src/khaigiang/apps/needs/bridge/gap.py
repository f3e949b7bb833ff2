"""The gap from the records: of each unit that is asked and each row, who needs the programme and why."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from khaigiang.apps.needs.bridge.facts import Holder, Rules, courses_of, demands_of, holders_of
from khaigiang.apps.needs.models import SurveyRow
from khaigiang.apps.needs.phrases import STANDINGS, need_in_words
from khaigiang.apps.needs.queries import nearest_asked
from khaigiang.apps.nominations.phrases import reason as say_reason
from khaigiang.apps.people.models import Appointment, Person
from khaigiang.apps.people.queries import held_on
from khaigiang.core.needs import NO_PROGRAMME, Need, NeedStanding, need_of
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.copying import among
from khaigiang.web.marks import Mark

ORDER = tuple(NeedStanding)


@dataclass(frozen=True, slots=True)
class Lacking:
    """One person of a group in a unit, with what the records say of the need and why."""

    person: Person
    posts: tuple[Holder, ...]
    need: Need

    @property
    def standing(self) -> NeedStanding:
        return self.need.standing

    @property
    def mark(self) -> Mark:
        return STANDINGS[self.need.standing]

    @property
    def post(self) -> str:
        """The post as the records word it, and that it is only planned where that is so."""
        first = self.posts[0]
        said = f"{first.title}, {first.unit_name}"
        return _("quy hoạch %(post)s") % {"post": said} if first.held.planned else said

    @property
    def why(self) -> str:
        """The reason in the active language, with what the rules say and their source."""
        cited = [
            f"{say_reason(each.code, each.facts)} ({each.citation.instrument})"
            if each.citation.instrument
            else say_reason(each.code, each.facts)
            for each in self.need.reasons
        ]
        return " ".join(dict.fromkeys((need_in_words(self.need), *cited)))


@dataclass(frozen=True, slots=True)
class RowGap:
    """What the records say of one row in one unit, person by person: those in need first."""

    people: tuple[Lacking, ...] = ()

    def count(self, standing: NeedStanding) -> int:
        return sum(each.standing is standing for each in self.people)

    @property
    def needs(self) -> int:
        return self.count(NeedStanding.NEEDS)

    @property
    def unknown(self) -> int:
        return self.count(NeedStanding.UNKNOWN)

    @property
    def is_known(self) -> bool:
        """Whether anybody is on record there: without records no need cannot be told from no records."""
        return bool(self.people)

    @property
    def is_comparable(self) -> bool:
        """Whether a number can be set beside it: somebody is on record, and there is a programme to look for."""
        return any(each.need.code != NO_PROGRAMME for each in self.people)

    @property
    def open(self) -> tuple[Lacking, ...]:
        """Who needs it, or may."""
        return tuple(each for each in self.people if each.standing in {NeedStanding.NEEDS, NeedStanding.UNKNOWN})

    @property
    def settled(self) -> tuple[Lacking, ...]:
        return tuple(each for each in self.people if each not in self.open)

    @property
    def tally(self) -> tuple[tuple[Mark, int], ...]:
        """How many stand how, those that nobody does left out."""
        found = Counter(each.standing for each in self.people)
        return tuple((STANDINGS[standing], found[standing]) for standing in ORDER if found[standing])


@dataclass(frozen=True, slots=True)
class Gap:
    """The gap of several units and rows. ``ungrouped``: how many people of a unit hold a post that no group knows."""

    on: dt.date
    by_place: Mapping[tuple[int, int], RowGap]
    ungrouped: Mapping[int, int]

    def of(self, unit: int, row: int) -> RowGap:
        return self.by_place.get((unit, row), RowGap())


def gap(rows: Sequence[SurveyRow], units: Iterable[int], *, on: dt.date, actor: Actor) -> Gap:
    """Who in these units, and below each as far as no other of them is nearer, needs by the records what rows ask.

    Fifteen queries at most, however many units, rows and people there are.
    """
    tops = nearest_asked(units, on)
    if not rows or not tops:
        return Gap(on, {}, {})
    planned = any(row.planned for row in rows)
    holders = holders_of({row.group for row in rows}, tops, planned=planned, on=on, actor=actor)
    asked = _Asked(rows, holders, on=on, actor=actor)
    found: dict[tuple[int, int], RowGap] = {}
    for row in rows:
        for unit, posts in _posts_of(row, holders, tops).items():
            people = [asked.of(row, key, held) for key, held in posts.items()]
            found[unit, row.pk] = RowGap(tuple(sorted(people, key=_place)))
    return Gap(on, found, _ungrouped(tops, on))


def _posts_of(
    row: SurveyRow, holders: Sequence[Holder], tops: Mapping[int, int]
) -> Mapping[int, Mapping[int, list[Holder]]]:
    """The posts of a row's group by the unit that is asked and by person; a post that is held goes before a planned."""
    found: dict[int, dict[int, list[Holder]]] = defaultdict(dict)
    for each in holders:
        if row.group in each.groups and (row.planned or not each.held.planned):
            found[tops[each.unit_id]].setdefault(each.person.pk, []).append(each)
    return found


class _Asked:
    """Everything that is on record of the holders, asked once for all rows."""

    def __init__(self, rows: Sequence[SurveyRow], holders: Sequence[Holder], *, on: dt.date, actor: Actor) -> None:
        persons = {each.person.pk: each.person for each in holders}
        self._on, self._demands = on, demands_of(rows)
        codes = {code for demand in self._demands.values() for code in demand.codes}
        self._courses = courses_of(persons, codes, on=on)
        self._rules = Rules(rows, persons, on=on, actor=actor)

    def of(self, row: SurveyRow, person: int, posts: Sequence[Holder]) -> Lacking:
        demand = self._demands[row.pk]
        learner = self._courses.of(person, (each.held for each in posts), demand)
        return Lacking(
            posts[0].person, tuple(posts), need_of(learner, demand, self._rules.of(row, person), on=self._on)
        )


def _place(each: Lacking) -> tuple[int, str, int]:
    return ORDER.index(each.standing), each.person.sort_key, each.person.pk


def _ungrouped(tops: Mapping[int, int], on: dt.date) -> Mapping[int, int]:
    """Of whom no group knows the post: they may belong to any, so each unit is told how many they are; one query."""
    posts = Appointment.objects.filter(held_on(on), unit__in=among(list(tops)), groups=[], person__merged_into=None)
    found: Counter[int] = Counter()
    for unit, people in posts.order_by().values_list("unit").annotate(people=Count("person", distinct=True)):
        found[tops[unit]] += people
    return found
