import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

import builders
from apps.acting import PLANNER
from apps.plans import delegated
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.plans.actions import (
    ask_consent,
    give_consent,
    hand_back,
    report_result,
    request_lecturer,
)
from khaigiang.apps.plans.models import Consent, LecturerRequest, PlanLine, ReportedResult
from khaigiang.foundation import guarded
from web.swapping import swapped_equals_full_load

pytestmark = pytest.mark.django_db
INDEX = reverse("plans:index")


def of(line: PlanLine) -> str:
    return reverse("plans:line", args=[line.pk])


def text(answer) -> str:
    main = html.fromstring(answer.content.decode()).xpath("//main")[0]
    return " ".join(" ".join(main.itertext()).split())


def acts(answer) -> list[str]:
    """What the page offers to do, in its order."""
    return html.fromstring(answer.content.decode()).xpath("//main//button[@name='act']/@value")


def listed(answer) -> list[str]:
    rows = html.fromstring(answer.content.decode()).xpath("//main//tbody//th//a")
    return [row.text_content() for row in rows]


def report(line: PlanLine, month: int = 1, **facts) -> ReportedResult:
    said = {"classes": 20, "places": 2600, "people": None, "source": "12-BC/HU"}
    day = dt.date(2022, month, 1)
    return report_result(line, first_day=day, last_day=day.replace(day=28), **{**said, **facts}, by=PLANNER)


@pytest.fixture
def district(as_user):
    """A browser of the unit that organises a line."""

    def signed_in(line: PlanLine) -> Client:
        return as_user(builders.user("sending_unit", units=[line.organiser_unit]))

    return signed_in


@pytest.mark.parametrize("number", [1, 3])
def test_index_asks_the_same_number_of_questions(number, planner, django_assert_num_queries) -> None:
    for _ in range(number):
        builders.line(builders.plan())
    with django_assert_num_queries(5):
        planner.get(INDEX)


@pytest.mark.parametrize("number", [1, 3])
def test_plan_asks_the_same_number_of_questions(number, planner, django_assert_num_queries) -> None:
    plan = builders.plan()
    for _ in range(number):
        ask_consent(line := delegated.totals_line(of=plan, code=f"D{_}"), by=PLANNER)
        report(line)
    with django_assert_num_queries(9):
        planner.get(reverse("plans:plan", args=[plan.pk]))


@pytest.mark.parametrize("number", [1, 3])
def test_line_asks_the_same_number_of_questions(number, planner, django_assert_num_queries) -> None:
    line = delegated.totals_line(study=builders.programme(topics=4))
    for place, topic in enumerate(Topic.objects.filter(module__programme=line.programme)[:number], start=1):
        request_lecturer(line, topic, wish="", by=PLANNER)
        report(line, place)
        ask_consent(line, by=PLANNER)
        hand_back(line, remarks="Bổ sung.", by=PLANNER)
        builders.planned_class(line, place)
        with guarded.writing("test"):
            line.sending_units.create(unit=builders.unit(f"Quận {place}"), seats=1)
    with django_assert_num_queries(15):
        planner.get(of(line))


@pytest.mark.parametrize("number", [1, 3])
def test_line_with_estimates_asks_the_same_number_of_questions(number, district, django_assert_num_queries) -> None:
    line = delegated.line(estimate=100)
    for place in range(1, number + 1):
        builders.planned_class(line, place, estimate=10)
    unit = district(line)
    with django_assert_num_queries(14):
        unit.get(of(line))


