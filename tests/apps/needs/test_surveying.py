import datetime as dt

import pytest

import builders
from apps.acting import PLANNER, last_event, refused
from apps.needs.surveying import DEADLINE, DEPUTY, SECRETARY, city, drafted, form_in, own, published
from khaigiang.apps.needs.actions import (
    Asking,
    ask_about,
    ask_units,
    close_survey,
    drop_row,
    extend_survey,
    open_survey,
    publish_survey,
)
from khaigiang.apps.needs.models import NeedsForm
from khaigiang.apps.needs.queries import survey_numbered, surveys_seen, unit_named, units_below
from khaigiang.apps.units.models import Unit

pytestmark = pytest.mark.django_db
FACTS = {"year": 2023, "asker": "Ban Tổ chức Thành ủy", "title": "Khảo sát"}


def test_survey_is_opened_as_a_draft_that_only_the_office_sees() -> None:
    survey = open_survey(city(), **FACTS, deadline=DEADLINE, by=PLANNER)
    assert (survey.state, survey.year, survey.published_on) == ("draft", 2023, None)
    verb, thing, _actor, facts = last_event()
    assert (verb, thing) == ("needs.survey_opened", f"NeedsSurvey:{survey.pk}")
    assert facts == {"title": "Khảo sát", "year": "2023", "unit": "Thành phố Mẫu"}


def test_survey_whose_deadline_is_over_is_not_opened() -> None:
    body = city()
    with refused("deadline_passed", "Hạn trả lời (11/05/2022) đã qua."):
        open_survey(body, **FACTS, deadline=dt.date(2022, 5, 11), by=PLANNER)


def test_each_group_is_asked_about_a_programme_once() -> None:
    survey, study = drafted(ask=False), builders.programme()
    asking = Asking(study.code, also=[builders.programme().code], planned=True, basis="350-QĐ/TW")
    ask_about(survey, [SECRETARY], asking=asking, by=PLANNER)
    ask_about(survey, [SECRETARY, DEPUTY], asking=asking, by=PLANNER)
    rows = list(survey.rows.order_by("place"))
    assert [(row.place, row.group, row.title, row.planned) for row in rows] == [
        (1, SECRETARY, study.name, True),
        (2, DEPUTY, study.name, True),
    ]
    assert last_event()[3]["groups"] == DEPUTY


@pytest.mark.parametrize(
    ("groups", "asking", "code"),
    [
        ([], Asking(title="Kỹ năng"), "no_groups"),
        (["nobody"], Asking(title="Kỹ năng"), "no_such_group"),
        ([SECRETARY], Asking(), "no_title"),
        ([SECRETARY], Asking("KHÔNG-CÓ"), "no_such_programme"),
        ([SECRETARY], Asking(title="Kỹ năng", also=["KHÔNG-CÓ"]), "no_such_programme"),
        ([SECRETARY], Asking(title="Kỹ năng", rule_set="khong_co"), "no_such_rules"),
    ],
)
def test_row_that_cannot_be_asked_is_refused(groups, asking, code) -> None:
    survey = drafted(ask=False)
    with refused(code):
        ask_about(survey, groups, asking=asking, by=PLANNER)


def test_row_is_dropped_and_one_of_another_survey_is_not() -> None:
    survey = drafted()
    with refused("no_such_row"):
        drop_row(survey, survey.rows.get().pk + 1, by=PLANNER)
    drop_row(survey, survey.rows.get().pk, by=PLANNER)
    assert survey.rows.count() == 0
    assert last_event()[0] == "needs.row_dropped"


def test_units_that_are_asked_are_those_named_last() -> None:
    survey = drafted()
    first, second = Unit.objects.filter(parent=survey.body).order_by("name")
    kept = form_in(survey)
    assert ask_units(survey, [first], by=PLANNER) == 1
    assert [form.pk for form in NeedsForm.objects.filter(survey=survey)] == [kept.pk]
    assert ask_units(survey, [first, second], by=PLANNER) == 2
    assert last_event()[3] == {"units": "2"}
    with refused("nobody_asked"):
        ask_units(survey, [], by=PLANNER)


