import io

import openpyxl
import pytest
from django.urls import reverse
from lxml import html

import builders
from apps.reports.examples import MARCH, held, line, reported, seat, study, with_people, year
from khaigiang.apps.reports.phrases import PLACES_AND_PEOPLE
from khaigiang.foundation.clock import today
from web.swapping import swapped_equals_full_load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _end_of_2024(monkeypatch):
    monkeypatch.setenv("KHAIGIANG_TODAY", "2024-12-31")


@pytest.fixture
def leader(as_user):
    return as_user(builders.user("leader", everywhere=True))


def of_units(as_user, *units):
    return as_user(builders.user("sending_unit", units=list(units)))


def page(answer):
    return html.fromstring(answer.content.decode())


def words(node):
    return " ".join(node.text_content().split())


def cells(answer, row):
    """The figures of a row of the table, without the bar."""
    (found,) = page(answer).xpath(f"//table[contains(@class, 'figures')]//tr[th[contains(., '{row}')]]")
    return [words(cell) for cell in found.xpath("./td[@data-name]")]


def shares(answer):
    """The percentages beside the bars."""
    return [words(each) for each in page(answer).xpath("//td[contains(@class, 'share-cell')]/span")]


def notes(answer):
    return [words(note) for note in page(answer).find_class("notes")[0]]


def names(answer):
    return [words(name) for name in page(answer).xpath("//table[contains(@class, 'figures')]/tbody/tr/th")]


PLAN, CUTS = reverse("reports:plan_actual"), reverse("reports:breakdown")


def test_each_line_says_classes_places_people_and_share(planner):
    world = year()

    answer = planner.get(PLAN)

    assert cells(answer, world.plan.number + " · số do đơn vị báo cáo") == [
        "Huyện Chương Mỹ",
        "5",
        "3",
        "3",
        "100",
        "90",
        "chưa rõ",
        "0",
    ]
    assert shares(answer) == ["50%", "66%", "90%", "87%"]


def test_sum_counts_a_person_once_and_says_how_it_was_counted(planner):
    with_people(year(), 60)

    answer = planner.get(PLAN)

    assert cells(answer, "Cộng 3 dòng") == ["8", "5", "4", "107", "94", "81", "1"]
    assert notes(answer) == [
        "Năm: 2024. Số liệu đến ngày 31/12/2024.",
        "Theo dõi từng lớp: 2 lớp, 4 lượt; số người: 3.",
        "Đơn vị tổ chức báo cáo số tổng hợp: 3 lớp, 90 lượt; số người: 78.",
        "Hoàn thành chỉ tính ở các lớp theo dõi từng lớp; báo cáo tổng hợp không ghi.",
        str(PLACES_AND_PEOPLE),
    ]


def test_people_nobody_stated_are_said_to_be_unknown(planner):
    year()

    answer = planner.get(PLAN)

    assert "Có báo cáo không ghi số người, nên số người chưa rõ; đã ghi được 21 người." in notes(answer)
    (people,) = [each for each in page(answer).find_class("counts")[0] if words(each).startswith("Số người")]
    assert words(people) == "Số ngườichưa rõ đã ghi được 21"


def test_thousands_are_grouped(planner):
    reported(line(builders.plan(year=2024), tracking="totals", seats=13267), MARCH, MARCH, classes=1, places=1204)

    assert cells(planner.get(PLAN), "Cộng 1 dòng")[3:5] == ["13.267", "1.204"]


def test_year_that_runs_is_shown_unless_another_is_asked_for(planner):
    year()
    line(builders.plan(year=2023), title="Năm trước")

    shown = [names(planner.get(PLAN, asked)) for asked in ({}, {"nam": "2023"}, {"nam": ""})]

    assert [len(each) for each in shown] == [3, 1, 4]


@pytest.mark.parametrize(
    ("asked", "lines"),
    [
        ({"don_vi": "Sở Nội vụ"}, 1),
        ({"linh_vuc": "party_building"}, 2),
        ({"loai": "workshop"}, 1),
        ({"khoi": "party"}, 1),
        ({"noi_hoc": "nuoc-ngoai"}, 0),
        ({"noi_hoc": "trong-nuoc"}, 3),
        ({"theo_doi": "totals"}, 1),
        ({"theo_doi": "totals", "khoi": "party"}, 0),
    ],
)
def test_lines_are_narrowed_by_the_address(asked, lines, planner):
    year()

    assert len(names(planner.get(PLAN, asked))) == lines


