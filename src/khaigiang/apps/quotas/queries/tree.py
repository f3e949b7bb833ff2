"""The tree of a line's seats as somebody sees it: each row with its counts, why it got its number, what is left."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, Sum

from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.plans.queries import DRAFTS
from khaigiang.apps.quotas import phrases
from khaigiang.apps.quotas.models import Quota, SeatMove
from khaigiang.apps.quotas.queries.counting import Counts, counts_of, sum_of
from khaigiang.apps.units.models import Unit
from khaigiang.apps.units.queries import ids_within
from khaigiang.core.quotas import CannotApportion, Method, gains
from khaigiang.core.states import NeedsFormState
from khaigiang.core.vietnamese import fold
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.refusal import Refused


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One row of the tree. ``counts`` are of it and everything below it; ``free`` is what nobody uses or was granted.

    ``depth`` counts from the first row that is shown; ``share`` is empty where seats were not apportioned.
    """

    quota: Quota
    depth: int
    counts: Counts
    free: int
    why: str
    share: str
    below: int
    is_open: bool

    @property
    def name(self) -> str:
        return self.quota.unit.name if self.quota.unit else str(phrases.ROOT)


@dataclass(frozen=True, slots=True)
class SeatTree:
    """The rows of a line that somebody sees, open along one way down."""

    line: PlanLine
    rows: tuple[SeatRow, ...]
    unused: int


@dataclass(frozen=True, slots=True)
class RowPage:
    """One row with what it stands under and what it shared: who would gain or lose by one seat more or fewer."""

    row: SeatRow
    above: tuple[Quota, ...]
    below: tuple[SeatRow, ...]
    method: str
    basis: str
    one_more: tuple[tuple[Quota, int], ...] | None
    one_fewer: tuple[tuple[Quota, int], ...] | None


class _Forest:
    """All rows of a line, in two ways: by their id and by the row above them. One query."""

    def __init__(self, line: PlanLine) -> None:
        rows = Quota.objects.filter(line=line).select_related("unit").order_by("unit__sort_key", "pk")
        self.by_key: dict[int, Quota] = {}
        self.below: dict[int | None, list[Quota]] = {}
        for row in rows:
            row.line = line
            self.by_key[row.pk] = row
            self.below.setdefault(row.parent_id, []).append(row)
        self._counted: dict[int, Counts] = {}

    def counts(self, row: Quota) -> Counts:
        """The five counts of a row and all below it; of no seat twice."""
        if row.pk not in self._counted:
            below = [self.counts(each) for each in self.below.get(row.pk, ())]
            summed = sum_of([counts_of(row), *below])
            self._counted[row.pk] = summed
        return self._counted[row.pk]

    def way_up(self, key: int | None) -> list[int]:
        """The ids from a row up to the line's own."""
        way: list[int] = []
        while key is not None and key in self.by_key:
            way.append(key)
            key = self.by_key[key].parent_id
        return way

    def tops(self, actor: Actor) -> list[Quota]:
        """The highest rows that somebody sees."""
        if actor.everywhere:
            return self.below.get(None, [])
        own = {row.pk for row in self.by_key.values() if row.unit_id in actor.scope}
        return [self.by_key[key] for key in self.by_key if key in own and not own.intersection(self.way_up(key)[1:])]

    def shown(self, row: Quota, *, depth: int = 0, opened: Collection[int] = ()) -> SeatRow:
        return SeatRow(
            quota=row,
            depth=depth,
            counts=self.counts(row),
            free=row.seats - row.granted_below - row.accepted,
            why=phrases.say_seats(row.reason, row.quotient, row.remainder),
            share=phrases.say_share(row.quotient, row.remainder),
            below=len(self.below.get(row.pk, ())),
            is_open=row.pk in opened,
        )

    def walk(self, rows: Sequence[Quota], opened: Collection[int], depth: int = 0) -> Iterator[SeatRow]:
        for row in rows:
            yield self.shown(row, depth=depth, opened=opened)
            if row.pk in opened:
                yield from self.walk(self.below.get(row.pk, ()), opened, depth + 1)


