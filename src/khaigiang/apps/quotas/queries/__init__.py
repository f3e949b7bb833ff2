"""Named questions about seats: the five counts, and the tree they are granted through."""

from khaigiang.apps.quotas.queries.counting import (
    OWN,
    Counts,
    counts_by_line,
    counts_of,
    holders,
    locked,
    locked_with_above,
    sum_of,
)
from khaigiang.apps.quotas.queries.tree import (
    RowPage,
    SeatRow,
    SeatTree,
    all_rows,
    line_by_code,
    moves_seen,
    outside,
    quota_of,
    row_page,
    seat_tree,
    unit_below,
    units_below,
)

__all__ = [
    "OWN",
    "Counts",
    "RowPage",
    "SeatRow",
    "SeatTree",
    "all_rows",
    "counts_by_line",
    "counts_of",
    "holders",
    "line_by_code",
    "locked",
    "locked_with_above",
    "moves_seen",
    "outside",
    "quota_of",
    "row_page",
    "seat_tree",
    "sum_of",
    "unit_below",
    "units_below",
]