def test_figures_say_what_narrows_them(planner):
    year()

    asked = {"nam": "", "khoi": "party", "don_vi": "Ban Tổ chức Thành ủy"}

    assert notes(planner.get(PLAN, asked))[0] == (
        "Đơn vị tổ chức: Ban Tổ chức Thành ủy; Khối: Khối Đảng. Số liệu đến ngày 31/12/2024."
    )


def test_lines_of_one_plan_are_shown(planner):
    year()
    other = line(builders.plan(year=2024, number="77-KH/TU"))

    assert names(planner.get(PLAN, {"ke_hoach": other.plan_id})) == [f"{other.title}77-KH/TU"]


def test_lines_are_sorted_by_the_address(planner):
    year()

    answer = planner.get(PLAN, {"sap_xep": "-ti_le"})

    assert shares(answer) == ["90%", "66%", "50%", "87%"]


def test_choice_that_is_not_offered_is_refused_in_words(planner):
    year()

    answer = planner.get(PLAN, {"nam": "abc"})

    assert [words(each) for each in page(answer).find_class("bad") if each.tag == "p"] == [
        "Năm: Hãy chọn một lựa chọn hợp lệ. abc không phải là một trong các lựa chọn khả thi."
    ]


@pytest.mark.parametrize("start", [PLAN, CUTS])
@pytest.mark.parametrize("query", ["?theo_doi=totals", "?nam=2023", "?sap_xep=-luot", "?nam=abc", "?theo=unit"])
def test_figures_swap_into_their_page(start, query, planner):
    year()

    assert swapped_equals_full_load(planner, start, start + query, "figures")


@pytest.mark.parametrize("role", ["leader", "auditor", "school", "planner"])
def test_office_reads_all_lines(role, as_user):
    year()
    client = as_user(builders.user(role, everywhere=True))

    assert len(names(client.get(PLAN))) == 3


def test_unit_reads_its_own_lines_and_people_and_is_told_so(as_user):
    world = year()
    client = of_units(as_user, world.north)

    answer = client.get(PLAN)

    assert cells(answer, "Cộng 1 dòng") == ["2", "1", "1", "3", "2", "2", "1"]
    assert notes(answer)[1].startswith("Chỉ tiêu, lượt, người và hoàn thành chỉ tính người do đơn vị bạn cử;")


def test_unit_of_no_line_reads_nothing(as_user):
    year()

    answer = of_units(as_user, builders.unit("Huyện Ngoài")).get(PLAN)

    assert "Không có dòng kế hoạch nào khớp" in words(page(answer))


def test_figures_by_field(planner):
    year()

    answer = planner.get(CUTS, {"theo": "field"})

    assert names(answer) == ["Xây dựng Đảng", "Chuyển đổi số, công nghệ thông tin"]
    assert cells(answer, "Xây dựng Đảng") == ["7", "4", "4", "104", "92", "chưa rõ", "1", "90"]


def test_figures_are_by_month_unless_asked_otherwise_and_drawn(planner):
    year()

    answer = planner.get(CUTS)

    assert names(answer) == ["Tháng 3/2024", "Tháng 5/2024", "Tháng 7/2024", "Không rõ tháng"]
    said = [words(each) for each in page(answer).xpath("//svg[@aria-label='Lượt học theo tháng khai giảng']/desc")]
    assert said == ["Tháng 3/2024: 2; Tháng 5/2024: 2; Tháng 7/2024: 20"] * 2
    labels = page(answer).xpath("(//svg[@aria-label='Lượt học theo tháng khai giảng'])[1]//text/text()")
    assert [label for label in labels if label.startswith("T") and label[1:].isdecimal()] == [
        "T3",
        "T4",
        "T5",
        "T6",
        "T7",
    ]
    assert "Không vẽ: Không rõ tháng, 70 lượt." in words(page(answer))


def test_months_of_two_years_are_told_apart(planner):
    of = line(builders.plan(year=2024))
    held(of, MARCH.replace(year=2023, month=12))
    held(of, MARCH.replace(month=1))

    labels = page(planner.get(CUTS)).xpath("(//svg[contains(@aria-label, 'tháng')])[1]//text/text()")

    assert [label for label in labels if "/" in label] == ["12/23", "1/24"]