def seat_tree(line: PlanLine, actor: Actor, *, opened: int | None = None) -> SeatTree:
    """A line's rows as far as somebody sees them, open along the way to one of them; the first row stands open.

    One query, whatever the size.
    """
    forest = _Forest(line)
    tops = forest.tops(actor)
    way = {*forest.way_up(opened), *(row.pk for row in tops[:1] if opened is None)}
    rows = tuple(forest.walk(tops, way))
    return SeatTree(line, rows, sum(counts.seats - counts.accepted for counts in map(forest.counts, tops)))


def row_page(quota: Quota) -> RowPage:
    """Everything about one row. One query."""
    forest = _Forest(quota.line)
    row = forest.by_key[quota.pk]
    below = forest.below.get(row.pk, [])
    return RowPage(
        row=forest.shown(row),
        above=tuple(forest.by_key[key] for key in reversed(forest.way_up(row.parent_id))),
        below=tuple(forest.shown(each) for each in below),
        method=row.get_shared_by_display(),
        basis=row.get_shared_basis_display(),
        one_more=_off_by(1, row, below),
        one_fewer=_off_by(-1, row, below),
    )


def all_rows(quota: Quota) -> tuple[SeatRow, ...]:
    """A row with everything below it. One query."""
    forest = _Forest(quota.line)
    return tuple(forest.walk([forest.by_key[quota.pk]], forest.by_key.keys()))


def _off_by(step: int, row: Quota, below: Sequence[Quota]) -> tuple[tuple[Quota, int], ...] | None:
    """Who would gain or lose how many by so many seats more or fewer; None where seats are not apportioned."""
    shared = {str(each.unit_id): each for each in below if each.weight is not None}
    if row.shared_by not in set(Method) or not shared:
        return None
    try:
        changed = gains(
            step,
            sum(each.seats for each in shared.values()),
            {key: each.weight or 0 for key, each in shared.items()},
            method=Method(row.shared_by),
            floors=_bounds(shared, "floor"),
            caps=_bounds(shared, "cap"),
        )
    except CannotApportion:
        return None
    return tuple((shared[key], more) for key, more in sorted(changed.items(), key=lambda each: (-each[1], each[0])))


def _bounds(shared: Mapping[str, Quota], name: str) -> dict[str, int]:
    found = {key: getattr(each, name) for key, each in shared.items()}
    return {key: bound for key, bound in found.items() if bound is not None}


def moves_seen(line: PlanLine, actor: Actor, *, of: Quota | None = None) -> GuardedQuerySet[SeatMove]:
    """The moves of a line's seats that somebody sees, or those of one row; the latest first."""
    moves: GuardedQuerySet[SeatMove] = SeatMove.objects.filter(line=line).select_related("source__unit", "target__unit")
    if of is not None:
        moves = moves.filter(Q(source=of) | Q(target=of))
    if not actor.everywhere:
        moves = moves.filter(Q(source__unit__in=actor.scope) | Q(target__unit__in=actor.scope))
    return moves.order_by("-pk")


def units_below(quota: Quota) -> GuardedQuerySet[Unit]:
    """The units that may get seats from a row: those right below its unit; for the line's own row its sending units."""
    units: GuardedQuerySet[Unit] = Unit.objects.all()
    if quota.unit_id is None:
        units = units.filter(Q(sends_under__line=quota.line_id) | Q(quotas__parent=quota)).distinct()
    else:
        units = units.filter(parent=quota.unit_id)
    others = Quota.objects.filter(line=quota.line_id, unit__isnull=False).exclude(parent=quota)
    return units.exclude(pk__in=others.values("unit")).order_by("sort_key", "pk")


