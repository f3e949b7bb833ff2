"""A rule set put in force from a day: who would change is seen before, the undecided are judged anew, others stay."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from django.urls import reverse
from lxml import html

import builders
from apps.acting import LEADER, PLANNER, refused
from apps.nominations.test_actions import LETTER, entry, send
from khaigiang.apps.catalogue.models import RuleEdition
from khaigiang.apps.catalogue.queries import read_rules
from khaigiang.apps.nominations.actions import accept, enact_rules, judge_line, receive
from khaigiang.apps.nominations.bridge import rules_of, who_would_change
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.quotas.models import Quota
from khaigiang.cli import rules as cli
from khaigiang.core.states import ClassState
from khaigiang.core.vietnamese import PartialDate
from khaigiang.foundation import guarded
from khaigiang.foundation.refusal import Refused

pytestmark = pytest.mark.django_db
MAY_9, JUNE_6 = dt.date(2022, 5, 9), dt.date(2022, 6, 6)
YOUNG, OLD = PartialDate(1990, 6, 1), PartialDate(1970, 6, 1)


def of_age(years: int) -> str:
    return f"""code = "of_ours"
[[rules]]
code = "of_ours.age"
instrument = "Hướng dẫn 12-HD/BTCTU"
verified = true
valid_from = 2022-01-01
text_vi = "Từ {years} tuổi."
text_en = "From {years}."
condition = {{ kind = "age_at_least", basis = "birth_year", years = {{ female = {years}, male = {years} }} }}
"""


def enacted(years: int, since: dt.date = MAY_9) -> RuleEdition:
    told = {"instrument": f"{years}-HD/BTCTU", "in_force_from": since}
    return enact_rules(of_age(years), **told, by=PLANNER)


@pytest.fixture
def quota() -> Quota:
    """A line of two classes judged by this office's rule: from 30 years of age."""
    enacted(30)
    line = builders.line(builders.plan(), rule_set="of_ours")
    builders.planned_class(line, 1, first_day=MAY_9)
    builders.planned_class(line, 2, first_day=JUNE_6, last_day=JUNE_6)
    return builders.grant(line, builders.unit("Quận A"), 5)


def sent(quota: Quota, **births: PartialDate) -> dict[str, Nomination]:
    people = [entry(quota.unit, name, birth=birth) for name, birth in births.items()]
    dossier = receive(
        quota.line, unit=quota.unit, letter=replace(LETTER, number=f"{len(births)}-CV"), entries=people,
        file_name="a.xlsx", digest="0" * 64, by=PLANNER,
    )  # fmt: skip
    judge_line(quota.line, on=MAY_9, by=PLANNER)
    return {row.person.full_name: row for row in dossier.nominations.select_related("person", "list__unit")}


def found() -> dict[str, tuple[str, str]]:
    rows = Nomination.objects.order_by("pk").values_list("person__full_name", "state", "standing")
    return {name: (state, standing) for name, state, standing in rows}


def test_preview_says_who_changes_from_what_to_what_and_why_and_writes_nothing(quota) -> None:
    sent(quota, An=YOUNG, Bình=OLD)

    preview = who_would_change(read_rules(of_age(40)), since=MAY_9)

    assert preview.judged == 2
    (changed,) = preview.changed
    assert (changed.nomination.person.full_name, str(changed.before.label), str(changed.after.label)) == (
        "An",
        "Đủ điều kiện",
        "Không đủ điều kiện",
    )
    assert [(reason.rule, reason.facts["age"]) for reason in changed.because] == [("of_ours.age", "32")]
    assert (found()["An"], RuleEdition.objects.count()) == (("nominated", "eligible"), 1)
    assert who_would_change(read_rules(of_age(40)), since=JUNE_6).judged == 0
    assert who_would_change(read_rules(of_age(30)), since=MAY_9).changed == ()