def test_days_asked_for_limit_what_was_held(planner):
    year()

    answer = planner.get(CUTS, {"theo": "kind", "tu": "2024-05-01", "den": "2024-07-31"})

    assert cells(answer, "Bồi dưỡng") == ["7", "1", "1", "104", "20", "18", "0", "20"]
    assert notes(answer)[0] == (
        "Năm: 2024. Số liệu đến ngày 31/12/2024. Các lớp khai giảng, các kỳ báo cáo từ 01/05/2024 đến 31/07/2024. "
        "Kế hoạch là của cả năm."
    )
    assert (
        "70 lượt được báo cáo cho kỳ chỉ nằm một phần trong thời gian đã chọn: không chia được nên không tính."
        in notes(answer)
    )


def test_days_in_the_wrong_order_are_refused_in_words(planner):
    year()

    answer = planner.get(CUTS, {"tu": "2024-05-02", "den": "2024-05-01"})

    assert "Đến ngày: “Đến ngày” không được trước “Từ ngày”." in words(page(answer))


def test_unit_reads_figures_of_its_own_people(as_user):
    world = year()

    answer = of_units(as_user, world.north).get(CUTS, {"theo": "unit"})

    assert names(answer) == ["Ba Vì"]
    assert cells(answer, "Ba Vì") == ["–", "1", "1", "3", "2", "2", "1", "0"]


@pytest.mark.parametrize("more", [1, 3])
@pytest.mark.parametrize(("start", "questions"), [(PLAN, 13), (CUTS, 14)])
def test_figures_ask_the_same_number_of_questions(start, questions, more, planner, django_assert_num_queries):
    world = year()
    for number in range(more):
        seat(builders.person(f"Thêm {number}"), held(line(world.plan), MARCH), world.north)

    with django_assert_num_queries(questions):
        planner.get(start)


def test_workbook_holds_the_lines_of_the_page_and_their_sum(planner):
    year()

    answer = planner.get(reverse("reports:plan_actual_book"), {"theo_doi": "classes", "sap_xep": "-ti_le"})

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=7)]
    assert [row[5:13] for row in rows if isinstance(row[0], int)] == [
        [1, 1, 0, 3, 2, 66, 2, 0],
        [2, 1, 1, 4, 2, 50, 2, 1],
    ]
    assert [row[5:13] for row in rows if row[1] == "Cộng"] == [[3, 2, 1, 7, 4, 57, 3, 1]]


def test_workbook_of_a_cut_says_its_period_and_what_was_reported(planner):
    world = year()

    answer = planner.get(reverse("reports:breakdown_book"), {"theo": "organiser", "tu": "2024-07-01"})

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    values = [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]
    assert [world.plan.issuer.upper()] in values
    said = "Năm: 2024. Số liệu đến ngày 31/12/2024. Các lớp khai giảng, các kỳ báo cáo từ 01/07/2024. "
    assert [said + "Kế hoạch là của cả năm."] in values
    assert [2, "Huyện Chương Mỹ", 5, 1, 1, 100, 20, 20, 18, 0, 1, 20, 18] in values


def test_hub_says_what_each_report_answers_and_how_far_each_line_reaches(planner):
    world = builders.small_world()
    builders.line(world.plan, title="Dòng không có đơn vị cử")

    answer = planner.get(reverse("reports:index"))

    assert [words(each) for each in page(answer).xpath("//article//h2")] == [
        "Toàn cảnh năm",
        "Kế hoạch và thực hiện",
        "Số liệu theo tiêu chí",
    ]
    rows = [[words(cell) for cell in row] for row in page(answer).xpath("//table/tbody/tr")]
    assert [(row[0], row[2:]) for row in rows] == [(f"{world.line.title}{world.line.audience_text}", ["4", "6"])]


def test_hub_of_a_unit_leaves_out_the_leaders_page(as_user):
    world = builders.small_world()

    answer = of_units(as_user, world.districts[0]).get(reverse("reports:index"))

    assert [words(each) for each in page(answer).xpath("//article//h2")] == [
        "Kế hoạch và thực hiện",
        "Số liệu theo tiêu chí",
    ]
    assert [words(cell) for cell in page(answer).xpath("//table/tbody/tr/td[@data-name]")] == ["2", "3"]


def section(answer, name):
    (found,) = page(answer).xpath(f"//section[h2[starts-with(normalize-space(.), '{name}')]]")
    return [words(each) for each in found.xpath(".//li")]


def test_leader_lands_on_the_page_of_the_year(leader):
    year()

    assert leader.get(reverse("desk:home")).headers["Location"] == reverse("reports:leader")