def test_estimates_are_stated_by_page_and_shown_where_the_upper_body_decides(planner, district) -> None:
    line = delegated.line(estimate=100_000_000)
    for place in (1, 2):
        builders.planned_class(line, place)
    unit = district(line)
    assert (
        "Lớp 1 chưa ghi Lớp 2 chưa ghi Dự toán các lớp 0 đồng · còn 2 lớp chưa ghi Dự toán của dòng 100.000.000 đồng "
        "Còn lại 100.000.000 đồng"
    ) in text(unit.get(of(line)))

    wrong = unit.post(of(line), {"act": "estimate", "class_1": "-5", "class_2": "9" * 16})
    said = {"act": "estimate", "class_1": "60000000", "class_2": "40000001"}
    assert (wrong.status_code, unit.post(of(line), said).headers["Location"]) == (422, of(line))

    shown = text(planner.get(of(line)))
    assert (
        "Lớp 1 60.000.000 đồng Lớp 2 40.000.001 đồng Dự toán các lớp 100.000.001 đồng Dự toán của dòng "
        "100.000.000 đồng Các lớp vượt dự toán của dòng 1 đồng"
    ) in shown
    assert "1–50 40.000.001 đồng" in shown
    again = unit.post(of(line), said)
    assert (again.status_code, "đã ghi đúng như vậy" in text(again)) == (422, True)


def test_estimates_are_stated_by_the_organiser_only(as_user) -> None:
    line = delegated.line()
    builders.planned_class(line)
    with guarded.writing("test"):
        line.sending_units.create(unit=(sender := builders.unit("Quận Khác")), seats=1)
    other = as_user(builders.user("sending_unit", units=[sender]))

    assert "estimate" not in acts(other.get(of(line)))
    assert other.post(of(line), {"act": "estimate", "class_1": "5"}).status_code == 403


def test_index_lists_the_plans_of_all_years_the_latest_first(planner) -> None:
    for year in (2022, 2024, 2023):
        plan = builders.plan(number=f"{year}-KH/TU", year=year, issued_on=dt.date(year, 1, 10))
        builders.line(plan, classes=2, seats=30)
        builders.line(plan, classes=3, seats=70)

    answer = planner.get(INDEX)

    assert listed(answer) == ["2024-KH/TU", "2023-KH/TU", "2022-KH/TU"]
    row = html.fromstring(answer.content.decode()).xpath("//main//tbody/tr")[0]
    assert [cell.text_content() for cell in row.xpath("td[contains(@class, 'number')]")] == ["2024", "2", "5", "100"]


def test_index_is_narrowed_by_year_and_by_words_without_diacritics(planner) -> None:
    builders.plan(number="1-KH/TU", year=2022, title="Kế hoạch bồi dưỡng")
    builders.plan(number="2-KH/TU", year=2023, title="Kế hoạch đào tạo")

    assert listed(planner.get(INDEX, {"nam": "2022"})) == ["1-KH/TU"]
    assert listed(planner.get(INDEX, {"tim": "dao tao"})) == ["2-KH/TU"]
    assert "Không có kế hoạch nào khớp" in text(planner.get(INDEX, {"tim": "dao tao", "nam": "2022"}))
    assert listed(planner.get(INDEX, {"sap_xep": "nam"})) == ["1-KH/TU", "2-KH/TU"]


def test_index_without_plans_says_how_one_comes(planner) -> None:
    assert "Chưa có kế hoạch nào" in text(planner.get(INDEX))


@pytest.mark.parametrize("query", ["?nam=2022", "?tim=xyz", "?sap_xep=-chi_tieu"])
def test_plans_swap_into_their_page(query, planner) -> None:
    builders.line(builders.plan(year=2022))
    builders.plan(year=2023)
    assert swapped_equals_full_load(planner, INDEX, INDEX + query, "plans")


def test_lines_swap_into_their_page(planner) -> None:
    plan = builders.plan()
    delegated.totals_line(of=plan)
    address = reverse("plans:plan", args=[plan.pk])
    assert swapped_equals_full_load(planner, address, f"{address}?sap_xep=-chi_tieu", "lines")


def test_plan_shows_its_lines_with_field_bloc_tracking_and_consent(planner) -> None:
    line = delegated.totals_line(bloc="government", title="Cải cách hành chính")
    with guarded.writing("test"):
        line.programme.field = "government"
        line.programme.save()
    builders.line(line.plan, title="Bồi dưỡng bí thư", classes=1, seats=10)
    report(line, classes=101)

    page = text(planner.get(reverse("plans:plan", args=[line.plan_id])))

    assert "2 dòng · 101 lớp · 13.277 chỉ tiêu" in page
    assert "Cải cách hành chính D1 Quản lý nhà nước khối chính quyền" in page
    assert "số tổng hợp Vượt kế hoạch Chưa đề nghị" in page


