import datetime as dt
import threading
from dataclasses import replace

import pytest
from django.db import connection

import builders
from apps.acting import LEADER, PLANNER, SCHOOL, last_event, refused, somebody
from khaigiang.apps.nominations.actions import Entry, accept_line, draft_verdicts, judge_line, receive
from khaigiang.apps.nominations.models import Nomination, NominationList, Unavailability, VerdictReason
from khaigiang.apps.people.models import Person
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.quotas.models import Quota
from khaigiang.core.eligibility.facts import Sex
from khaigiang.core.verdict import Standing
from khaigiang.core.vietnamese import PartialDate
from khaigiang.foundation import guarded
from khaigiang.intake.findings import At
from khaigiang.intake.nominations import Letter, NomineeRow
from khaigiang.intake.spells import Spell

MAY_9 = dt.date(2022, 5, 9)
LETTER = Letter("12-CV/QU", dt.date(2022, 2, 15), "Trần Văn Ký", "Phó Bí thư", "Quận A")
AT = At("quan-a.xlsx", "Danh sách", 10, {"full_name": "B"})
ROW = NomineeRow(1, "Nguyễn Văn An", "1/6/1975", PartialDate(1975, 6, 1), Sex.MALE, "Bí thư Đảng ủy", "", at=AT)
ONLY_PLANNERS_JUDGE = "Chỉ cơ quan tham mưu kế hoạch được thẩm định và duyệt danh sách."


def entry(unit, name: str, groups=("commune_secretary",), wish=None, **facts) -> Entry:
    return Entry(replace(ROW, full_name=name, **facts), unit, groups, wish)


@pytest.fixture
def quota(db) -> Quota:
    return builders.grant(builders.line(builders.plan()), builders.unit("Quận A"), 2)


def send(quota: Quota, *names: str, number: str = "12-CV/QU", by=PLANNER, **facts) -> NominationList:
    entries = [entry(quota.unit, name, **facts) for name in names]
    letter = replace(LETTER, number=number)
    return receive(
        quota.line, unit=quota.unit, letter=letter, entries=entries, file_name="quan-a.xlsx", digest="0" * 64, by=by
    )


def states(line: PlanLine) -> list[tuple[str, str, int | None]]:
    people = Nomination.objects.filter(line=line).order_by("pk")
    return list(people.values_list("person__full_name", "state", "reserve_place"))


def counters(quota: Quota) -> tuple[int, int]:
    quota.refresh_from_db()
    return quota.nominated, quota.accepted


def test_receive_takes_in_the_letter_and_its_list_in_order(quota) -> None:
    ward = builders.unit("Phường 1")
    busy = (Spell(MAY_9, dt.date(2022, 5, 13)),)
    told = entry(
        ward,
        "Lê Thị Bình",
        wish=2,
        sex=Sex.FEMALE,
        education="Đại học",
        theory_level="Cao cấp",
        party_joined=PartialDate(2001, 2, 3),
        note="Mới nhận việc",
        unavailable=busy,
    )
    unread = entry(ward, "Đỗ An", groups=(), birth=None, birth_text="?", sex=None)

    made = receive(
        quota.line,
        unit=quota.unit,
        letter=LETTER,
        entries=[told, unread],
        file_name="a.xlsx",
        digest="1" * 64,
        by=PLANNER,
    )

    stored = NominationList.objects.filter(pk=made.pk).values_list(
        "line", "unit", "letter_number", "letter_day", "signer", "signer_title", "file_name", "digest"
    )
    fields = (
        "person__full_name",
        "unit__name",
        "place",
        "position_title",
        "position_group",
        "sheet",
        "cell",
        "wish",
        "state",
    )
    assert stored.get() == (
        quota.line_id,
        quota.unit_id,
        "12-CV/QU",
        dt.date(2022, 2, 15),
        "Trần Văn Ký",
        "Phó Bí thư",
        "a.xlsx",
        "1" * 64,
    )
    assert list(made.nominations.values_list(*fields)) == [
        ("Lê Thị Bình", "Phường 1", 1, "Bí thư Đảng ủy", "commune_secretary", "Danh sách", "B10", 2, "nominated"),
        ("Đỗ An", "Phường 1", 2, "Bí thư Đảng ủy", "", "Danh sách", "B10", None, "nominated"),
    ]
    assert list(made.nominations.values_list("stated", flat=True)) == [
        {"party_joined": "03/02/2001", "education": "Đại học", "theory_level": "Cao cấp", "note": "Mới nhận việc"},
        {},
    ]
    assert list(Unavailability.objects.values_list("nomination__place", "first_day", "last_day")) == [
        (1, MAY_9, dt.date(2022, 5, 13))
    ]
    assert counters(quota) == (2, 0)
    assert last_event() == (
        "nominations.received",
        f"NominationList:{made.pk}",
        "7",
        {"unit": "Quận A", "letter": "12-CV/QU", "people": "2"},
    )


