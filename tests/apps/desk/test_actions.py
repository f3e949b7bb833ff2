import pytest

from apps.acting import LEADER, PLANNER, SCHOOL, last_event, refused, rows
from apps.desk.examples import files, tree
from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.delivery.actions import confirm, issue_papers, open_class
from khaigiang.apps.delivery.models import OpeningItem
from khaigiang.apps.desk.actions import (
    YearSettings,
    begin,
    digest_of,
    draft_summary,
    register_run,
    run_year,
    write_papers,
)
from khaigiang.apps.desk.bridge import YearFiles
from khaigiang.apps.desk.exports import leaders_page, summary
from khaigiang.apps.desk.models import YearRun
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.papers.models import Paper
from khaigiang.apps.people.models import Engagement
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.timetables.models import Lesson
from khaigiang.documents.summary import ClassLine, Coverage, Stage, Verdicts
from khaigiang.foundation import clock, guarded
from khaigiang.foundation.refusal import Refused

SETTINGS = YearSettings()
ONLY_PLANNERS = "Chỉ cơ quan tham mưu kế hoạch được lập và chạy kế hoạch."


@pytest.fixture(autouse=True)
def _units(db) -> None:
    tree()


def work(given: YearFiles, settings: YearSettings = SETTINGS) -> YearRun:
    run = register_run(given, settings=settings, by=PLANNER)
    return run_year(run, given, settings=settings, by=PLANNER, tell=lambda _stage, _share: None)


def test_run_goes_from_the_files_to_a_class_with_its_papers() -> None:
    run = work(files())

    found = summary(run)
    assert {
        key: found[key]
        for key in ("nominated", "accepted", "refused", "not_eligible", "not_enough_information", "reserve")
    } == {
        "nominated": 7,
        "accepted": 4,
        "refused": 2,
        "not_eligible": 1,
        "not_enough_information": 1,
        "reserve": 1,
    }
    assert found["classes"] == [
        {
            "code": "D1-1",
            "name": "Lớp 1",
            "state": "timetabled",
            "trainees": 4,
            "study_groups": 1,
            "lessons": 2,
            "topics": 2,
            "first_day": "2022-05-09",
            "last_day": "2022-05-09",
            "violations": 0,
        }
    ]
    assert (found["forming"]["status"], found["timetable"]["status"], found["timetable"]["violations"]) == (
        "optimal",
        "optimal",
        0,
    )
    assert len(found["papers"]) == Paper.objects.count() == 11
    assert [(each["file"], each["cell"], each["code"]) for each in found["problems"]] == [
        ("1.xlsx", "B16", "person_repeated"),
        ("1.xlsx", "C18", "cell_missing"),
        ("2.xlsx", "F12", "unit_misspelt"),
    ]
    assert (run.state, run.done_share) == ("done", 100)


def test_summary_adds_up() -> None:
    found = summary(work(files()))

    assert found["nominated"] == found["accepted"] + found["refused"] + found["reserve"]
    assert found["accepted"] == sum(each["trainees"] for each in found["classes"]) == Enrolment.objects.count()
    assert found["refused"] == found["not_eligible"] + found["not_enough_information"]
    assert list(
        Quota.objects.filter(unit__isnull=False).order_by("pk").values_list("seats", "nominated", "accepted")
    ) == [
        (3, 6, 3),
        (1, 1, 1),
    ]


def test_leaders_page_says_what_the_rows_say() -> None:
    run = work(files())

    page = leaders_page(run.plan, today=clock.today())

    assert page.verdicts == Verdicts(nominated=7, accepted=4, refused=1, unclear=1, reserve=1)
    (line,) = page.classes
    assert (line.name, line.trainees, line.capacity, line.stage) == ("Lớp 1", 4, 10, Stage.TO_COME)
    assert isinstance(line, ClassLine)
    assert page.quality == (
        "Lập lớp: đã chứng minh là tốt nhất",
        "Thời khóa biểu: đã chứng minh là tốt nhất; không vi phạm ràng buộc nào",
    )
    assert page.attention == (
        "1 người chưa đủ thông tin để xét, cần đơn vị bổ sung",
        "1 người được cử không đúng đối tượng, cần đơn vị cử lại",
        "1 người dự bị đang chờ chỗ",
    )


def test_leaders_page_tells_of_a_broken_timetable() -> None:
    run = work(files())
    with guarded.writing("test"):
        Lesson.objects.order_by("pk").first().lecturers.clear()

    assert leaders_page(run.plan, today=clock.today()).quality[1].endswith("vi phạm 1 ràng buộc")


def _open(held: TrainingClass) -> None:
    issue_papers(held, dated=clock.today(), by=PLANNER)
    for item in OpeningItem:
        confirm(held, item, by=SCHOOL)
    open_class(held, on=clock.today(), by=PLANNER)


def test_leaders_page_counts_an_open_class_as_attending() -> None:
    run = work(files())
    held = TrainingClass.objects.get()
    _open(held)

    page = leaders_page(run.plan, today=clock.today())

    assert page.classes[0].stage is Stage.OPENING
    assert sum(each.in_class for each in page.districts) == page.coverage.in_class
    assert isinstance(page.coverage, Coverage)


