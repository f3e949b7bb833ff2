"""Case E as its report tells it, from the product's own queries and pages; and the frame that all cases share."""

import importlib
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from django.urls import reverse
from django.utils import translation

from demo import looking
from khaigiang.cli import case as command
from khaigiang.demo.cases import e, generate, load, names, played_here
from khaigiang.demo.figures import MoreThan
from khaigiang.demo.questions import COVERAGE


@pytest.fixture(scope="module")
def played(play):
    return play("E")


def test_every_figure_holds(played):
    assert [row.figure.text for row in looking.asked(e.FIGURES, played) if not row.holds] == []


def test_every_page_shows_its_figure(played):
    assert looking.not_seen(looking.asked(e.FIGURES, played), played) == []


@pytest.mark.parametrize("name", names())
def test_query_of_a_figure_is_found_where_its_name_says(name):
    for figure in load(name).figures:
        module, _dot, function = figure.question.name.rpartition(".")
        assert getattr(importlib.import_module(f"khaigiang.apps.{module}"), function) is figure.question.query


@pytest.mark.parametrize("name", names())
def test_no_two_figures_of_a_case_are_called_alike(name):
    for language in ("vi", "en"):
        with translation.override(language):
            said = [figure.text for figure in load(name).figures]
        assert len(set(said)) == len(said)


def test_number_is_not_found_within_another():
    assert [looking.is_seen(172, text) for text in ("172 người", "1.172", "172.000", "1720", "0,172", "lớp 172.")] == [
        *(True, False, False, False, False, True)
    ]


@pytest.fixture
def kg(played, monkeypatch, tmp_path):
    """The command in the home of this test's database."""
    monkeypatch.setenv("KHAIGIANG_HOME", str(tmp_path))
    monkeypatch.setenv("KHAIGIANG_DEMO", "0")
    monkeypatch.setattr("khaigiang.cli.home.open_home", lambda: None)
    return lambda *words: CliRunner().invoke(command.command, list(words))


def test_json_gives_a_row_for_each_figure(kg):
    said = kg("E", "--json")

    answer = json.loads(said.stdout)
    assert (said.exit_code, list(answer), answer["case"], answer["holds"]) == (0, ["case", "rows", "holds"], "E", True)
    assert {tuple(row) for row in answer["rows"]} == {("figure", "expected", "actual", "query", "page")}
    first = next(row for row in answer["rows"] if row["figure"] == "Số học viên")
    assert (first["expected"], first["actual"], first["query"]) == (172, 172, "reports.queries.coverage")
    assert len(answer["rows"]) == len(e.FIGURES)


def test_days_and_bounds_stand_in_the_json_as_machines_read_them(kg):
    found = {row["figure"]: row for row in json.loads(kg("E", "--json").stdout)["rows"]}

    assert found["Ngày đầu và ngày cuối"]["actual"] == ["2025-11-12", "2025-11-14"]
    assert found["Nội dung học trong buổi có lễ bế giảng"]["expected"] == "> 0"
    assert "Số buổi nghiên cứu thực tế (ours)" in found


def test_figure_that_does_not_hold_is_said_with_exit_code_1(kg, monkeypatch):
    wrong = COVERAGE.figure("Số học viên", "Trainees", 173, lambda found: found.people)
    more = COVERAGE.figure("Hơn nữa", "Even more", MoreThan(172), lambda found: found.people)
    monkeypatch.setattr(e, "CASE", replace(e.CASE, figures=(*e.FIGURES, wrong, more)))

    said, plain = kg("E", "--json"), kg("E")

    answer = json.loads(said.stdout)
    assert (said.exit_code, answer["holds"], answer["rows"][-2]["actual"]) == (1, False, 172)
    assert (plain.exit_code, plain.stdout.count("KHÔNG KHỚP")) == (1, 2)
    assert f"{len(e.FIGURES)}/{len(e.FIGURES) + 2} con số khớp" in plain.stdout


def test_table_says_what_the_report_says_and_where_it_is_seen(kg):
    said = kg("e")

    assert (said.exit_code, "KHÔNG KHỚP" in said.stdout) == (0, False)
    assert "reports.queries.coverage" in said.stdout
    assert max(len(line) for line in said.stdout.splitlines() if "queries." in line) <= 80


def test_page_of_the_case_shows_every_row_and_what_is_left_out(played, monkeypatch):
    monkeypatch.setenv("KHAIGIANG_DEMO", "1")

    assert looking.missing_on_page_of(e.CASE) == []


def test_page_of_the_case_is_said_in_english_too(played, monkeypatch):
    monkeypatch.setenv("KHAIGIANG_DEMO", "1")
    client = looking.as_planner()
    client.cookies["django_language"] = "en"

    text = looking.text_of(client, reverse("demo:case"))

    assert [each.said.english for each in e.FIGURES if each.said.english not in text] == []
    assert text.count("Tỉnh Phú Thọ") == 2


def test_page_links_only_to_what_the_reader_may_open(played, monkeypatch):
    monkeypatch.setenv("KHAIGIANG_DEMO", "1")
    notices = COVERAGE.figure(
        "Tin", "Notices", 172, lambda found: found.people, page=lambda _: reverse("delivery:notices")
    )
    monkeypatch.setattr(e, "CASE", replace(e.CASE, figures=(notices,)))
    link = f'href="{reverse("delivery:notices")}">Mở trang'

    pages = [looking.signed_in(name).get(reverse("demo:case")).content.decode() for name in ("ke-hoach", "lanh-dao")]

    assert [link in page for page in pages] == [True, False]


def test_footer_of_a_demo_leads_to_the_page_of_the_case(played, monkeypatch):
    client = looking.as_planner()
    outside = client.get(reverse("handbook:index")).content.decode()
    monkeypatch.setenv("KHAIGIANG_DEMO", "1")
    inside = client.get(reverse("handbook:index")).content.decode()

    link = f'<a href="{reverse("demo:case")}">'
    assert (link in outside, link in inside) == (False, True)


def test_home_that_is_no_demo_has_no_case(played):
    text = looking.text_of(looking.as_planner(), reverse("demo:case"))

    assert "Ở đây không có vụ việc mẫu nào" in text


def test_case_is_known_by_its_plan(played):
    name, here, case = played_here()

    assert (name, here.plan, case) == ("E", played.plan, load("E"))


def test_demo_and_case_offer_every_case():
    from khaigiang.cli import demo

    offered = [
        next(each for each in one.params if each.name == "name").type.choices for one in (demo.command, command.command)
    ]
    assert offered == [names(), names()]
    assert [generate(name).name for name in names()] == list(names())
