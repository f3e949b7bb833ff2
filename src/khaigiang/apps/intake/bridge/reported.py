"""Files of results reported as totals, and the rows that wait."""

import datetime as dt
from collections.abc import Sequence

from khaigiang.apps.intake.bridge.people import accepted_of, file_of
from khaigiang.apps.intake.models import Batch, StagedResult
from khaigiang.apps.intake.queries import headings_of
from khaigiang.intake.reported import ReportedLine
from khaigiang.intake.reported_reader import AskedPeriod, ReportedReading, read_reported


def read_result_batch(batch: Batch, *, on: dt.date) -> ReportedReading:
    """Read a batch's file with all that was decided, and what was said of its period when it was handed in."""
    said = batch.options
    first, last = (dt.date.fromisoformat(said[name]) if said.get(name) else None for name in ("first_day", "last_day"))
    return read_reported(
        batch.file_name,
        file_of(batch),
        asked=AskedPeriod(first, last, said.get("source", "")),
        reference=on,
        accepted=accepted_of(batch),
        remembered=headings_of(batch),
    )


def staged_results(batch: Batch, rows: Sequence[ReportedLine]) -> list[StagedResult]:
    """The results of a file as rows that wait."""
    return [
        StagedResult(
            batch=batch,
            place=place,
            sheet=row.at.sheet[:100],
            row=row.at.row,
            line=" · ".join(filter(None, (row.line, row.title)))[:300],
            first_day=row.first_day,
            last_day=row.last_day,
            classes=row.classes,
            places=row.places,
            people=row.people,
            source=row.source[:300],
        )
        for place, row in enumerate(rows, start=1)
    ]