def test_run_of_the_same_files_again_is_the_run_there_is() -> None:
    run = work(files())
    before = rows()

    again = work(files())

    assert again == run
    assert {name for name, number in rows().items() if number != before[name]} == {"Event", "Unsealed"}


def test_run_of_changed_files_takes_the_plan_back_and_begins_anew() -> None:
    first = work(files())
    old_plan = first.plan.pk

    second = work(files(seats=4))

    assert (Plan.objects.count(), Plan.objects.filter(pk=old_plan).count(), TrainingClass.objects.count()) == (1, 0, 1)
    assert (summary(second)["accepted"], Nomination.objects.count(), Paper.objects.count()) == (5, 7, 11)
    held = TrainingClass.objects.get()
    assert set(Engagement.objects.values_list("source", flat=True)) == {f"class:{held.pk}"}


def test_run_of_changed_files_is_refused_once_a_class_has_opened() -> None:
    work(files())
    _open(TrainingClass.objects.get())

    with pytest.raises(Refused) as said:
        work(files(seats=4))

    sentence = "Kế hoạch 50-KH/TU đã nhập trước đây và đã có lớp khai giảng, nên không chạy lại với tệp khác được."
    run = YearRun.objects.latest("pk")
    assert (said.value.code, str(said.value), run.state) == ("plan_has_started", sentence, "refused")
    (problem,) = run.problems
    assert (problem["code"], problem["message"], problem["severity"]) == ("plan_has_started", sentence, "file_fault")
    assert problem["message_en"] not in {"", sentence}
    assert TrainingClass.objects.get().state == "open"


def test_run_that_is_refused_leaves_only_why() -> None:
    before = rows()
    given = files()
    bad = YearFiles.of(("ke-hoach.xlsx", b"no workbook"), given.nominations)

    with pytest.raises(Refused):
        work(bad)

    run = YearRun.objects.get()
    assert (run.state, run.plan, [each["file"] for each in run.problems]) == ("refused", None, ["ke-hoach.xlsx"])
    assert {name for name, number in rows().items() if number != before[name]} == {"Event", "Unsealed", "YearRun"}
    assert last_event()[0] == "desk.year_refused"


def test_run_that_fails_midway_leaves_nothing_and_may_be_tried_again() -> None:
    given = files()
    before = rows()

    def break_off(stage: str, _share: float) -> None:
        if stage == "papers":
            raise RuntimeError("the power went")

    run = register_run(given, settings=SETTINGS, by=PLANNER)
    with pytest.raises(RuntimeError, match="the power went"):
        run_year(run, given, settings=SETTINGS, by=PLANNER, tell=break_off)

    assert {name for name, number in rows().items() if number != before[name]} == {"Event", "Unsealed", "YearRun"}
    assert YearRun.objects.get().state == "failed"
    assert work(given).state == "done"


def test_run_that_numbers_by_itself_issues_the_official_papers() -> None:
    work(files(), YearSettings(automatic_numbering=True))

    issued = Paper.objects.filter(state="issued").order_by("pk")
    assert list(issued.values_list("kind", "number")) == [("opening_decision", 1), ("summons", 1), ("summons", 2)]
    assert set(issued.values_list("dated", flat=True)) == {clock.today()}


def test_runs_are_a_planners_work() -> None:
    given = files()

    with refused("may_not_plan", ONLY_PLANNERS):
        register_run(given, settings=SETTINGS, by=LEADER)


def test_summary_page_is_drafted_anew_in_its_place() -> None:
    run = work(files())
    paper = Paper.objects.get(kind="summary")

    with refused("may_not_plan", ONLY_PLANNERS):
        draft_summary(run.plan, by=LEADER)
    again = draft_summary(run.plan, by=PLANNER)

    assert (again.pk, again.digest) == (paper.pk, paper.digest)


def test_papers_written_again_are_the_same_bytes() -> None:
    run = work(files())
    before = list(Paper.objects.order_by("pk").values_list("pk", "digest"))

    write_papers(run.plan, numbered=False, by=PLANNER)

    assert list(Paper.objects.order_by("pk").values_list("pk", "digest")) == before
    assert last_event() == ("desk.papers_written", f"Plan:{run.plan.pk}", "7", {"plan": "50-KH/TU"})


def test_begin_puts_the_run_to_work() -> None:
    run = begin(register_run(files(), settings=SETTINGS, by=PLANNER), by=PLANNER)

    assert (run.state, run.started_at) == ("running", clock.now())
    assert last_event() == ("desk.year_begun", f"YearRun:{run.pk}", "7", {})


def test_digest_of_a_run_is_that_of_files_names_and_settings() -> None:
    given = files()
    renamed = YearFiles.of(("khac.xlsx", given.plan[1]), given.nominations)

    same = {digest_of(files(), YearSettings()), digest_of(given, YearSettings(forming_seconds=1.0))}
    other = {digest_of(given, YearSettings(seed=2)), digest_of(renamed, SETTINGS), digest_of(files(seats=4), SETTINGS)}
    assert (len(same), len(other), same & other) == (1, 3, set())


def test_two_lists_of_one_name_are_refused() -> None:
    given = files()

    with refused("same_name_twice", "Có hai tệp cùng tên 1.xlsx; hãy đổi tên một tệp."):
        YearFiles.of(given.plan, [given.nominations[0], given.nominations[0]])
