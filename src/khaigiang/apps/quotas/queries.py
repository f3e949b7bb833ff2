from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Sum

from khaigiang.apps.quotas.models import Quota
from khaigiang.foundation.guarded import GuardedQuerySet


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


FIELDS = ("seats", "nominated", "accepted", "attending", "completed")


def leaves() -> GuardedQuerySet[Quota]:
    """The quotas whose seats are used and not granted further down: summing these counts no seat twice."""
    quotas: GuardedQuerySet[Quota] = Quota.objects.filter(children__isnull=True)
    return quotas


def counts_by_line(lines: Iterable[int]) -> Mapping[int, Counts]:
    """The five counts of each line that has quotas."""
    sums = leaves().filter(line__in=list(lines)).order_by().values_list("line")
    return {line: Counts(*counted) for line, *counted in sums.annotate(*(Sum(name) for name in FIELDS))}


def sum_of(counts: Iterable[Counts]) -> Counts:
    """Many counts together, still in places."""
    listed = list(counts)
    return Counts(**{name: sum(getattr(each, name) for each in listed) for name in FIELDS})


def counts_of(quota: Quota | None) -> Counts:
    """The five counts of one unit under one line."""
    return Counts(**{name: getattr(quota, name) for name in FIELDS}) if quota else Counts()
