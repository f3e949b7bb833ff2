"""The main job: from a plan workbook and the units' lists to formed, timetabled classes with their papers."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from khaigiang.apps.classes.actions import form_line, take_back
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.delivery.actions import draft_papers, issue_papers
from khaigiang.apps.desk import phrases
from khaigiang.apps.desk.bridge import (
    NamedFile,
    ReadFiles,
    YearFiles,
    papers_of,
    problem_dicts,
    read_files,
    refusal_dict,
    take_files_away,
    unseated,
)
from khaigiang.apps.desk.exports import leaders_page
from khaigiang.apps.desk.models import YearRun
from khaigiang.apps.nominations.actions import accept_line, draft_verdicts, judge_line
from khaigiang.apps.nominations.imports import Reader
from khaigiang.apps.papers.actions import PDF, PaperOrder, discard_drafts, draft
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.apps.plans.actions import Said, approve, enter, submit, withdraw
from khaigiang.apps.plans.imports import finder_for, understand
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.plans.permissions import check_may_plan
from khaigiang.apps.plans.queries import lines_run_here
from khaigiang.apps.quotas.actions import share_out
from khaigiang.apps.timetables.actions import draft_lecturer_papers, timetable_plan
from khaigiang.core.states import CLASSES_BEGUN, YearRunState, next_state
from khaigiang.documents import pdf
from khaigiang.foundation import audit, clock, home, jobs, statistics
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.findings import Finding
from khaigiang.intake.refusal import FilesRefused

Tell = Callable[[str, float], None]
"""Hears which stage has begun, and how much of the whole is done, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class YearSettings:
    """What is asked beside the files.

    With automatic numbering, decisions and summonses are numbered and dated today.
    """

    automatic_numbering: bool = False
    forming_seconds: float = 5.0
    timetable_seconds: float = 15.0
    seed: int = 1