def test_published_survey_cannot_be_rewritten() -> None:
    survey = published()
    with refused("survey_stands", "Khảo sát đã công bố nên không sửa nội dung hỏi được; có thể gia hạn."):
        ask_about(survey, [DEPUTY], asking=Asking(title="Kỹ năng"), by=PLANNER)
    with refused("survey_stands"):
        drop_row(survey, survey.rows.get().pk, by=PLANNER)
    with refused("survey_stands"):
        ask_units(survey, [survey.body], by=PLANNER)
    with refused("cannot_publish_survey"):
        publish_survey(survey, by=PLANNER)


def test_survey_is_published_once_it_asks_something_of_somebody(at) -> None:
    body = city()
    survey = drafted(body, ask=False)
    with refused("cannot_publish_survey", "Khảo sát chưa hỏi gì: thêm ít nhất một dòng hỏi."):
        publish_survey(survey, by=PLANNER)
    ask_about(survey, [SECRETARY], asking=Asking(title="Kỹ năng"), by=PLANNER)
    with refused("cannot_publish_survey", "Khảo sát chưa hỏi đơn vị nào."):
        publish_survey(survey, by=PLANNER)
    ask_units(survey, units_below(body, "children", on=dt.date(2022, 5, 12)), by=PLANNER)
    at(2022, 6, 11)
    with refused("cannot_publish_survey", "Hạn trả lời (10/06/2022) đã qua."):
        publish_survey(survey, by=PLANNER)
    at(2022, 6, 10)
    publish_survey(survey, by=PLANNER)
    assert (survey.state, survey.published_on, survey.published_by) == ("published", DEADLINE, "Phạm Thị Kế")
    assert last_event()[:2] == ("needs.survey_published", f"NeedsSurvey:{survey.pk}")


def test_deadline_moves_later_only_and_with_a_reason() -> None:
    survey = published()
    later = dt.date(2022, 6, 20)
    with refused("why_wanted"):
        extend_survey(survey, until=later, why=" ", by=PLANNER)
    with refused("not_later", "Hạn mới phải sau hạn hiện nay (10/06/2022)."):
        extend_survey(survey, until=DEADLINE, why="lũ", by=PLANNER)
    extend_survey(survey, until=later, why="lũ", by=PLANNER)
    assert (survey.deadline, survey.extended_why) == (later, "lũ")
    assert last_event()[3] == {"until": "2022-06-20", "why": "lũ"}


def test_draft_is_neither_extended_nor_closed_and_a_closed_survey_stays_closed() -> None:
    survey = drafted()
    with refused("survey_not_open", "Khảo sát chưa công bố."):
        extend_survey(survey, until=dt.date(2022, 7, 1), why="lũ", by=PLANNER)
    with refused("survey_not_open"):
        close_survey(survey, by=PLANNER)
    publish_survey(survey, by=PLANNER)
    close_survey(survey, by=PLANNER)
    assert (survey.state, survey.closed_on) == ("closed", dt.date(2022, 5, 12))
    assert last_event()[0] == "needs.survey_closed"
    with refused("survey_not_open", "Khảo sát đã khép lại ngày 12/05/2022."):
        close_survey(survey, by=PLANNER)


def test_units_are_told_by_name_or_by_where_they_stand() -> None:
    body, on = city(), dt.date(2022, 5, 12)
    builders.unit("Phường 1", parent=Unit.objects.get(name="Quận 2"))
    assert [unit.name for unit in units_below(body, "children", on=on)] == ["Quận 1", "Quận 2"]
    assert [unit.name for unit in units_below(body, "communes", on=on)] == ["Phường 1", "Phường 2"]
    assert unit_named("quan 1", on=on).name == "Quận 1"
    with refused("no_such_unit", "Không có đơn vị nào tên “Huyện Xa”."):
        unit_named("Huyện Xa", on=on)
    with refused("unit_ambiguous"):
        unit_named("Phường 1", on=on)
    with refused("no_such_survey"):
        survey_numbered(12345)


def test_unit_sees_the_published_surveys_that_ask_it() -> None:
    survey = drafted()
    unit = own(form_in(survey))
    assert not surveys_seen(unit).exists()
    publish_survey(survey, by=PLANNER)
    assert [(each.pk, each.asked, each.answered) for each in surveys_seen(unit)] == [(survey.pk, 2, 0)]
    stranger = builders.unit("Quận 9")
    assert not surveys_seen(type(unit)("8", "Ai", unit.roles, frozenset({stranger.pk}))).exists()
