"""``kg plan``: a plan from its draft to its amendments and its close, and the tasks it gives."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from khaigiang.cli.main import print_json, refuse
from khaigiang.cli.plan_estimates import estimate
from khaigiang.cli.year import Day, read_named

if TYPE_CHECKING:
    from khaigiang.apps.plans.models import Plan, PlanRevision
    from khaigiang.apps.plans.queries import TaskRow

F = TypeVar("F", bound=Callable[..., Any])

_json = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
_file = click.argument("path", metavar="FILE", type=click.Path(path_type=Path))


@click.group(short_help="Kế hoạch: trình, duyệt, điều chỉnh, nhiệm vụ. Plans: approval, amendments, tasks.")
def command() -> None:
    """Nhập dự thảo kế hoạch, trình, trả lại, phê duyệt, điều chỉnh theo văn bản, đóng; theo dõi nhiệm vụ được giao.

    Enters a draft plan, submits, hands back, approves, amends by a deciding paper, closes it; follows its tasks.

    \b
    Ví dụ / Example:
      ./kg plan show 200-KH/TU
      ./kg plan amend ke-hoach.xlsx --check
      ./kg plan amend ke-hoach.xlsx --number 215-KH/TU --date 2022-06-01 --reason "Tăng nhu cầu của các quận"
    """


command.add_command(estimate)


def _numbered(verb: F) -> F:
    """What every command about one plan asks: its number, and its year where two have it."""
    year = click.option("--year", type=int, help="Năm kế hoạch, khi nhiều năm cùng số. The year of the plan.")
    return click.argument("number", metavar="NUMBER")(year(_json(verb)))


@command.command(short_help="Nhập dự thảo. Enter a draft.")
@_file
@_json
def draft(path: Path, as_json: bool) -> None:
    """Đọc tệp kế hoạch và ghi thành dự thảo, thay dự thảo cùng số. Enter a workbook as a draft."""
    _open()
    from khaigiang.apps.desk.actions import draft_plan
    from khaigiang.apps.desk.bridge import plan_of_file
    from khaigiang.foundation.actor import SYSTEM

    _say(draft_plan(plan_of_file(read_named(path)), by=SYSTEM), as_json=as_json)


@command.command(short_help="Xem kế hoạch, các lần điều chỉnh. Show a plan.")
@_numbered
def show(number: str, year: int | None, as_json: bool) -> None:
    """Trạng thái, các dòng, các lần điều chỉnh với khác biệt. Its state, lines and revisions."""
    _say(_plan(number, year), as_json=as_json)


@command.command(short_help="Trình phê duyệt. Submit.")
@_numbered
def submit(number: str, year: int | None, as_json: bool) -> None:
    """Trình dự thảo để phê duyệt. Put the draft before who approves it."""
    plan = _plan(number, year)
    from khaigiang.apps.plans import actions
    from khaigiang.foundation.actor import SYSTEM

    _say(actions.submit(plan, by=SYSTEM), as_json=as_json)


@command.command("hand-back", short_help="Trả lại để hoàn chỉnh. Hand back.")
@_numbered
@click.option("--remarks", required=True, help="Nội dung cần hoàn chỉnh. What is to be mended.")
def hand_back(number: str, year: int | None, remarks: str, as_json: bool) -> None:
    """Trả kế hoạch đã trình về dự thảo. Give a submitted plan back as a draft."""
    plan = _plan(number, year)
    from khaigiang.apps.plans import actions
    from khaigiang.foundation.actor import SYSTEM

    _say(actions.hand_plan_back(plan, remarks=remarks, by=SYSTEM), as_json=as_json)


@command.command(short_help="Phê duyệt, phân bổ chỉ tiêu. Approve.")
@_numbered
def approve(number: str, year: int | None, as_json: bool) -> None:
    """Phê duyệt kế hoạch đã trình và phân bổ chỉ tiêu các dòng. Approve a submitted plan, share out its seats."""
    plan = _plan(number, year)
    from khaigiang.apps.desk.actions import issue_plan
    from khaigiang.foundation.actor import SYSTEM

    _say(issue_plan(plan, by=SYSTEM), as_json=as_json)


@command.command(short_help="Đóng kế hoạch. Close.")
@_numbered
def close(number: str, year: int | None, as_json: bool) -> None:
    """Đóng kế hoạch: không nhận thêm danh sách, chỉ tiêu, lớp. It takes no more lists, seats or classes."""
    plan = _plan(number, year)
    from khaigiang.apps.plans import actions
    from khaigiang.foundation.actor import SYSTEM

    _say(actions.close(plan, by=SYSTEM), as_json=as_json)


@command.command(short_help="Điều chỉnh theo tệp đã sửa. Amend by a changed workbook.")
@_file
@click.option("--number", default="", help="Số văn bản điều chỉnh. The number of the deciding paper.")
@click.option("--date", "decided_on", type=Day(), help="Ngày ký. The day it was signed.")
@click.option("--reason", default="", help="Lý do. The reason.")
@click.option("--issuer", default="", help="Cơ quan ban hành, nếu khác kế hoạch. Its issuer, if another.")
@click.option("--signer", default="", help="Người ký. Who signed it.")
@click.option("--check", is_flag=True, help="Chỉ xem khác biệt, không ghi. Show the difference, write nothing.")
@click.option(
    "--paper", "draft_path", type=click.Path(path_type=Path), help="Ghi dự thảo văn bản (.docx). Draft the paper."
)
@_json
def amend(
    path: Path,
    number: str,
    decided_on: dt.date | None,
    reason: str,
    issuer: str,
    signer: str,
    check: bool,
    draft_path: Path | None,
    as_json: bool,
) -> None:
    """Sửa kế hoạch đang thực hiện cho đúng tệp, tại chỗ. Change a plan in force, in place, to what the file says."""
    _open()
    from khaigiang.apps.desk.actions import amend_plan, look_at_amendment
    from khaigiang.apps.desk.bridge import plan_of_file
    from khaigiang.apps.plans.actions import DecidingPaper
    from khaigiang.apps.plans.phrases import PAPER_WANTED
    from khaigiang.foundation.actor import SYSTEM

    workbook = plan_of_file(read_named(path))
    plan = _plan(workbook.head.number, workbook.head.year, opened=True)
    if check:
        revision = look_at_amendment(plan, workbook, by=SYSTEM)
    else:
        if decided_on is None:
            refuse("deciding_paper_wanted", PAPER_WANTED)
        paper = DecidingPaper(number, decided_on, reason, issuer=issuer, signer=signer)
        revision = amend_plan(plan, workbook, paper=paper, by=SYSTEM)
    if draft_path is not None:
        _draft_paper(plan, revision, reason, draft_path)
    if as_json:
        print_json({"plan": plan.number, "written": not check, **_told(revision)})
        return
    for line in _words(revision):
        click.echo(line)
    click.echo("Chưa ghi gì. Nothing was written." if check else "Đã điều chỉnh. Amended.")


@command.command(short_help="Tải tệp kế hoạch hiện hành. Write the plan on its form.")
@_numbered
@click.option("--out", "-o", required=True, type=click.Path(path_type=Path), help="Tệp ghi ra. The file.")
@click.option("--force", is_flag=True, help="Ghi đè. Overwrite.")
def export(number: str, year: int | None, out: Path, force: bool, as_json: bool) -> None:
    """Ghi kế hoạch đang thực hiện ra mẫu, để sửa rồi điều chỉnh. The plan as it stands, to be changed and handed in."""
    plan = _plan(number, year)
    from khaigiang.apps.desk import phrases
    from khaigiang.apps.plans.exports import plan_workbook
    from khaigiang.apps.plans.imports import names_in
    from khaigiang.cli.out import write_whole
    from khaigiang.intake.templates import write_plan

    if out.exists() and not force:
        refuse("file_exists", phrases.FILE_EXISTS, path=out)
    write_whole(out, write_plan(plan_workbook(plan, names_in(plan))))
    if as_json:
        print_json({"plan": plan.number, "file": str(out)})
    else:
        click.echo(out)


@command.group(short_help="Nhiệm vụ được giao. Tasks.")
def tasks() -> None:
    """Xem, giao, đôn đốc, ghi hoàn thành và kết luận giao ban. Lists, adds, chases, finishes and reviews tasks."""


@tasks.command("list", short_help="Xem nhiệm vụ. List.")
@_numbered
def list_tasks(number: str, year: int | None, as_json: bool) -> None:
    """Nhiệm vụ của một kế hoạch, quá hạn trước. The tasks of a plan, overdue first."""
    _say_tasks(_plan(number, year), as_json=as_json)


@tasks.command(short_help="Giao nhiệm vụ. Add.")
@_numbered
@click.option("--title", required=True, help="Nội dung. What is to be done.")
@click.option("--owner", required=True, help="Nơi thực hiện. Whose it is.")
@click.option("--due", required=True, type=Day(), help="Thời hạn. By when.")
def add(number: str, year: int | None, title: str, owner: str, due: dt.date, as_json: bool) -> None:
    """Giao một nhiệm vụ của kế hoạch. Give a task of the plan to somebody."""
    plan = _plan(number, year)
    from khaigiang.apps.plans.actions import assign_task
    from khaigiang.foundation.actor import SYSTEM

    assign_task(plan, title=title, owner=owner, due_on=due, by=SYSTEM)
    _say_tasks(plan, as_json=as_json)


@tasks.command(short_help="Ghi đôn đốc. Chase.")
@click.argument("task", type=int)
@click.option("--note", default="", help="Nội dung đôn đốc. What was said.")
@_json
def chase(task: int, note: str, as_json: bool) -> None:
    """Ghi một lần đôn đốc nhiệm vụ mang số này. Write down that the owner of a task was asked."""
    _open()
    from khaigiang.apps.plans.actions import chase_task
    from khaigiang.apps.plans.queries import task_numbered
    from khaigiang.foundation.actor import SYSTEM

    _say_tasks(chase_task(task_numbered(task), note=note, by=SYSTEM).plan, as_json=as_json)


@tasks.command(short_help="Ghi hoàn thành. Done.")
@click.argument("task", type=int)
@click.option("--note", required=True, help="Kết quả. What came of it.")
@_json
def done(task: int, note: str, as_json: bool) -> None:
    """Ghi nhiệm vụ mang số này đã xong. The task is done."""
    _open()
    from khaigiang.apps.plans.actions import finish_task
    from khaigiang.apps.plans.queries import task_numbered
    from khaigiang.foundation.actor import SYSTEM

    _say_tasks(finish_task(task_numbered(task), note=note, by=SYSTEM).plan, as_json=as_json)


@tasks.command(short_help="Ghi kết luận giao ban. Review.")
@click.argument("task", type=int)
@click.option("--held", "held_on", required=True, type=Day(), help="Ngày họp. The day of the meeting.")
@click.option("--conclusion", required=True, help="Kết luận. What it concluded.")
@_json
def review(task: int, held_on: dt.date, conclusion: str, as_json: bool) -> None:
    """Ghi kết luận của buổi giao ban về nhiệm vụ mang số này. What a regular meeting concluded about a task."""
    _open()
    from khaigiang.apps.plans.actions import review_task
    from khaigiang.apps.plans.queries import task_numbered
    from khaigiang.foundation.actor import SYSTEM

    held = task_numbered(task)
    review_task(held, held_on=held_on, conclusion=conclusion, by=SYSTEM)
    _say_tasks(held.plan, as_json=as_json)


def _open() -> None:
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()


def _plan(number: str, year: int | None, *, opened: bool = False) -> "Plan":
    if not opened:
        _open()
    from khaigiang.apps.plans.queries import plan_called

    return plan_called(number, year=year)


def _say(plan: "Plan", *, as_json: bool) -> None:
    from khaigiang.apps.plans.phrases import STATES

    revisions = list(plan.revisions.order_by("number"))
    lines = list(plan.lines.order_by("pk"))
    if as_json:
        print_json(
            {
                "plan": plan.number,
                "year": plan.year,
                "state": plan.state,
                "remarks": plan.remarks,
                "lines": [
                    {"line": line.code, "classes": line.classes, "seats": line.seats, "estimate": line.estimate}
                    for line in lines
                ],
                "revisions": [_told(each) for each in revisions],
            }
        )
        return
    click.echo(f"{plan.number} ({plan.year}): {STATES[plan.state].label}")
    for line in lines:
        click.echo(f"  {line.code}: {line.classes} lớp, {line.seats} chỉ tiêu. {line.title}")
    for each in revisions:
        click.echo(f"Lần {each.number}: {each.paper_number}, {each.decided_on:%d/%m/%Y}. {each.reason}")
        for said in _words(each):
            click.echo(f"  {said}")


def _told(revision: "PlanRevision") -> dict[str, Any]:
    return {
        "number": revision.number,
        "paper": revision.paper_number,
        "date": str(revision.decided_on),
        "reason": revision.reason,
        "changes": _words(revision),
    }


def _draft_paper(plan: "Plan", revision: "PlanRevision", reason: str, path: Path) -> None:
    from khaigiang.apps.plans.exports import amendment_paper
    from khaigiang.apps.plans.phrases import changes_kept
    from khaigiang.cli.out import write_whole
    from khaigiang.documents import word
    from khaigiang.foundation import clock

    paper = amendment_paper(plan, changes_kept(revision.changes), reason=reason)
    write_whole(path, word.render(paper, stamp=clock.now()))


def _words(revision: "PlanRevision") -> list[str]:
    from khaigiang.apps.plans.phrases import changes_in_words, changes_kept

    return [str(each) for each in changes_in_words(changes_kept(revision.changes))]


def _say_tasks(plan: "Plan", *, as_json: bool) -> None:
    from khaigiang.apps.plans.queries import task_rows

    rows = task_rows(plan)
    if as_json:
        print_json({"plan": plan.number, "tasks": [_told_task(row) for row in rows]})
        return
    for row in rows:
        task = row.task
        click.echo(f"{task.pk}. {task.due_on:%d/%m/%Y} {task.owner}: {task.title} ({row.mark.label})")
        for each in row.reviews:
            click.echo(f"   giao ban {each.held_on:%d/%m/%Y}: {each.conclusion}")


def _told_task(row: "TaskRow") -> dict[str, Any]:
    task = row.task
    return {
        "task": task.pk,
        "title": task.title,
        "owner": task.owner,
        "due": task.due_on.isoformat(),
        "state": task.state,
        "days_late": row.days_late if task.state == "open" else 0,
        "chased": task.chased_times,
        "note": task.note,
        "reviews": [{"held": each.held_on.isoformat(), "conclusion": each.conclusion} for each in row.reviews],
    }
