"""``kg import``: an office's own list of people or units into the program, whole or not at all."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khaigiang.cli.main import print_json
from khaigiang.cli.plan_lines import of_plan
from khaigiang.cli.year import Day, read_named

if TYPE_CHECKING:
    from khaigiang.apps.intake.models import Batch
    from khaigiang.apps.units.models import Unit
    from khaigiang.intake.findings import Finding

FINDINGS_SHOWN = 40
COUNTED = {"units": "đơn vị / units", "results": "kết quả / results"}


@click.command(short_help="Nhập danh sách của cơ quan. Bring in an office's list.")
@click.argument("kind", type=click.Choice(["people", "nominations", "units", "results"]))
@click.argument("paths", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Chỉ kiểm tra. Check only.")
@click.option("--accept", default="", metavar="KIND,…", help="Chấp nhận các loại gợi ý này. Take these suggestions.")
@click.option("--unit", "unit_name", default="", help="Đơn vị gửi tệp. The unit that sends the file.")
@click.option("--plan-line", default="", help="Mã dòng kế hoạch. The code of the plan's line.")
@of_plan
@click.option("--letter-number", default="", help="Số công văn. The letter's number.")
@click.option("--letter-day", type=Day(), help="Ngày công văn. The letter's day.")
@click.option("--signer", default="", help="Người ký. The signer.")
@click.option("--signer-title", default="", help="Chức vụ người ký. The signer's title.")
@click.option("--instrument", default="", help="Số văn bản lập các đơn vị (units). The instrument of all the units.")
@click.option("--instrument-day", type=Day(), help="Ngày văn bản đó. Its day.")
@click.option("--instrument-issuer", default="", help="Cơ quan ban hành văn bản đó. Who issued it.")
@click.option("--from", "first", type=Day(), help="Kỳ báo cáo từ ngày (results). The period's first day.")
@click.option("--to", "last", type=Day(), help="Kỳ báo cáo đến ngày (results). Its last day.")
@click.option("--source", default="", help="Nguồn số liệu (results). Where the figures come from.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Thư mục ghi tệp trả lại. A folder for what is given back."
)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
def command(
    kind: str,
    paths: tuple[Path, ...],
    only_check: bool,
    accept: str,
    unit_name: str,
    plan_line: str,
    plan: str,
    letter_number: str,
    letter_day: dt.date | None,
    signer: str,
    signer_title: str,
    instrument: str,
    instrument_day: dt.date | None,
    instrument_issuer: str,
    first: dt.date | None,
    last: dt.date | None,
    source: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """Đọc danh sách người (people), người được cử (nominations), đơn vị ngoài danh mục hành chính (units) hoặc kết quả
    của các dòng theo dõi bằng số tổng hợp (results).

    Bảng tính bất kỳ (.xlsx, .xls, .ods, .csv); báo từng ô sai; ghi cả tệp hoặc không. Reads people, nominees,
    local bodies (agencies, schools, cells) or results reported as totals wherever the table stands, tells every wrong
    cell, takes all or nothing.

    \b
    Ví dụ / Example:
      ./kg import people danh-sach.xls --check
      ./kg import people danh-sach.xls --accept tcvn3,spaces --unit "Phường Ba Đình"
      ./kg import units chi-bo.xlsx --unit "Phường Ba Đình"
      ./kg import results quy-1.xlsx --from 2024-01-01 --to 2024-03-31 --source "Báo cáo số 12-BC/HU"
    """
    from khaigiang.cli.home import open_home

    open_home()
    from khaigiang.apps.desk.queries.plans import plan_told
    from khaigiang.apps.desk.queries.units import unit_named
    from khaigiang.apps.intake.queries import findings_of, last_batch
    from khaigiang.intake.refusal import FilesRefused

    options = {
        "number": letter_number,
        "day": letter_day.isoformat() if letter_day else "",
        "signer": signer,
        "signer_title": signer_title,
        **_basis(kind, instrument, instrument_day, instrument_issuer),
        **_period(kind, first, last, source),
        **plan_told(plan_line, plan),
    }
    kinds = [each.strip() for each in accept.split(",") if each.strip()]
    files = [read_named(path) for path in paths]
    unit = unit_named(unit_name) if unit_name else None
    before = last_batch()
    batches = [_checked(file, kind, unit, plan_line, options, kinds) for file in files]
    found = [findings_of(batch) for batch in batches]  # now: what is taken in is cleared of them
    if out:
        _give_back(found, files, out)
    try:
        _refuse_unreadable(found)
        written = [0] * len(batches) if only_check else _take_in(batches)
    except FilesRefused:
        _forget([batch for batch in batches if batch.pk > before])
        raise
    if as_json:
        told = zip(batches, found, written, strict=True)
        print_json([_told(batch, findings, count) for batch, findings, count in told])
    else:
        _print(batches, found, only_check=only_check)


def _basis(kind: str, number: str, day: dt.date | None, issuer: str) -> dict[str, str]:
    """What is said of the instrument of a file of units. Refused for another kind, or when it is not cited in full."""
    from khaigiang.apps.desk import phrases
    from khaigiang.cli.main import refuse

    told = [bool(number.strip()), day is not None, bool(issuer.strip())]
    if any(told) and not (all(told) and kind == "units"):
        refuse("basis_in_full", phrases.BASIS_IN_FULL)
    return {"basis_number": number.strip(), "basis_day": day.isoformat() if day else "", "basis_issuer": issuer.strip()}


def _period(kind: str, first: dt.date | None, last: dt.date | None, source: str) -> dict[str, str]:
    """What is said of the period of a file of results. Refused for another kind, or when it is half a period."""
    from khaigiang.apps.desk import phrases
    from khaigiang.cli.main import refuse

    if (first or last or source.strip()) and kind != "results":
        refuse("period_for_results", phrases.PERIOD_FOR_RESULTS)
    if bool(first) != bool(last) or (first and last and last < first):
        refuse("period_in_full", phrases.PERIOD_IN_FULL)
    days = {name: day.isoformat() for name, day in (("first_day", first), ("last_day", last)) if day}
    return {**days, "source": source.strip()}


def _checked(
    file: tuple[str, bytes], kind: str, unit: "Unit | None", line: str, options: dict[str, str], kinds: list[str]
) -> "Batch":
    """The batch of a file, read with what was accepted; one that was committed before stays as it is."""
    from khaigiang.apps.desk.actions import check_batch
    from khaigiang.apps.intake import actions
    from khaigiang.core.states import IntakeState
    from khaigiang.foundation.actor import SYSTEM

    name, data = file
    said = {key: value for key, value in options.items() if value}
    batch = actions.upload(name, data, kind=kind, unit=unit, target=line, options=said, by=SYSTEM)
    if batch.state == IntakeState.COMMITTED:
        return batch
    if kinds:
        actions.decide(batch, kinds=kinds, by=SYSTEM)
    return check_batch(batch, by=SYSTEM)


def _refuse_unreadable(found: Sequence[Sequence["Finding"]]) -> None:
    """A file of which nothing can be read is refused, whatever was asked. Raises FilesRefused with what each is."""
    from khaigiang.intake.findings import Severity
    from khaigiang.intake.refusal import FilesRefused

    faults = [each for findings in found for each in findings if each.severity is Severity.FILE_FAULT]
    if any(not each.sheet for each in faults):
        raise FilesRefused([each for each in faults if not each.sheet])


def _take_in(batches: Sequence["Batch"]) -> list[int]:
    """Commit every file, once none of them is held up. Raises FilesRefused with the cells of all that are."""
    from django.db import transaction

    from khaigiang.apps.desk.actions import commit_batch
    from khaigiang.apps.intake.queries import blocking, finding_of
    from khaigiang.core.states import IntakeState
    from khaigiang.foundation.actor import SYSTEM
    from khaigiang.intake.refusal import FilesRefused

    open_ones = [batch for batch in batches if batch.state != IntakeState.COMMITTED]
    held_up = [finding_of(row, batch.file_name) for batch in open_ones for row in blocking(batch)]
    if held_up:
        raise FilesRefused(held_up)
    with transaction.atomic():
        for batch in open_ones:
            commit_batch(batch, by=SYSTEM)
            batch.refresh_from_db()
    return [batch.people if batch in open_ones else 0 for batch in batches]


def _forget(batches: Sequence["Batch"]) -> None:
    """A refused file leaves nothing; one that somebody had handed in on a page before waits there as it did."""
    from khaigiang.apps.intake.actions import drop
    from khaigiang.foundation.actor import SYSTEM

    for batch in batches:
        drop(batch, by=SYSTEM)


def _give_back(found: Sequence[Sequence["Finding"]], files: Sequence[tuple[str, bytes]], out: Path) -> None:
    from khaigiang.cli.out import write_whole
    from khaigiang.intake.annotating import annotate, annotated_name

    out.mkdir(parents=True, exist_ok=True)
    for findings, (name, data) in zip(found, files, strict=True):
        if any(finding.sheet for finding in findings):
            write_whole(out / annotated_name(name), annotate(name, data, findings))


def _told(batch: "Batch", findings: Sequence["Finding"], written: int) -> dict[str, Any]:
    from khaigiang.intake.phrases import message

    return {
        "file": batch.file_name,
        "kind": batch.kind,
        "state": batch.state,
        "people": batch.people,
        "written": written,
        "columns": batch.columns,
        "findings": [
            {
                "sheet": finding.sheet,
                "cell": finding.cell,
                "code": finding.code,
                "severity": finding.severity.value,
                "message": message(finding),
                "suggestion": finding.suggestion,
                "kinds": finding.facts.get("kinds", ""),
            }
            for finding in findings
        ],
    }


def _print(batches: Sequence["Batch"], found: Sequence[Sequence["Finding"]], *, only_check: bool) -> None:
    from khaigiang.apps.intake.phrases import STATES
    from khaigiang.apps.intake.queries import kinds_open
    from khaigiang.intake.phrases import message

    for batch, findings in zip(batches, found, strict=True):
        counted = COUNTED.get(batch.kind, "người / people")
        click.echo(f"{batch.file_name}: {batch.people} {counted}, {STATES[batch.state].label}")
        for finding in findings[:FINDINGS_SHOWN]:
            where = " ".join(filter(None, (finding.sheet, finding.cell)))
            click.echo(f"  {where}: {message(finding)}")
        if len(findings) > FINDINGS_SHOWN:
            click.echo(f"  … và {len(findings) - FINDINGS_SHOWN} điểm nữa / more; --json, --out")
        kinds = ", ".join(f"{kind} ({count})" for kind, count in sorted(kinds_open(batch).items()))
        if kinds and only_check:
            click.echo(f"  --accept: {kinds}")
