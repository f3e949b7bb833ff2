"""A sample case from its workbooks to the day its clock stands at."""

from typing import Any

from khaigiang.apps.desk.actions import Tell, YearSettings, draft_summary, register_run, run_year
from khaigiang.apps.desk.bridge import YearFiles, papers_of
from khaigiang.apps.desk.exports import summary
from khaigiang.demo import accounts, beforehand, cases, story
from khaigiang.demo.case import DemoCase, workbooks
from khaigiang.foundation import clock
from khaigiang.foundation.actor import SYSTEM

INPUT = "tep-vao"


def play(case: DemoCase, *, tell: Tell) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The papers of a case by file name, the workbooks it began from among them, and its summary.

    A case that was played before in this home is only read.
    """
    plan_file, lists = workbooks(case)
    files, settings = YearFiles.of(plan_file, lists), YearSettings()
    beforehand.prepare(case)
    with clock.standing_at(case.judged_on):
        run = register_run(files, settings=settings, by=SYSTEM)
        run = run_year(run, files, settings=settings, by=SYSTEM, tell=tell)
    plan = run.plan
    assert plan is not None
    with clock.standing_at(case.today):
        if not accounts.are_complete():
            tell("live", 0.9)
            office = accounts.add_office(by=SYSTEM)
            beforehand.report(case, later=True, office=office)
            story.tell(plan, today=case.today, office=office)
            if happenings := cases.load(case.name).happenings:
                happenings(plan, office)
            accounts.add_own(plan, by=SYSTEM)
            draft_summary(plan, by=SYSTEM)
        result = {"case": case.name, "today": case.today.isoformat(), **summary(run)}
    written = {paper.file_name: bytes(paper.content) for paper in papers_of(plan)}
    inputs = {f"{INPUT}/{name}": data for name, data in (plan_file, *((f"danh-sach-cu/{n}", d) for n, d in lists))}
    return {**inputs, **written}, {**result, "inputs": sorted(inputs)}