def test_receive_is_for_the_unit_itself_and_planners(quota) -> None:
    send(quota, "Một", by=somebody("sending_unit", scope=frozenset([quota.unit_id])))

    for other in (
        somebody("sending_unit", scope=frozenset([0])),
        SCHOOL,
        somebody("school", scope=frozenset([quota.unit_id])),
    ):
        with refused("may_not_nominate", "Bạn không được cử người thay cho Quận A."):
            send(quota, "Hai", number="13-CV/QU", by=other)


def test_receive_for_a_line_of_totals_is_refused(quota) -> None:
    quota.line.tracking = "totals"

    with refused("line_by_totals", f"Dòng {quota.line.code} theo dõi bằng số tổng hợp nên không nhận danh sách cử."):
        send(quota, "Một")


def test_receive_of_one_letter_twice_is_refused(quota) -> None:
    send(quota, "Một")

    with refused("nomination_letter_once", "Công văn số này của đơn vị đã được nhập cho dòng kế hoạch này."):
        send(quota, "Hai")


def test_receive_of_somebody_on_the_line_already_leaves_nothing(quota) -> None:
    send(quota, "Một")

    with refused("nominated_once_a_line", "Người này đã có trong danh sách cử của dòng kế hoạch này."):
        send(quota, "Hai", "Một", number="13-CV/QU")
    assert counters(quota) == (1, 0)


def test_receive_knows_the_same_person_under_another_line(quota) -> None:
    other = builders.grant(builders.line(quota.line.plan), quota.unit, 2)

    send(quota, "Một")
    send(other, "Một")

    assert (Person.objects.count(), Nomination.objects.count()) == (1, 2)


def test_judge_stores_each_verdict_with_rule_article_facts_and_day(quota) -> None:
    send(quota, "Một")

    assert judge_line(quota.line, on=MAY_9, by=PLANNER) == {Standing.ELIGIBLE: 1}

    row = Nomination.objects.get()
    assert (row.standing, row.judged_on, row.state) == ("eligible", MAY_9, "nominated")
    fields = ("place", "rule", "standing", "code", "instrument", "article", "verified")
    assert list(row.reasons.values_list(*fields)) == [
        (1, "dossier.full_name", "eligible", "known.met", "Thông báo chiêu sinh", "Hồ sơ cử học viên", False),
        (
            2,
            "audience",
            "eligible",
            "position_in.met",
            f"{quota.line.plan.number} (10/01/2022), Ban Thường vụ Thành ủy Hà Nội",
            f"dòng {quota.line.code}",
            True,
        ),
        (3, "dossier.birth", "eligible", "known.met", "Thông báo chiêu sinh", "Hồ sơ cử học viên", False),
    ]
    assert row.reasons.get(place=2).facts == {
        "wanted": "commune_secretary",
        "positions": "commune_secretary",
        "on": "2022-05-09",
    }
    assert last_event() == (
        "nominations.judged",
        f"PlanLine:{quota.line_id}",
        "7",
        {"on": "2022-05-09", "eligible": "1"},
    )


