import datetime as dt

import pytest

import builders
from apps.acting import LEADER, PLANNER, SCHOOL, SENDER, last_event, refused, somebody
from apps.plans import delegated
from khaigiang.apps.plans.actions import ask_consent, give_consent, hand_back
from khaigiang.apps.plans.models import Consent
from khaigiang.foundation import guarded

TODAY = dt.date(2022, 5, 12)
NOT_ORGANISER = "Chỉ đơn vị chủ trì dòng kế hoạch, hoặc cơ quan tham mưu kế hoạch, được đề nghị và báo cáo."
NOT_UPPER = "Chỉ cơ quan cấp trên được cho ý kiến thống nhất và cử giảng viên."


@pytest.fixture
def line(db):
    return delegated.line()


def stored() -> tuple[object, ...]:
    fields = ("state", "asked_by", "asked_on", "answered_by", "answered_on", "letter_number", "remarks")
    return Consent.objects.values_list(*fields).get()


def test_unit_asks_for_consent_to_its_line(line) -> None:
    consent = ask_consent(line, by=delegated.organiser(line))

    assert stored() == ("asked", "Phạm Thị Kế", TODAY, "", None, "", "")
    assert last_event() == (
        "plans.consent_asked",
        f"Consent:{consent.pk}",
        "7",
        {"line": "D1", "of": "Ban Tuyên giáo Thành ủy"},
    )


def test_planner_gives_consent_by_its_letter(line) -> None:
    ask_consent(line, by=PLANNER)

    consent = give_consent(line, letter_number=" 45-CV/BTGTU ", by=PLANNER)

    assert stored() == ("given", "Phạm Thị Kế", TODAY, "Phạm Thị Kế", TODAY, "45-CV/BTGTU", "")
    assert last_event() == (
        "plans.consent_given",
        f"Consent:{consent.pk}",
        "7",
        {"line": "D1", "letter": "45-CV/BTGTU"},
    )


def test_line_handed_back_is_asked_again_and_the_trail_keeps_the_remarks(line) -> None:
    ask_consent(line, by=PLANNER)
    consent = hand_back(line, remarks="Bổ sung chuyên đề 3.", by=PLANNER)
    assert stored() == ("handed_back", "Phạm Thị Kế", TODAY, "Phạm Thị Kế", TODAY, "", "Bổ sung chuyên đề 3.")
    assert last_event() == (
        "plans.consent_handed_back",
        f"Consent:{consent.pk}",
        "7",
        {"line": "D1", "remarks": "Bổ sung chuyên đề 3."},
    )

    assert ask_consent(line, by=delegated.organiser(line)) == consent
    assert stored() == ("asked", "Phạm Thị Kế", TODAY, "", None, "", "")


@pytest.mark.parametrize("actor", [SENDER, SCHOOL, LEADER, somebody("sending_unit", scope=frozenset({999}))])
def test_only_the_organiser_and_planners_ask(line, actor) -> None:
    with refused("may_not_organise", NOT_ORGANISER):
        ask_consent(line, by=actor)


@pytest.mark.parametrize("answer", [give_consent, hand_back])
def test_only_the_upper_body_answers(line, answer) -> None:
    ask_consent(line, by=PLANNER)
    said = {"letter_number": "1"} if answer is give_consent else {"remarks": "x"}

    for actor in (delegated.organiser(line), LEADER):
        with refused("may_not_consent", NOT_UPPER):
            answer(line, **said, by=actor)


def test_line_that_is_not_delegated_needs_no_consent(db) -> None:
    line = builders.line(builders.plan(), code="D7")

    with refused(
        "line_not_delegated", "Dòng D7 không phân cấp nên không có việc đề nghị ý kiến thống nhất hay cử giảng viên."
    ):
        ask_consent(line, by=PLANNER)


def test_nothing_is_answered_before_it_is_asked(line) -> None:
    with refused("consent_not_asked", "Dòng D1 chưa được đề nghị cho ý kiến."):
        give_consent(line, letter_number="1-CV", by=PLANNER)
    with refused("consent_not_asked"):
        hand_back(line, remarks="x", by=PLANNER)


def test_consent_has_its_letter_and_a_line_handed_back_its_remarks(line) -> None:
    ask_consent(line, by=PLANNER)

    with refused("consent_without_letter", "Hãy ghi số văn bản cho ý kiến thống nhất với dòng D1."):
        give_consent(line, letter_number="  ", by=PLANNER)
    with refused("consent_handed_back_with_remarks", "Trả lại đề nghị phải ghi lý do."):
        hand_back(line, remarks="  ", by=PLANNER)


def test_what_stands_is_not_asked_or_answered_anew(line) -> None:
    ask_consent(line, by=PLANNER)
    with refused("consent_stands", "Dòng D1 đang chờ cơ quan cấp trên cho ý kiến."):
        ask_consent(line, by=PLANNER)

    give_consent(line, letter_number="1-CV", by=PLANNER)
    for again in (
        lambda: ask_consent(line, by=PLANNER),
        lambda: give_consent(line, letter_number="2-CV", by=PLANNER),
        lambda: hand_back(line, remarks="x", by=PLANNER),
    ):
        with refused("consent_stands", "Dòng D1 đã có ý kiến thống nhất."):
            again()


def test_line_handed_back_waits_for_its_unit(line) -> None:
    ask_consent(line, by=PLANNER)
    hand_back(line, remarks="x", by=PLANNER)

    with refused("consent_stands", "Dòng D1 đã được trả lại, đang chờ đơn vị đề nghị lại."):
        give_consent(line, letter_number="1-CV", by=PLANNER)


def test_consent_is_not_written_outside_an_action(line) -> None:
    consent = ask_consent(line, by=PLANNER)

    with pytest.raises(guarded.UnguardedWrite):
        consent.save()