def test_undecided_are_judged_anew_and_who_has_a_seat_keeps_it(quota) -> None:
    people = sent(quota, An=YOUNG, Bình=OLD, Cúc=YOUNG)
    accept(people["Cúc"], by=PLANNER)

    assert [each.stays for each in who_would_change(read_rules(of_age(40)), since=MAY_9).changed] == [False, True]
    enacted(40)

    assert found() == {
        "An": ("not_eligible", "not_eligible"),
        "Bình": ("nominated", "eligible"),
        "Cúc": ("accepted", "eligible"),
    }
    enacted(20)
    assert found()["An"] == ("nominated", "eligible")


def test_whom_nobody_judged_yet_waits_for_the_judging_of_the_line(quota) -> None:
    send(quota, "Lê An")
    enacted(40)
    assert found() == {"Lê An": ("nominated", "")}


def test_class_that_has_opened_keeps_the_set_it_opened_with(quota) -> None:
    first = quota.line.planned_classes.get(number=1)
    made = builders.training_class(first, state=ClassState.OPEN)
    with guarded.writing("test"):
        RuleEdition.objects.update(enacted_on=dt.date(2022, 1, 5))
        type(made).objects.update(opened_on=MAY_9)
    enacted(40)

    def texts(day: dt.date) -> list[str]:
        return [rule.text_en for rule in rules_of(quota.line, on=day) if rule.code == "of_ours.age"]

    assert (texts(MAY_9), texts(JUNE_6)) == (["From 30."], ["From 40."])


def test_who_asks_for_a_class_is_judged_by_the_rules_of_its_day(quota) -> None:
    enacted(40, since=JUNE_6)
    people = [entry(quota.unit, "An", birth=YOUNG, wish=number) for number in (1, 2)]
    for number, person in enumerate(people, start=1):
        row = replace(person.row, full_name=f"An {number}")
        receive(
            quota.line, unit=quota.unit, letter=replace(LETTER, number=f"{number}-CV"),
            entries=[replace(person, row=row)], file_name="a.xlsx", digest="0" * 64, by=PLANNER,
        )  # fmt: skip
    judge_line(quota.line, on=MAY_9, by=PLANNER)

    rows = Nomination.objects.order_by("pk").values_list("person__full_name", "standing", "judged_on")
    assert list(rows) == [("An 1", "eligible", MAY_9), ("An 2", "not_eligible", JUNE_6)]


def test_only_the_planner_enacts(quota) -> None:
    with refused("may_not_enact_rules"):
        enact_rules(of_age(40), instrument="12-HD", in_force_from=MAY_9, by=LEADER)


# By page.

ENACT = ("nominations:enact", ["of_ours"])


def said(**facts: str) -> dict[str, str]:
    return {"text": of_age(40), "instrument": "40-HD/BTCTU", "in_force_from": "2022-05-09", "act": "check"} | facts


def text(answer) -> str:
    return " ".join(" ".join(html.fromstring(answer.content.decode()).xpath("//main")[0].itertext()).split())


def test_rules_are_tried_on_the_page_before_they_are_enacted(quota, planner) -> None:
    sent(quota, An=YOUNG, Bình=OLD)
    page = reverse(ENACT[0], args=ENACT[1])
    assert "Từ 30 tuổi." in planner.get(page).content.decode()

    straight = planner.post(page, said(act="enact"))
    assert "1 người đổi kết quả trong 2 người đang được cử" in text(straight)
    assert "Seen" not in text(straight)
    assert RuleEdition.objects.count() == 1
    seen = html.fromstring(straight.content.decode()).xpath("//input[@name='seen']/@value")[0]
    other = planner.post(page, said(act="enact", seen=seen, text=of_age(41)))
    assert (other.status_code, RuleEdition.objects.count()) == (200, 1)
    done = planner.post(page, said(act="enact", seen=seen), follow=True)

    assert "Đã ban hành, áp dụng cho lớp khai giảng từ ngày 09/05/2022" in text(done)
    assert "Từ 40 tuổi." in text(done)
    assert found()["An"][0] == "not_eligible"


def test_page_names_the_place_of_a_fault(quota, planner) -> None:
    page = reverse(ENACT[0], args=ENACT[1])
    answer = planner.post(page, said(text=of_age(40).replace("verified = true\n", "")))
    assert answer.status_code == 422
    assert "bộ điều kiện of_ours, điều kiện of_ours.age, verified: còn thiếu." in text(answer)
    assert planner.post(page, said(in_force_from="")).status_code == 422
    for route in ("rule_set", "enact"):
        assert planner.get(reverse(f"nominations:{route}", args=["khong-co"])).status_code == 404


