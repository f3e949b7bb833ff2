"""Needs added up along the tree: as units ask, as the records say, as inspections found; never one sum of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from khaigiang.apps.needs.bridge.gap import Gap, RowGap, gap
from khaigiang.apps.needs.models import (
    InspectedUnit,
    InspectionNeed,
    NamedNeed,
    NeedsForm,
    NeedsSurvey,
    StatedNeed,
    SurveyRow,
)
from khaigiang.apps.needs.phrases import AS_RECORDS, CANNOT_COMPARE, FEWER, FORM_STATES, MORE, group_name
from khaigiang.apps.needs.queries import found_for, parents_up, path_up
from khaigiang.apps.units.models import Unit
from khaigiang.apps.units.queries import names_on
from khaigiang.core.needs import NeedStanding
from khaigiang.core.states import NeedsFormState
from khaigiang.core.vietnamese import fold, text_sort_key
from khaigiang.foundation.actor import Actor
from khaigiang.web.marks import Mark


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What units ask for: places are added up, people only where every one of them is named."""

    places: int = 0
    named: frozenset[int] = frozenset()
    all_named: bool = True
    units: int = 0

    @property
    def people(self) -> int | None:
        """How many different people; None where some are not named."""
        return len(self.named) if self.all_named else None


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What the records say: places are added up over units and rows, ``people`` are the different persons."""

    places: int = 0
    people: frozenset[int] = frozenset()
    unknown: int = 0
    under_way: int = 0
    holders: int = 0

    @property
    def is_silent(self) -> bool:
        """Whether somebody is on record and of nobody it can be told."""
        return 0 < self.holders == self.unknown


@dataclass(frozen=True, slots=True)
class Inspected:
    """What inspections found, paper by paper; ``open`` are the mentions of a unit without a number of people."""

    needs: tuple[InspectionNeed, ...] = ()
    people: int = 0
    open: int = 0

    @property
    def papers(self) -> list[tuple[str, int]]:
        """The number of each paper once, with the first thing of it that is asked here."""
        return list({need.number: need.pk for need in reversed(self.needs)}.items())[::-1]


@dataclass(frozen=True, slots=True)
class Sources:
    """The three sources beside one another, and how what is asked stands to the records where both say something."""

    asked: AskedFor = field(default_factory=AskedFor)
    record: OnRecord = field(default_factory=OnRecord)
    inspected: Inspected = field(default_factory=Inspected)
    comparison: Mark = CANNOT_COMPARE


def compare(told: Iterable[tuple[int, RowGap]]) -> Mark:
    """How many more or fewer are asked for than the records say, over the rows and units of which both say something.

    Between what is sure and what may be they agree.
    """
    both = [(people, found) for people, found in told if found.is_comparable]
    if not both:
        return CANNOT_COMPARE
    people = sum(each for each, _found in both)
    least = sum(found.needs for _each, found in both)
    most = least + sum(found.unknown for _each, found in both)
    if people < least:
        return Mark("notice", str(FEWER) % {"n": least - people})
    return Mark("notice", str(MORE) % {"n": people - most}) if people > most else AS_RECORDS


@dataclass(frozen=True, slots=True)
class Line:
    """One programme for its groups. ``key`` tells it in an address; ``row`` is None where inspections alone ask it."""

    key: str
    title: str
    programme: str
    groups: tuple[str, ...]
    row: SurveyRow | None
    sources: Sources

    @property
    def is_alone(self) -> bool:
        """Whether inspections alone ask it: the survey did not."""
        return self.row is None

    @property
    def group_name(self) -> str:
        """The groups in words; empty where nobody says which."""
        return "; ".join(map(group_name, self.groups))

    @property
    def proposed(self) -> int:
        """How many a draft begins with: as units ask, else as the records say, else as inspections do."""
        asked = self.sources.asked.places if self.sources.asked.units else 0
        return asked or self.sources.record.places or self.sources.inspected.people


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit directly below the one shown, with what lies below it. ``form`` is there where it was asked itself."""

    unit_id: int
    name: str
    form: NeedsForm | None
    asked: int
    answered: int
    sources: Sources
    has_more: bool

    @property
    def mark(self) -> Mark | None:
        return FORM_STATES[self.form.state] if self.form else None


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The needs of a year below one unit, on a day."""

    survey: NeedsSurvey
    root: int
    root_name: str
    on: dt.date
    trail: tuple[tuple[int, str], ...]
    lines: tuple[Line, ...]
    branches: tuple[Branch, ...]
    whole: Sources
    asked: int
    answered: int
    ungrouped: int


def consolidated(survey: NeedsSurvey, *, on: dt.date, actor: Actor, root: int | None = None) -> Consolidated:
    """Everything a survey's units ask, their records say and inspections found, added up below a unit.

    Twenty-four queries at most, however many units there are.
    """
    ground = Ground(survey, on=on, actor=actor)
    return ground.below(survey.body_id if root is None else root)


class Ground:
    """What is added up, asked once for a survey; any unit of it is then shown without a question more."""

    def __init__(self, survey: NeedsSurvey, *, on: dt.date, actor: Actor) -> None:
        self.survey, self.on = survey, on
        self.rows = list(survey.rows.order_by("place"))
        self.forms = {
            form.unit_id: form for form in survey.forms.select_related("unit").order_by("unit__sort_key", "pk")
        }
        self.found = found_for(survey.body, survey.year)
        self.gap: Gap = gap(self.rows, self.forms, on=on, actor=actor)
        self._stated = _stated(survey)
        units = {*self.forms, *(each.unit_id for each in self.found), survey.body_id}
        self._parents = parents_up(units, on)
        paths = {unit: path_up(unit, self._parents) for unit in units}
        # A unit that is no more on that day, or never stood below the body, is added up directly under it.
        body = survey.body_id
        self.paths = {
            unit: path[: path.index(body) + 1] if body in path else [unit, body] for unit, path in paths.items()
        }
        every = {unit for path in self.paths.values() for unit in path}
        late = Unit.objects.filter(pk__in=every)
        self.names = {**dict(late.values_list("pk", "name")), **names_on(on, every)}

    def downwards(self) -> list[int]:
        """Every unit that needs are added up for, those nearest to the body first."""
        depth = {unit: len(path) - place for path in self.paths.values() for place, unit in enumerate(path)}
        return sorted(depth, key=lambda unit: (depth[unit], text_sort_key(self.names.get(unit, "")), unit))

    def below(self, root: int) -> Consolidated:
        """The needs below one unit of the survey; one that is not of it has none."""
        forms = [form for unit, form in self.forms.items() if root in self.paths[unit]]
        found = [each for each in self.found if root in self.paths[each.unit_id]]
        trail = path_up(root, self._parents)
        trail = trail[: trail.index(self.survey.body_id) + 1] if self.survey.body_id in trail else [root]
        return Consolidated(
            self.survey,
            root,
            self.names.get(root, ""),
            self.on,
            tuple((unit, self.names.get(unit, "")) for unit in reversed(trail)),
            tuple(self._lines(forms, found)),
            tuple(self._branches(root, forms, found)),
            self._sources(forms, found, self.rows),
            len(forms),
            sum(form.state == NeedsFormState.SUBMITTED for form in forms),
            sum(self.gap.ungrouped.get(form.unit_id, 0) for form in forms),
        )

    def of_unit(self, form: NeedsForm, row: SurveyRow) -> Sources:
        """One row of one unit, without what inspections found."""
        return self._sources([form], [], [row])

    def weights(self, line: Line, root: int) -> list[tuple[str, int]]:
        """How many each unit below one needs of a line, by name: as it asks, else by its records, else as inspected.

        One of the three for all units: figures of two sources are not shared out against one another.
        """
        forms = [form for unit, form in self.forms.items() if root in self.paths[unit]]
        if line.row is not None:
            by_form = [(form, self._sources([form], [], [line.row])) for form in forms]
            for told in (
                [(form.unit, each.asked.places) for form, each in by_form],
                [(form.unit, each.record.places) for form, each in by_form],
            ):
                if any(places for _unit, places in told):
                    return [(self.names.get(unit.pk, unit.name), places) for unit, places in told if places]
        papers = {need.pk for need in line.sources.inspected.needs}
        people: dict[int, int] = defaultdict(int)
        for each in self.found:
            if each.need_id in papers and root in self.paths[each.unit_id]:
                people[each.unit_id] += each.people or 1
        return [(self.names.get(unit, ""), n) for unit, n in people.items()]

    def _lines(self, forms: Sequence[NeedsForm], found: Sequence[InspectedUnit]) -> Iterable[Line]:
        """The rows of the survey in order with what inspections found of the same, then what these alone found."""
        by_row: dict[int, list[InspectedUnit]] = defaultdict(list)
        alone: dict[tuple[str, str], list[InspectedUnit]] = defaultdict(list)
        for each in found:
            same = [row.pk for row in self.rows if _is_about(each.need, row)]
            # Of two groups that are asked about the same nobody says which one the paper means.
            if len(same) == 1:
                by_row[same[0]].append(each)
            else:
                alone[each.need.programme, fold(each.need.topic)].append(each)
        for row in self.rows:
            sources = self._sources(forms, by_row[row.pk], [row])
            yield Line(f"r{row.pk}", row.title, row.programme, (row.group,), row, sources)
        for rows in alone.values():
            need = rows[0].need
            groups = tuple(dict.fromkeys(group for each in rows for group in each.need.groups))
            yield Line(f"k{need.pk}", need.topic, need.programme, groups, None, Sources(inspected=_inspected(rows)))

    def _branches(self, root: int, forms: Sequence[NeedsForm], found: Sequence[InspectedUnit]) -> Iterable[Branch]:
        below: dict[int, tuple[list[NeedsForm], list[InspectedUnit]]] = defaultdict(lambda: ([], []))
        for form in forms:
            below[self._child(root, form.unit_id)][0].append(form)
        for each in found:
            below[self._child(root, each.unit_id)][1].append(each)
        for unit in sorted(below, key=lambda unit: (text_sort_key(self.names.get(unit, "")), unit)):
            own, papers = below[unit]
            if unit == root and not own and not papers:
                continue
            yield Branch(
                unit,
                self.names.get(unit, ""),
                self.forms.get(unit),
                len(own),
                sum(form.state == NeedsFormState.SUBMITTED for form in own),
                self._sources(own, papers, self.rows),
                unit != root and any(form.unit_id != unit for form in own),
            )

    def _child(self, root: int, unit: int) -> int:
        """The unit directly below the root that another lies in; the root where it is the root itself."""
        path = self.paths[unit]
        return path[max(0, path.index(root) - 1)]

    def _sources(
        self, forms: Sequence[NeedsForm], found: Sequence[InspectedUnit], rows: Sequence[SurveyRow]
    ) -> Sources:
        answered = [form for form in forms if form.state == NeedsFormState.SUBMITTED]
        told = [
            (*each, self.gap.of(form.unit_id, row.pk))
            for form in answered
            for row in rows
            if (each := self._stated.get((form.pk, row.pk))) is not None
        ]
        return Sources(
            AskedFor(
                sum(places for places, _names, _gap in told),
                frozenset().union(*(names for _places, names, _gap in told)),
                all(places == len(names) for places, names, _gap in told),
                len(answered),
            ),
            _recorded(self.gap.of(form.unit_id, row.pk) for form in forms for row in rows),
            _inspected(found),
            compare((places, lacking) for places, _names, lacking in told),
        )


def _stated(survey: NeedsSurvey) -> Mapping[tuple[int, int], tuple[int, frozenset[int]]]:
    """What is stated, by form and row: how many, and who; two queries."""
    names: dict[int, set[int]] = defaultdict(set)
    for need, person in NamedNeed.objects.filter(need__form__survey=survey).order_by().values_list("need", "person"):
        names[need].add(person)
    rows = StatedNeed.objects.filter(form__survey=survey).order_by().values_list("pk", "form", "row", "people")
    return {(form, row): (people, frozenset(names[key])) for key, form, row, people in rows}


def _recorded(gaps: Iterable[RowGap]) -> OnRecord:
    found = list(gaps)
    return OnRecord(
        sum(each.needs for each in found),
        frozenset(one.person.pk for each in found for one in each.people if one.standing is NeedStanding.NEEDS),
        sum(each.unknown for each in found),
        sum(each.count(NeedStanding.UNDER_WAY) for each in found),
        sum(len(each.people) for each in found),
    )


def _inspected(rows: Sequence[InspectedUnit]) -> Inspected:
    needs = {each.need_id: each.need for each in rows}
    return Inspected(
        tuple(needs.values()),
        sum(each.people or 0 for each in rows),
        sum(each.people is None for each in rows),
    )


def _is_about(need: InspectionNeed, row: SurveyRow) -> bool:
    """Whether an inspection asks what a row asks about: the same programme, and the same group if it says one."""
    programme = need.programme == row.programme if need.programme else fold(need.topic) == fold(row.title)
    return programme and (not need.groups or row.group in need.groups)