def test_line_names_its_four_parties_and_links_its_classes(planner) -> None:
    world = builders.small_world()

    answer = planner.get(of(world.line))

    page = text(answer)
    assert (
        "Đơn vị chủ trì Ban Tổ chức Thành ủy Cơ sở đào tạo Trường Đào tạo cán bộ Lê Hồng Phong Hội trường A "
        "Đơn vị cử 2 đơn vị Nguồn kinh phí không ghi trong kế hoạch" in page
    )
    links = html.fromstring(answer.content.decode()).xpath("//main//table//a/@href")
    assert links == [
        reverse("classes:trainees", args=[world.training_class.pk]),
        reverse("plans:study_times", args=[world.planned.pk]),
    ]
    assert acts(answer) == []


def test_sending_unit_is_not_sent_to_the_whole_class(as_user) -> None:
    world = builders.small_world()
    sender = as_user(builders.user("sending_unit", units=[world.districts[0]]))

    answer = sender.get(of(world.line))

    assert html.fromstring(answer.content.decode()).xpath("//main//table//a") == []


def test_consent_goes_by_page_from_the_request_over_a_hand_back_to_the_letter(planner, district) -> None:
    line = delegated.line()
    unit = district(line)
    assert acts(unit.get(of(line))) == ["ask", "request"]
    assert "Trước đó, lớp của dòng này chưa được khai giảng." in text(unit.get(of(line)))

    assert unit.post(of(line), {"act": "ask"}).headers["Location"] == of(line)
    assert acts(unit.get(of(line))) == ["request"]
    planner.post(of(line), {"act": "hand_back", "remarks": "Bổ sung chuyên đề 3."})
    unit.post(of(line), {"act": "ask"})
    planner.post(of(line), {"act": "give", "letter_number": "45-CV/BTGTU"})

    assert (Consent.objects.get().state, Consent.objects.get().letter_number) == ("given", "45-CV/BTGTU")
    steps = html.fromstring(unit.get(of(line)).content.decode()).xpath("//ol[@class='steps']/li")
    assert [step.xpath("h3")[0].text for step in steps] == [
        "Đề nghị cho ý kiến",
        "Đã trả lại",
        "Đề nghị cho ý kiến",
        "Đã thống nhất",
    ]
    assert [[p.text for p in step.xpath("p[@class='small']")] for step in steps] == [
        [],
        ["Bổ sung chuyên đề 3."],
        [],
        ["Văn bản số 45-CV/BTGTU"],
    ]


def test_refusal_is_said_in_its_place(planner) -> None:
    line = delegated.line()
    ask_consent(line, by=PLANNER)

    empty = planner.post(of(line), {"act": "give", "letter_number": " "})
    twice = planner.post(of(line), {"act": "ask"})

    assert (empty.status_code, twice.status_code) == (422, 422)
    form = html.fromstring(twice.content.decode()).xpath("//section[@aria-labelledby='consent-title']//form")[0]
    assert form.xpath("p[@role='alert']")[0].text == "Dòng D1 đang chờ cơ quan cấp trên cho ý kiến."
    assert html.fromstring(empty.content.decode()).xpath("//span[@class='wrong']")