@pytest.mark.parametrize(
    ("facts", "state", "code"),
    [
        (
            {"position": "Phó Bí thư Đảng ủy", "groups": ("commune_deputy_secretary",)},
            "not_eligible",
            "position_in.unmet",
        ),
        ({"position": "Việc khác", "groups": ()}, "incomplete", "position_in.unknown"),
        ({"birth": None}, "incomplete", "known.unknown"),
        (
            {"birth": None, "position": "Phó Bí thư Đảng ủy", "groups": ("commune_deputy_secretary",)},
            "not_eligible",
            "position_in.unmet",
        ),
    ],
)
def test_judge_tells_not_eligible_from_incomplete(quota, facts, state, code) -> None:
    send(quota, "Một", **facts)

    judge_line(quota.line, on=MAY_9, by=PLANNER)

    row = Nomination.objects.get()
    assert (row.state, row.standing) == (state, {"incomplete": "not_enough_information"}.get(state, state))
    assert [reason.code for reason in row.reasons.all() if reason.standing == row.standing] == [code]


def test_judge_counts_every_post_a_title_names(quota) -> None:
    send(
        quota, "Một", position="Chủ tịch HĐND, Bí thư Đảng ủy xã", groups=("commune_council_chair", "commune_secretary")
    )

    judge_line(quota.line, on=MAY_9, by=PLANNER)

    reason = VerdictReason.objects.get(rule="audience")
    assert (reason.standing, reason.facts["positions"]) == ("eligible", "commune_council_chair,commune_secretary")


def test_judge_again_judges_those_who_wait_anew(quota) -> None:
    send(quota, "Một")
    judge_line(quota.line, on=MAY_9, by=PLANNER)
    send(quota, "Hai", number="13-CV/QU")

    assert judge_line(quota.line, on=MAY_9 + dt.timedelta(days=1), by=PLANNER) == {Standing.ELIGIBLE: 2}

    assert VerdictReason.objects.count() == 6
    assert set(Nomination.objects.values_list("judged_on", flat=True)) == {MAY_9 + dt.timedelta(days=1)}


def test_judge_leaves_those_who_have_their_verdict(quota) -> None:
    send(quota, "Một", position="Phó Bí thư Đảng ủy", groups=("commune_deputy_secretary",))
    judge_line(quota.line, on=MAY_9, by=PLANNER)

    assert judge_line(quota.line, on=MAY_9, by=PLANNER) == {}
    assert VerdictReason.objects.count() == 3


def test_judge_again_asks_for_what_was_missing(quota) -> None:
    send(quota, "Một", birth=None)
    judge_line(quota.line, on=MAY_9, by=PLANNER)
    assert judge_line(quota.line, on=MAY_9, by=PLANNER) == {Standing.NOT_ENOUGH_INFORMATION: 1}
    assert states(quota.line) == [("Một", "incomplete", None)]

    with guarded.writing("test"):
        Person.objects.update(born=dt.date(1975, 6, 1), born_precision="day")

    assert judge_line(quota.line, on=MAY_9, by=PLANNER) == {Standing.ELIGIBLE: 1}
    assert (states(quota.line), VerdictReason.objects.count()) == ([("Một", "nominated", None)], 3)


def test_judge_and_accept_are_a_planners_work(quota) -> None:
    for other in (LEADER, somebody("sending_unit", scope=frozenset([quota.unit_id]))):
        with refused("may_not_judge", ONLY_PLANNERS_JUDGE):
            judge_line(quota.line, on=MAY_9, by=other)
        with refused("may_not_judge", ONLY_PLANNERS_JUDGE):
            accept_line(quota.line, by=other)
        with refused("may_not_judge", ONLY_PLANNERS_JUDGE):
            draft_verdicts(quota.line.plan, by=other)


def test_accept_takes_the_eligible_in_order_and_keeps_the_others_in_reserve(quota) -> None:
    other = builders.grant(quota.line, builders.unit("Quận B"), 1)
    send(quota, "Một", "Hai", "Ba", "Bốn")
    send(other, "Năm")
    judge_line(quota.line, on=MAY_9, by=PLANNER)

    assert accept_line(quota.line, by=PLANNER) == {"accepted": 3, "reserve": 2}
    assert states(quota.line) == [
        ("Một", "accepted", None),
        ("Hai", "accepted", None),
        ("Ba", "reserve", 1),
        ("Bốn", "reserve", 2),
        ("Năm", "accepted", None),
    ]
    assert (counters(quota), counters(other)) == ((4, 2), (1, 1))
    assert last_event() == ("nominations.accepted", f"PlanLine:{quota.line_id}", "7", {"accepted": "3", "reserve": "2"})


