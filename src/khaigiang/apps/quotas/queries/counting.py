from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, Q, Sum

from khaigiang.apps.people.queries import keep_identities
from khaigiang.apps.quotas.models import Quota
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.statements import ask_by_name, known


@dataclass(frozen=True, slots=True)
class Counts:
    """Chỉ tiêu / cử / duyệt / học / hoàn thành, in places."""

    seats: int = 0
    nominated: int = 0
    accepted: int = 0
    attending: int = 0
    completed: int = 0

    @property
    def free(self) -> int:
        """Seats nobody has been accepted for."""
        return self.seats - self.accepted


_OF_UNIT = """
    SELECT id, line_id, unit_id, seats, granted_below, nominated, accepted FROM quotas_quota
    WHERE line_id = %s AND unit_id = %s FOR NO KEY UPDATE
"""
FIELDS = ("seats", "nominated", "accepted", "attending", "completed")


OWN = F("seats") - F("granted_below")
"""The seats of a row that it did not grant further down: summing these counts no seat twice."""


def holders() -> GuardedQuerySet[Quota]:
    """The rows that seats are used on; a line's root only where nothing was granted at all."""
    quotas: GuardedQuerySet[Quota] = Quota.objects.filter(Q(unit__isnull=False) | Q(children__isnull=True))
    return quotas


def locked(quotas: GuardedQuerySet[Quota]) -> list[Quota]:
    """These rows as they are now, held until the transaction ends.

    Always in the order of their ids, so that two acts at once wait for each other and never for ever. Whoever holds
    more holds it in one order: the plan, who is whom (``keep_identities``), quotas, dossiers, places in classes,
    nominations, persons. An act on nominations asks here for all the quotas it needs at once. The keys of the rows stay
    free to be referred to: a check of a foreign key at the end of another transaction must not wait for these.
    """
    keep_identities()
    return list(quotas.select_for_update(no_key=True).order_by("pk"))


def locked_of_unit(line: int, unit: int) -> Quota | None:
    """The row of one unit (by ids) as ``locked`` gives it, if it has one: what every act on a single nominee asks."""
    keep_identities()
    found = ask_by_name(_OF_UNIT, line, unit)
    return known(Quota, found[0]) if found else None


def locked_with_above(*quotas: Quota) -> dict[int, Quota]:
    """These rows and all above them up to the line's own, by id."""
    wanted: set[int] = set()
    waiting = {quota.pk for quota in quotas}
    while waiting:
        wanted |= waiting
        above = Quota.objects.filter(pk__in=waiting).values_list("parent", flat=True)
        waiting = {key for key in above if key is not None} - wanted
    return {row.pk: row for row in locked(Quota.objects.filter(pk__in=wanted))}


def counts_by_line(lines: Iterable[int]) -> Mapping[int, Counts]:
    """The five counts of each line that has quotas."""
    sums = holders().filter(line__in=list(lines)).order_by().values_list("line")
    summed = {f"sum_{name}": Sum(OWN if name == "seats" else name) for name in FIELDS}
    return {line: Counts(*counted) for line, *counted in sums.annotate(**summed)}


def sum_of(counts: Iterable[Counts]) -> Counts:
    """Many counts together, still in places."""
    listed = list(counts)
    return Counts(**{name: sum(getattr(each, name) for each in listed) for name in FIELDS})


def counts_of(quota: Quota | None) -> Counts:
    """The five counts of one unit under one line; of its seats those that it did not grant further down."""
    if quota is None:
        return Counts()
    return Counts(quota.seats - quota.granted_below, quota.nominated, quota.accepted, quota.attending, quota.completed)