def heads_of(line: PlanLine, units: Iterable[int]) -> Mapping[int, int]:
    """How many people of each unit (by id), or below it, are on record today with a post that a line is for. One query.

    A line that names no position groups counts whoever has a post.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HEADS, [list(units), clock.today(), clock.today(), list(line.audience), list(line.audience)])
        return dict(cursor.fetchall())


def needs_of(line: PlanLine, units: Iterable[int]) -> Mapping[int, int]:
    """How many of their people these units (by id) submitted as in need of a line's programme in its plan's year."""
    # Surveys of needs stand above: they are seen through the reverse relation, and nothing of them is imported here.
    stated = Unit.objects.filter(
        pk__in=list(units),
        needs_forms__state=NeedsFormState.SUBMITTED,
        needs_forms__survey__year=line.plan.year,
        needs_forms__stated__row__programme=line.programme.code,
    )
    return dict(stated.order_by().values_list("pk").annotate(people=Sum("needs_forms__stated__people")))


_HEADS = """
    WITH RECURSIVE below AS (
        SELECT id AS root, id FROM units_unit WHERE id = ANY(%s::bigint[])
        UNION
        SELECT below.root, unit.id FROM units_unit unit JOIN below ON unit.parent_id = below.id
    )
    SELECT below.root, count(DISTINCT post.person_id) FROM below JOIN people_appointment post ON post.unit_id = below.id
    WHERE coalesce(post.since <= %s, true) AND coalesce(post.until >= %s, true)
        AND (%s::text[] = '{}' OR post.groups::text[] && %s::text[])
    GROUP BY below.root
"""


def unit_below(quota: Quota, name: str) -> Unit:
    """The unit of this name that may get seats from a row. Raises Refused when there is not exactly one."""
    units = units_below(quota)
    found = list(units.filter(name=name)) or list(units.filter(folded=fold(name)))
    if len(found) != 1:
        raise Refused("no_such_unit_below", phrases.NO_SUCH_UNIT_BELOW, unit=name)
    return found[0]


def outside(quota: Quota, units: Collection[int]) -> Unit | None:
    """The first of these units (by id) that does not lie below the row's own; none where all do, or at the root."""
    if quota.unit_id is None:
        return None
    strangers = set(units) - (ids_within([quota.unit_id]) - {quota.unit_id})
    return Unit.objects.filter(pk__in=strangers).order_by("sort_key", "pk").first()


def quota_of(line: PlanLine, unit_name: str) -> Quota:
    """A line's row of the unit of this name, with or without diacritics; the line's own for no name.

    Raises Refused when no unit or more than one of that name has seats of the line.
    """
    rows = Quota.objects.filter(line=line).select_related("unit", "line__plan")
    if not unit_name:
        return rows.get(unit=None)
    found = list(rows.filter(unit__name=unit_name)) or list(rows.filter(unit__folded=fold(unit_name)))
    if len(found) != 1:
        raise Refused("no_such_seats", phrases.NO_SUCH_SEATS, unit=unit_name, line=line.code)
    return found[0]


def line_by_code(code: str, *, plan: str = "", among: GuardedQuerySet[PlanLine] | None = None) -> PlanLine:
    """The line of a code: of a plan by its number, or as a refusal names it; else of the latest year that has it.

    A plan that nobody has approved counts only where no other has the code.

    Raises Refused where no plan has it, and where several of that year do: nobody is guessed at.
    """
    lines = PlanLine.objects.filter(code=code) if among is None else among.filter(code=code)
    ordered = lines.select_related("plan").order_by("-plan__year", "-plan__issued_on", "-plan__pk")
    found = [each for each in ordered if plan in {"", each.plan.number, _named_in_full(each)}]
    found = [each for each in found if each.plan.state not in DRAFTS] or found
    latest = [each for each in found if each.plan.year == found[0].plan.year]
    if not latest:
        raise Refused(
            "no_such_line", phrases.NO_SUCH_LINE_OF_PLAN if plan else phrases.NO_SUCH_LINE, wanted=code, plan=plan
        )
    if len(latest) > 1:
        plans = "; ".join(map(_named_in_full, latest))
        raise Refused("line_in_several_plans", phrases.LINE_IN_SEVERAL_PLANS, wanted=code, plans=plans)
    return latest[0]


def _named_in_full(line: PlanLine) -> str:
    return f"{line.plan.number} ({line.plan.issuer}, {line.plan.year})"