def test_sets_are_shown_to_those_who_send_people(quota, as_user) -> None:
    sender = as_user(builders.user("sending_unit", units=[quota.unit]))
    shelf = text(sender.get(reverse("nominations:rule_sets")))
    assert "Hướng dẫn 12-HD/BTCTU mã of_ours từ ngày 09/05/2022 30-HD/BTCTU" in shelf
    shown = sender.get(reverse("nominations:rule_set", args=["of_ours"]))
    assert "Sửa và ban hành" not in text(shown)
    assert "Từ 30 tuổi." in text(shown)
    assert sender.get(reverse(ENACT[0], args=ENACT[1])).status_code == 403


@pytest.mark.parametrize("people", [1, 3])
def test_pages_ask_the_same_number_of_questions(quota, people, planner, django_assert_num_queries) -> None:
    sent(quota, **{f"Người {number}": YOUNG for number in range(people)})
    for _more in range(people):
        enacted(30)
    with django_assert_num_queries(9):
        planner.get(reverse("nominations:rule_sets"))
    with django_assert_num_queries(11):
        planner.get(reverse("nominations:rule_set", args=["of_ours"]))
    with django_assert_num_queries(18):
        planner.post(reverse(ENACT[0], args=ENACT[1]), said())


# By command.


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setattr("khaigiang.cli.home.open_home_at_hand", lambda: None)
    return lambda *words: CliRunner().invoke(cli.command, [str(word) for word in words])


def test_commands_list_show_check_and_enact(quota, run, tmp_path) -> None:
    sent(quota, An=YOUNG, Bình=OLD)
    listed = json.loads(run("list", "--json").output)["sets"]
    assert [(each["in_force_from"], each["lines"]) for each in listed if each["code"] == "of_ours"] == [
        ("2022-05-09", 1)
    ]
    assert "of_ours: Hướng dẫn 12-HD/BTCTU (1 điều kiện / rules; từ / from 2022-05-09)" in run("list").output
    assert run("show", "of_ours", "--text").output == of_age(30)
    assert json.loads(run("show", "of_ours", "--json").output)["rules"][0]["text"] == "Từ 30 tuổi."
    assert "chưa đối chiếu văn bản gốc / unverified" in run("show", "dossier").output
    file = tmp_path / "bo.toml"
    file.write_text(of_age(40), encoding="utf-8")

    since = ("--from", "2022-05-09", "--json")
    for tried in (run("check", file, *since), run("enact", file, *since, "--instrument", "40-HD", "--check")):
        told = json.loads(tried.output)
        assert (told["judged"], told["enacted"], RuleEdition.objects.count()) == (2, False, 1)
        assert [(each["name"], each["before"], each["after"]) for each in told["changed"]] == [
            ("An", "Đủ điều kiện", "Không đủ điều kiện")
        ]
    done = run("enact", file, "--from", "2022-05-09", "--instrument", "40-HD").output
    assert "An, Quận A: Đủ điều kiện → Không đủ điều kiện. 32 tuổi, chưa đủ 40 tuổi." in done
    assert done.endswith("Đã ban hành. Enacted.\n")


def test_file_that_cannot_be_read_is_refused(run, tmp_path) -> None:
    file = tmp_path / "bo.toml"
    for content, code in (
        (b"code = ", "rules_unreadable"),
        (b"\xff\xfe", "rules_unreadable"),
        (b'code="a"', "rules_misstated"),
    ):
        file.write_bytes(content)
        answer = run("check", file)
        assert isinstance(answer.exception, Refused)
        assert answer.exception.code == code
    assert run("show", "khong-co").exception.code == "no_such_rules"


def test_bar_shows_one_place_as_where_the_reader_is(planner) -> None:
    page = planner.get(reverse("nominations:rule_sets")).content.decode()
    assert page.count('aria-current="page"') == 1