def test_leaders_page_says_where_the_year_stands(leader, monkeypatch):
    monkeypatch.setenv("KHAIGIANG_TODAY", "2024-05-16")
    world = year()

    answer = leader.get(reverse("reports:leader"))

    assert "Đào tạo, bồi dưỡng năm 2024: đến ngày 16/05/2024" in words(page(answer))
    assert "Đã học 3% chỉ tiêu; năm đã qua 37%." in words(page(answer))
    assert section(answer, "Đang học (1)") == [f"Lớp 1: 2 học viên, đến 06/05 · {world.open.title}"]
    assert section(answer, "Chậm so với kế hoạch (1)") == [
        f"Đơn vị tổ chức chưa báo cáo kết quả nào · {world.totals.title}"
    ]
    assert section(answer, "Khai giảng trong 30 ngày tới") == ["Không có lớp nào còn thiếu điều kiện."]


def test_leaders_page_names_classes_due_and_what_they_lack(leader, monkeypatch):
    monkeypatch.setenv("KHAIGIANG_TODAY", "2024-05-16")
    of = line(builders.plan(year=2024), title="Dòng sắp mở")
    builders.training_class(builders.planned_class(of, first_day=today(), last_day=today()))

    answer = leader.get(reverse("reports:leader"))

    assert section(answer, "Khai giảng trong 30 ngày tới") == [
        ("16/05 Lớp 1: lớp có 0 học viên, ít hơn sĩ số tối thiểu 1; chưa có thời khóa biểu; và 3 điều kiện khác")
    ]


def test_leaders_page_draws_fields_or_else_organisers(leader):
    plan = builders.plan(year=2024)
    line(plan, organiser="Sở Nội vụ")
    line(plan)
    by_organiser = leader.get(reverse("reports:leader"))
    line(plan, study=study("Một", "digital"))
    line(plan, study=study("Hai", "office"))
    by_field = leader.get(reverse("reports:leader"))

    drawn = [page(each).xpath("//h2[@id='parts-title']")[0] for each in (by_organiser, by_field)]
    assert [words(each) for each in drawn] == [
        "Đơn vị tổ chức: lượt học trên chỉ tiêu",
        "Lĩnh vực: lượt học trên chỉ tiêu",
    ]


def test_leaders_page_lists_so_many_and_counts_the_rest(leader):
    plan = builders.plan(year=2024)
    for number in range(7):
        line(plan, title=f"Dòng {number}", tracking="totals")

    answer = leader.get(reverse("reports:leader"))

    assert len(section(answer, "Chậm so với kế hoạch (7)")) == 5
    assert "và 2 mục nữa" in words(page(answer))


def test_leaders_page_of_another_year_is_a_link_away(leader):
    year()
    line(builders.plan(year=2023, number="9-KH/TU"))

    links = page(leader.get(reverse("reports:leader"))).xpath("//nav[@aria-label='Năm']/a/@href")

    assert links == ["?nam=2024", "?nam=2023"]
    assert "Đào tạo, bồi dưỡng năm 2023" in words(page(leader.get(reverse("reports:leader") + links[1])))


def test_leaders_page_reaches_over_the_plans_of_the_year_only(leader):
    year()
    line(builders.plan(year=2025, number="SAU-KH/UBND"))
    line(builders.plan(year=2024, number="88-KH/UBND"))
    line(builders.plan(year=2023, number="CU-KH/UBND"))

    answer = leader.get(reverse("reports:leader"))

    assert ("88-KH/UBND" in words(page(answer)), "CU-KH/UBND" in words(page(answer))) == (True, False)
    assert "4 dòng kế hoạch" in words(page(answer))


def test_leaders_page_without_a_plan_says_what_it_waits_for(leader):
    assert "Chưa có kế hoạch năm" in words(page(leader.get(reverse("reports:leader"))))


@pytest.mark.parametrize("more", [1, 3])
def test_leaders_page_asks_the_same_number_of_questions(more, leader, django_assert_num_queries):
    world = year()
    for number in range(more):
        extra = line(world.plan)
        builders.grant(extra, world.north, 1)
        seat(builders.person(f"Thêm {number}"), held(extra, MARCH, finished=False), world.north)
        builders.training_class(builders.planned_class(extra, 9, first_day=today(), last_day=today()))

    with django_assert_num_queries(40):
        leader.get(reverse("reports:leader"))