def test_lecturer_is_asked_for_and_promised_by_page(planner, district) -> None:
    line, lecturer = delegated.line(), builders.lecturer("Trịnh Công Giảng")
    unit = district(line)
    first, second = Topic.objects.filter(module__programme=line.programme)
    unit.post(of(line), {"act": "request", "topic": first.pk, "wish": "Buổi sáng"})
    unit.post(of(line), {"act": "request", "topic": second.pk})
    assert acts(unit.get(of(line))) == ["ask"]
    one, two = LecturerRequest.objects.order_by("pk")

    none = planner.post(of(line), {"act": "promise", "request": one.pk})
    planner.post(of(line), {"act": "promise", "request": one.pk, "lecturer": lecturer.pk})
    silent = planner.post(of(line), {"act": "decline", "request": two.pk})
    planner.post(of(line), {"act": "decline", "request": two.pk, "answer": "Không còn ai"})

    assert (none.status_code, "Hãy chọn giảng viên được cử." in text(none)) == (422, True)
    assert (silent.status_code, "Không cử được giảng viên thì phải ghi lý do." in text(silent)) == (422, True)
    assert list(LecturerRequest.objects.order_by("pk").values_list("state", "lecturer", "answer")) == [
        ("promised", lecturer.pk, ""),
        ("declined", None, "Không còn ai"),
    ]
    page = text(unit.get(of(line)))
    assert "Buổi sáng Trịnh Công Giảng Khoa Xây dựng Đảng Đã nhận lời" in page
    assert "Không còn ai Không cử được" in page


def test_result_is_reported_by_page_and_what_exceeds_the_plan_is_shown(district) -> None:
    line = delegated.totals_line()
    unit = district(line)
    posted = {"act": "report", "first_day": "2022-01-01", "last_day": "2022-12-31", "classes": "101", "places": "13300"}

    assert "Chưa có kỳ nào được báo cáo." in text(unit.get(of(line)))
    assert unit.post(of(line), {**posted, "people": "13301"}).status_code == 422
    assert unit.post(of(line), {**posted, "people": "9000", "source": "12-BC/HU"}).status_code == 302

    page = text(unit.get(of(line)))
    assert "01/01/2022 – 31/12/2022 101 13.300 9.000 12-BC/HU" in page
    assert "Vượt kế hoạch 1 lớp. Vượt kế hoạch 33 lượt." in page


@pytest.mark.parametrize("posted", [{"classes": "-1"}, {"places": "nhiều"}, {"places": "9999999999"}, {"last_day": ""}])
def test_wrong_report_is_answered_on_the_page(posted, planner) -> None:
    line = delegated.totals_line()
    said = {"act": "report", "first_day": "2022-01-01", "last_day": "2022-01-31", "classes": "1", "places": "2"}

    answer = planner.post(of(line), {**said, **posted})

    assert (answer.status_code, ReportedResult.objects.count()) == (422, 0)
    assert html.fromstring(answer.content.decode()).xpath("//span[@class='wrong']")


@pytest.mark.parametrize("role", ["leader", "auditor", "school"])
def test_whoever_only_reads_is_offered_nothing_and_changes_nothing(role, as_user) -> None:
    line = delegated.totals_line()
    reader = as_user(builders.user(role, everywhere=True))

    assert acts(reader.get(of(line))) == []
    assert [reader.post(of(line), {"act": act}).status_code for act in ("ask", "give", "report", "promise")] == [
        403
    ] * 4
    assert (Consent.objects.count(), ReportedResult.objects.count()) == (0, 0)


def test_act_that_is_none_changes_nothing(planner) -> None:
    line = delegated.line()

    assert planner.post(of(line), {"act": "sing"}).status_code == 200
    assert Consent.objects.count() == 0


def test_unit_sees_the_lines_it_organises_and_no_others(district, as_user) -> None:
    line = delegated.line(title="Của huyện")
    builders.line(line.plan, title="Của thành phố", classes=7)
    other = builders.line(builders.plan())
    unit = district(line)

    assert listed(unit.get(INDEX)) == [line.plan.number]
    assert "1 dòng · 1 lớp" in text(unit.get(reverse("plans:plan", args=[line.plan_id])))
    assert [unit.get(reverse("plans:plan", args=[other.plan_id])).status_code, unit.get(of(other)).status_code] == [
        403,
        403,
    ]
    assert INDEX in unit.get("/").content.decode()


def test_line_given_consent_says_so_in_one_mark(planner) -> None:
    line = delegated.line()
    ask_consent(line, by=PLANNER)
    give_consent(line, letter_number="1-CV", by=PLANNER)

    page = text(planner.get(of(line)))

    assert ("Ý kiến thống nhất Đã thống nhất" in page, "chưa được khai giảng" in page) == (True, False)