def test_accept_gives_no_seat_to_who_is_not_eligible_or_incomplete(quota) -> None:
    send(quota, "Một", birth=None)
    send(quota, "Hai", position="Phó Bí thư Đảng ủy", groups=("commune_deputy_secretary",), number="13-CV/QU")
    send(quota, "Ba", number="14-CV/QU")
    judge_line(quota.line, on=MAY_9, by=PLANNER)

    accept_line(quota.line, by=PLANNER)

    assert states(quota.line) == [("Một", "incomplete", None), ("Hai", "not_eligible", None), ("Ba", "accepted", None)]
    assert counters(quota) == (3, 1)


def test_accept_takes_nobody_who_was_not_judged(quota) -> None:
    send(quota, "Một")

    assert accept_line(quota.line, by=PLANNER) == {"accepted": 0, "reserve": 0}
    assert states(quota.line) == [("Một", "nominated", None)]


def test_accept_of_a_later_list_goes_on_with_the_seats_and_reserve_places(quota) -> None:
    for number, names in enumerate((("Một",), ("Hai", "Ba"), ("Bốn", "Năm")), start=12):
        send(quota, *names, number=f"{number}-CV/QU")
        judge_line(quota.line, on=MAY_9, by=PLANNER)
        accept_line(quota.line, by=PLANNER)

    assert states(quota.line) == [
        ("Một", "accepted", None),
        ("Hai", "accepted", None),
        ("Ba", "reserve", 1),
        ("Bốn", "reserve", 2),
        ("Năm", "reserve", 3),
    ]
    assert last_event()[3] == {"accepted": "0", "reserve": "2"}


def test_accept_keeps_a_unit_without_seats_in_reserve(quota) -> None:
    stranger = builders.unit("Quận Không Có Chỉ Tiêu")
    receive(
        quota.line, unit=stranger, letter=LETTER, entries=[entry(stranger, "Một")], file_name="", digest="", by=PLANNER
    )
    judge_line(quota.line, on=MAY_9, by=PLANNER)

    assert accept_line(quota.line, by=PLANNER) == {"accepted": 0, "reserve": 1}
    assert states(quota.line) == [("Một", "reserve", 1)]


def test_accept_that_the_counters_refuse_leaves_nothing(quota) -> None:
    send(quota, "Một")
    judge_line(quota.line, on=MAY_9, by=PLANNER)
    with guarded.writing("test"):
        Quota.objects.filter(pk=quota.pk).update(nominated=0)

    with refused("quota_accepted_were_nominated"):
        accept_line(quota.line, by=PLANNER)
    assert states(quota.line) == [("Một", "nominated", None)]


def test_two_who_accept_at_once_give_each_seat_once(transactional_db) -> None:
    quota = builders.grant(builders.line(builders.plan()), builders.unit("Quận A"), 1)
    send(quota, "Một", "Hai")
    judge_line(quota.line, on=MAY_9, by=PLANNER)
    together, outcomes = threading.Barrier(2), []

    def accept() -> None:
        together.wait()
        try:
            outcomes.append(sorted(accept_line(quota.line, by=PLANNER).items()))
        finally:
            connection.close()

    threads = [threading.Thread(target=accept) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == [[("accepted", 0), ("reserve", 0)], [("accepted", 1), ("reserve", 1)]]
    assert states(quota.line) == [("Một", "accepted", None), ("Hai", "reserve", 1)]
    assert counters(quota) == (2, 1)


def test_verdict_book_is_drafted_about_the_plan(quota) -> None:
    send(quota, "Một")
    judge_line(quota.line, on=MAY_9, by=PLANNER)

    paper = draft_verdicts(quota.line.plan, by=PLANNER)

    assert (paper.about, paper.file_name, paper.state) == (f"plan:{quota.line.plan_id}", "ket-qua-xet.xlsx", "draft")
    assert draft_verdicts(quota.line.plan, by=PLANNER).digest == paper.digest
