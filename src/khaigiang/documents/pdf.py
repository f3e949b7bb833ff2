"""PDF pages by Typst, in process, with the fonts of our own packages only: the same page on every machine."""

import datetime as dt
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import fontpkg_be_vietnam_pro

from khaigiang.documents import poster_page, summary_page
from khaigiang.documents.sealing import utc
from khaigiang.documents.summary import YearSummary
from khaigiang.documents.timetable import TimetablePoster


def typeset(template: str, data: Mapping[str, Any], *, stamp: dt.datetime) -> bytes:
    """The PDF of ``typst/<template>.typ`` filled with ``data``; the template reads it as JSON.

    The document is dated ``stamp``, written out as UTC so that the machine's zone leaves no trace.
    Raises ValueError for a stamp without a zone, typst.TypstError when the template does not fit the data.
    """
    import typst

    moment = utc(stamp)
    date = [moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second]
    with as_file(files("khaigiang").joinpath("documents", "typst")) as root:
        made = typst.compile(
            str(root / f"{template}.typ"),
            root=str(root),
            font_paths=[str(path) for path in _fonts()],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": json.dumps({**data, "date": date}, ensure_ascii=False, sort_keys=True)},
            timestamp=stamp.replace(microsecond=0),  # the format knows whole seconds only
        )
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


@cache
def _fonts() -> tuple[Path, ...]:
    return (Path(fontpkg_be_vietnam_pro.__file__).parent / "files",)


def poster(timetable: TimetablePoster, *, stamp: dt.datetime) -> bytes:
    """A timetable to hang up: A3 landscape, which also reads well when printed on A4; A4 for up to a week."""
    return typeset("poster", poster_page.content(timetable), stamp=stamp)


def year_summary(summary: YearSummary, *, stamp: dt.datetime) -> bytes:
    """The leader's page: always exactly one A4 page."""
    return typeset("summary", summary_page.content(summary), stamp=stamp)
