"""The main job as it is handed in on a page: kept as a job, done by a worker, followed by its reader."""

from pathlib import Path

import pytest
from django.db import connection, transaction

import builders
from intake.books import changed_nominations, changed_plan, put
from journeys.conftest import counts
from khaigiang.apps.accounts.models import Role
from khaigiang.apps.accounts.queries import actor_of
from khaigiang.apps.desk.actions import begin, submit_year
from khaigiang.apps.desk.exports import summary
from khaigiang.apps.desk.models import YearRun
from khaigiang.apps.desk.tasks import _tell, work_on_year
from khaigiang.core.states import YearRunState
from khaigiang.foundation import home, jobs
from khaigiang.foundation.home import Home
from khaigiang.intake.templates import nominations_template, plan_template

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
LISTS = [("n.xlsx", nominations_template())]


@pytest.fixture
def planner(_ha_noi, transactional_db, tmp_path, monkeypatch):
    monkeypatch.setenv("KHAIGIANG_HOME", str(tmp_path))
    Home(tmp_path).made()
    return actor_of(builders.user(Role.PLANNER, everywhere=True))


def jobs_left() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, status::text FROM procrastinate_jobs ORDER BY id")
        return cursor.fetchall()


def files_kept() -> list[Path]:
    return [path for path in home.current().uploads.iterdir() if path.is_file()]


def test_handed_in_files_wait_and_are_worked_off(planner) -> None:
    run = submit_year(plan=("p.xlsx", plan_template()), nominations=LISTS, by=planner)
    assert (run.state, jobs_left()) == ("waiting", [("desk.work_on_year", "todo")])
    assert len(files_kept()) == 2

    jobs.work_off()

    run.refresh_from_db()
    assert (run.state, run.done_share, run.problems) == ("done", 100, [])
    assert [row["trainees"] for row in summary(run)["classes"]] == [5, 5]
    assert (jobs_left(), files_kept()) == ([], [])
    assert submit_year(plan=("p.xlsx", plan_template()), nominations=LISTS, by=planner) == run
    assert files_kept() == []


def test_progress_is_seen_before_the_work_is_through(planner) -> None:
    run = submit_year(plan=("p.xlsx", plan_template()), nominations=LISTS, by=planner)

    with transaction.atomic():
        _tell(run.pk, "form", 0.35)
        transaction.set_rollback(True)

    run.refresh_from_db()
    assert (run.stage, run.done_share) == ("form", 35)


def test_refused_files_leave_their_problems_and_nothing_else(planner) -> None:
    before = counts()
    plan = changed_plan(put("Chỉ tiêu", "B5", "Xã Không Có Thật"))
    run = submit_year(plan=("p.xlsx", plan), nominations=LISTS, by=planner)

    jobs.work_off()

    run.refresh_from_db()
    assert (run.state, run.plan, counts(), files_kept()) == ("refused", None, before, [])
    (problem,) = run.problems
    assert (problem["file"], problem["sheet"], problem["cell"], problem["code"]) == (
        "p.xlsx",
        "Chỉ tiêu",
        "B5",
        "unit_unknown",
    )
    assert problem["message"] != problem["message_en"]


def test_files_that_another_run_waits_for_stay(planner) -> None:
    plan = changed_plan(put("Chỉ tiêu", "B5", "Xã Không Có Thật"))
    refused = submit_year(plan=("p.xlsx", plan), nominations=LISTS, by=planner)
    submit_year(plan=("q.xlsx", plan), nominations=LISTS, by=planner)

    work_on_year.func(refused.pk)

    refused.refresh_from_db()
    assert (refused.state, len(files_kept())) == ("refused", 2)


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(b"PK unsealed"), lambda path: path.unlink()])
def test_run_whose_files_cannot_be_opened_is_refused_and_asks_for_them_again(planner, spoil) -> None:
    run = submit_year(plan=("p.xlsx", plan_template()), nominations=LISTS, by=planner)
    for path in files_kept():
        spoil(path)

    jobs.work_off()

    run.refresh_from_db()
    (problem,) = run.problems
    assert (run.state, problem["code"], jobs_left(), files_kept()) == ("refused", "file_is_gone", [], [])
    assert "hãy gửi lại" in problem["message"]
    assert submit_year(plan=("p.xlsx", plan_template()), nominations=LISTS, by=planner).state == "waiting"
    assert len(files_kept()) == 2


def test_job_of_a_killed_worker_is_done_again_from_its_start(planner) -> None:
    """The worker had begun: the run is at work, and no worker is left that could end it."""
    run = submit_year(plan=("p.xlsx", plan_template()), nominations=LISTS, by=planner)
    begin(run, by=planner)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE desk_yearrun SET stage = 'form', done_share = 35")
        cursor.execute(
            "WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
            " RETURNING id) UPDATE procrastinate_jobs SET status = 'doing', worker_id = dead.id FROM dead"
        )

    jobs.work_off()

    run.refresh_from_db()
    assert (run.state, run.done_share, jobs_left()) == ("done", 100, [])


def test_run_waits_again_when_the_program_stops(planner) -> None:
    run = submit_year(plan=("p.xlsx", plan_template()), nominations=LISTS, by=planner)
    jobs._stopping.set()
    try:
        with pytest.raises(jobs.Stopped):
            work_on_year.func(run.pk)
    finally:
        jobs._stopping.clear()

    run.refresh_from_db()
    assert (run.state, run.stage, run.done_share, len(files_kept())) == ("waiting", "", 0, 2)
    jobs.work_off()
    run.refresh_from_db()
    assert run.state == "done"


def test_same_files_give_the_run_there_is_on_another_day_too(planner, monkeypatch) -> None:
    first = submit_year(plan=("p.xlsx", plan_template()), nominations=LISTS, by=planner)
    jobs.work_off()
    before = counts(apart_from=("audit.event", "audit.unsealed"))
    monkeypatch.setenv("KHAIGIANG_TODAY", "2022-05-13")

    again = submit_year(plan=("p.xlsx", plan_template()), nominations=LISTS, by=planner)

    assert (again, again.state, jobs_left()) == (first, YearRunState.DONE, [])
    assert counts(apart_from=("audit.event", "audit.unsealed")) == before


def test_changed_list_takes_the_place_of_the_plan_there_was(planner) -> None:
    submit_year(plan=("p.xlsx", plan_template()), nominations=LISTS, by=planner)
    jobs.work_off()
    fewer = changed_nominations(lambda book: book["Danh sách cử"].delete_rows(21))

    run = submit_year(plan=("p.xlsx", changed_plan(put("Lớp", "D5", 4))), nominations=[("n.xlsx", fewer)], by=planner)
    jobs.work_off()

    run.refresh_from_db()
    assert [row["trainees"] for row in summary(run)["classes"]] == [4, 5]
    assert YearRun.objects.filter(state="done").count() == 1