def digest_of(files: YearFiles, settings: YearSettings) -> str:
    """What makes two runs the same: the bytes of the files, their names and the settings, on whatever day."""
    parts = [json.dumps([settings.automatic_numbering, settings.seed])]
    parts += [f"{name}:{hashlib.sha256(data).hexdigest()}" for name, data in (files.plan, *files.nominations)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@action
def submit_year(*, plan: NamedFile, nominations: Sequence[NamedFile], by: Actor) -> YearRun:
    """Hand in the files of a run, to be worked on by a job. The same files give the run there is."""
    check_may_plan(by)
    files = YearFiles.of(plan, nominations)
    run = register_run(files, settings=YearSettings(), by=by)
    if run.state == YearRunState.WAITING:
        files.store(home.current())
        jobs.enqueue("desk.work_on_year", run_id=run.pk)
    return run


@action
def register_run(files: YearFiles, *, settings: YearSettings, by: Actor) -> YearRun:
    """The run of these files with these settings; one that was refused or failed may be tried again."""
    check_may_plan(by)
    run, new = YearRun.objects.get_or_create(
        digest=digest_of(files, settings),
        defaults={
            "settings": {"by": by.id, "files": files.stored(), "automatic_numbering": settings.automatic_numbering}
        },
    )
    if not new and run.state not in {YearRunState.DONE, YearRunState.WAITING}:
        run.state, run.problems = next_state(YearRunState, run.state, "retry"), []
        run.save(update_fields=["state", "problems"])
    audit.record("desk.year_submitted", run, by=by, files=1 + len(files.nominations))
    return run


@action
def begin(run: YearRun, *, by: Actor) -> YearRun:
    """From now on the run is at work; one that somebody else has finished meanwhile is left alone."""
    run.hold()
    if run.state == YearRunState.DONE:
        audit.record("desk.year_done_already", run, by=by)
        return run
    if run.state != YearRunState.WAITING:
        run.state, run.problems = next_state(YearRunState, run.state, "retry"), []
    run.state, run.started_at = next_state(YearRunState, run.state, "start"), clock.now()
    run.stage, run.done_share = "", 0
    run.save(update_fields=["state", "started_at", "problems", "stage", "done_share"])
    audit.record("desk.year_begun", run, by=by)
    return run


@action
def refuse_unread(run: YearRun, refused: Refused, *, by: Actor) -> YearRun:
    """The files of a run cannot be read where they lay: it ends with the sentence that asks for them again."""
    if begin(run, by=by).state == YearRunState.DONE:
        return run
    return end_refused(run, refused, by=by)


def run_year(run: YearRun, files: YearFiles, *, settings: YearSettings, by: Actor, tell: Tell) -> YearRun:
    """Do the main job, or nothing of it: what is refused or interrupted leaves no trace but the run's own state."""
    if run.state == YearRunState.DONE or begin(run, by=by).state == YearRunState.DONE:
        return run
    try:
        return work_year(run, files, settings=settings, by=by, tell=tell)
    except Refused as refused:
        findings = refused.findings if isinstance(refused, FilesRefused) else ()
        end_refused(run, refused, findings=findings, by=by)
        raise
    except jobs.Stopped:
        put_back(run, by=by)
        raise
    except Exception:
        end_failed(run, by=by)
        raise


@action
def work_year(run: YearRun, files: YearFiles, *, settings: YearSettings, by: Actor, tell: Tell) -> YearRun:
    """All stages in one transaction, one run after another: two may want the same lecturers, rooms and numbers."""
    check_may_plan(by)
    if _finished_meanwhile(run):
        audit.record("desk.year_done_already", run, by=by)
        return run
    tell("read", 0.0)
    read = read_files(files)
    tell("enter", 0.1)
    plan = _enter(read, by)
    tell("judge", 0.2)
    findings = [*read.findings, *_receive(plan, read, by)]
    statistics.count_anew()
    _judge(plan, by)
    tell("form", 0.35)
    for line in lines_run_here(plan):
        form_line(line, by=by, seconds=settings.forming_seconds, seed=settings.seed)
        findings += unseated(line)
    tell("timetable", 0.5)
    if read.plan.tracked_lines:
        timetable_plan(plan, by=by, seconds=settings.timetable_seconds, seed=settings.seed)
    tell("papers", 0.75)
    statistics.count_anew()
    write_papers(plan, numbered=settings.automatic_numbering, by=by)
    run.plan, run.problems = plan, problem_dicts(findings)
    run.state, run.done_share = next_state(YearRunState, run.state, "finish"), 100
    run.ended_at = clock.now()
    run.save()
    transaction.on_commit(take_files_away)
    audit.record("desk.year_run", run, by=by, plan=plan.number, problems=len(run.problems))
    return run


@action
def write_papers(plan: Plan, *, numbered: bool, by: Actor) -> None:
    """Draft every paper of a plan; number the official ones when the office numbers automatically."""
    for line in plan.lines.order_by("pk"):
        for training_class in line.training_classes.order_by("planned__number"):
            draft_papers(training_class, by=by)
            if numbered:
                issue_papers(training_class, dated=clock.today(), by=by)
    draft_lecturer_papers(plan, by=by)
    draft_verdicts(plan, by=by)
    draft_summary(plan, by=by)
    audit.record("desk.papers_written", plan, by=by, plan=plan.number)


@action
def draft_summary(plan: Plan, *, by: Actor) -> Paper:
    """Write the leader's page of a plan as it stands today, in place of the one before."""
    check_may_plan(by)
    return draft(
        PaperOrder(
            PaperKind.SUMMARY,
            f"plan:{plan.pk}",
            f"Tổng hợp một trang, kế hoạch {plan.number}",
            "tong-hop.pdf",
            PDF,
            lambda _number: pdf.year_summary(leaders_page(plan, today=clock.today()), stamp=clock.now()),
        ),
        by=by,
    )


@action
def end_refused(run: YearRun, refused: Refused, *, findings: Sequence[Finding] = (), by: Actor) -> YearRun:
    """Keep why a run was refused; nothing else of it is kept."""
    run.refresh_from_db()
    run.state = next_state(YearRunState, run.state, "refuse")
    run.problems = problem_dicts(findings) or [refusal_dict(refused)]
    run.save()
    transaction.on_commit(take_files_away)
    audit.record("desk.year_refused", run, by=by, code=refused.code)
    return run


@action
def put_back(run: YearRun, *, by: Actor) -> YearRun:
    """The program stops before the run is through: it waits again, to be done from its start."""
    run.refresh_from_db()
    run.state, run.stage, run.done_share = next_state(YearRunState, run.state, "retry"), "", 0
    run.save(update_fields=["state", "stage", "done_share"])
    audit.record("desk.year_put_back", run, by=by)
    return run


@action
def end_failed(run: YearRun, *, by: Actor) -> YearRun:
    """The run broke off through a fault of the program or the machine; nothing of it is kept."""
    run.refresh_from_db()
    run.state = next_state(YearRunState, run.state, "fail")
    run.save(update_fields=["state"])
    transaction.on_commit(take_files_away)
    audit.record("desk.year_failed", run, by=by)
    return run


def _finished_meanwhile(run: YearRun) -> bool:
    """Wait until no other run is at work, then look what has become of this one.

    Not a lock on its row: progress is written there by another connection.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('khaigiang year'))")
    run.refresh_from_db()
    return run.state == YearRunState.DONE


def _enter(read: ReadFiles, by: Actor) -> Plan:
    known = Plan.objects.filter(
        number=read.plan.head.number, issuer=read.plan.head.issuer, year=read.plan.head.year
    ).first()
    said = _take_back(known, by) if known is not None else None
    meanings = understand(read.plan, by=by)
    if meanings.findings:
        raise FilesRefused(meanings.findings)
    plan = enter(read.plan, units=meanings.units, audiences=meanings.audiences, said=said, by=by)
    approve(submit(plan, by=by), by=by)
    for line in lines_run_here(plan):
        share_out(line, by=by)
    return plan


def _take_back(plan: Plan, by: Actor) -> Said:
    """Forget an earlier run of the same plan whose files have changed since; refused once a class of it has opened.

    Gives what was said about its lines meanwhile, to be said of the new ones.
    """
    plan.hold()  # the plan first, as whoever opens a class of it does
    if TrainingClass.objects.filter(line__plan=plan, state__in=CLASSES_BEGUN).exists():
        raise Refused("plan_has_started", phrases.PLAN_HAS_STARTED, number=plan.number)
    discard_drafts(papers_of(plan), by=by)
    for line in plan.lines.order_by("pk"):
        take_back(line, by=by)
    return withdraw(plan, by=by)


def _receive(plan: Plan, read: ReadFiles, by: Actor) -> list[Finding]:
    reader = Reader(plan, finder_for(read.plan))
    findings: list[Finding] = []
    refused: list[Finding] = []
    for name, workbook, digest in read.nominations:
        try:
            findings += reader.take_in(workbook, file_name=name, digest=digest, by=by)
        except FilesRefused as refusal:
            refused += refusal.findings
    if refused:
        raise FilesRefused(refused)
    return findings


def _judge(plan: Plan, by: Actor) -> None:
    for line in lines_run_here(plan):
        judge_line(line, on=min(row.first_day for row in line.planned_classes.all()), by=by)
        accept_line(line, by=by)
