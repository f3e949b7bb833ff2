import datetime as dt

import pytest

from khaigiang.core.needs import Demand, Held, Learner, NeedStanding, Stated, Taken, need_of
from khaigiang.core.verdict import Citation, Reason, Standing, Verdict
from khaigiang.core.vietnamese import PartialDate

ON = dt.date(2024, 9, 1)
HELD = (Held(PartialDate(2021, 5, 3)),)
ONCE = Demand("CT-A", ("Bồi dưỡng bí thư",), frozenset({"CT-CŨ"}))
EACH_FIVE_YEARS = Demand("CT-A", ("Bồi dưỡng bí thư",), frozenset(), 5)


def verdict(standing: Standing) -> Verdict:
    return Verdict.of((Reason("r", standing, "position_in.met", Citation("57-QĐ/TW")),))


def answer(learner: Learner, demand: Demand = ONCE, judged: Verdict | None = None) -> tuple[NeedStanding, str]:
    found = need_of(learner, demand, judged, on=ON)
    return found.standing, found.code


def taken(year: int, month: int = 3, code: str = "CT-A") -> tuple[Taken, ...]:
    return (Taken(code, dt.date(year, month, 1)),)


def stated(title: str, finished: PartialDate | None = None) -> tuple[Stated, ...]:
    return (Stated(title, finished, "hồ sơ"),)


def test_holder_without_a_record_needs_what_is_asked() -> None:
    assert answer(Learner(HELD)) == (NeedStanding.NEEDS, "record.none")


@pytest.mark.parametrize(
    ("demand", "learner", "expected"),
    [
        (ONCE, Learner(HELD, taken(2010)), (NeedStanding.HAS, "record.own")),
        (ONCE, Learner(HELD, taken(2010, code="CT-CŨ")), (NeedStanding.HAS, "record.also")),
        (ONCE, Learner(HELD, taken(2010, code="CT-KHÁC")), (NeedStanding.NEEDS, "record.none")),
        (ONCE, Learner(HELD, taken(2025)), (NeedStanding.NEEDS, "record.none")),
        (EACH_FIVE_YEARS, Learner(HELD, taken(2019, 9)), (NeedStanding.NEEDS, "record.lapsed")),
        (EACH_FIVE_YEARS, Learner(HELD, taken(2019, 10)), (NeedStanding.HAS, "record.own")),
        (EACH_FIVE_YEARS, Learner(HELD, (*taken(2010), *taken(2020))), (NeedStanding.HAS, "record.own")),
    ],
)
def test_completed_programme_counts_with_its_equals_for_as_long_as_it_lasts(demand, learner, expected) -> None:
    assert answer(learner, demand) == expected


@pytest.mark.parametrize(
    ("demand", "courses", "expected"),
    [
        (ONCE, stated("BỒI DƯỠNG  bí thư"), (NeedStanding.HAS, "course.same")),
        (EACH_FIVE_YEARS, stated("Bồi dưỡng bí thư", PartialDate(2022)), (NeedStanding.HAS, "course.same")),
        (EACH_FIVE_YEARS, stated("Bồi dưỡng bí thư"), (NeedStanding.UNKNOWN, "course.undated")),
        (EACH_FIVE_YEARS, stated("Bồi dưỡng bí thư", PartialDate(2019)), (NeedStanding.UNKNOWN, "course.undated")),
        (EACH_FIVE_YEARS, stated("Bồi dưỡng bí thư", PartialDate(2018)), (NeedStanding.NEEDS, "record.lapsed")),
        (ONCE, stated("Bồi dưỡng bí thư chi bộ"), (NeedStanding.UNKNOWN, "course.alike")),
        (ONCE, stated("Ngoại ngữ"), (NeedStanding.NEEDS, "record.none")),
    ],
)
def test_course_of_elsewhere_counts_by_its_title_and_a_doubtful_one_is_unknown(demand, courses, expected) -> None:
    assert answer(Learner(HELD, (), courses), demand) == expected


@pytest.mark.parametrize(
    ("posts", "standing"),
    [
        ((Held(),), NeedStanding.NEEDS),
        ((Held(planned=True),), NeedStanding.NEEDS),
        ((Held(PartialDate(2024)),), NeedStanding.UNKNOWN),
        ((Held(None, PartialDate(2024)),), NeedStanding.UNKNOWN),
        ((Held(PartialDate(2024)), Held(PartialDate(2020))), NeedStanding.NEEDS),
    ],
)
def test_post_whose_dates_leave_it_open_is_not_enough_information(posts, standing) -> None:
    assert answer(Learner(posts))[0] is standing


@pytest.mark.parametrize(
    ("judged", "seat", "expected"),
    [
        (Standing.ELIGIBLE, "", NeedStanding.NEEDS),
        (Standing.NOT_ELIGIBLE, "", NeedStanding.EXEMPT),
        (Standing.NOT_ENOUGH_INFORMATION, "", NeedStanding.UNKNOWN),
        (Standing.NOT_ELIGIBLE, "Lớp 1", NeedStanding.EXEMPT),
        (Standing.NOT_ENOUGH_INFORMATION, "Lớp 1", NeedStanding.UNDER_WAY),
        (Standing.ELIGIBLE, "Lớp 1", NeedStanding.UNDER_WAY),
    ],
)
def test_rules_say_of_whom_it_is_asked_and_a_seat_says_it_is_under_way(judged, seat, expected) -> None:
    found = need_of(Learner(HELD, seated=seat), ONCE, verdict(judged), on=ON)
    assert found.standing is expected
    if expected in {NeedStanding.EXEMPT, NeedStanding.UNKNOWN}:
        assert [reason.citation.instrument for reason in found.reasons] == ["57-QĐ/TW"]


def test_what_was_completed_holds_whatever_the_rules_say() -> None:
    assert answer(Learner(HELD, taken(2020)), ONCE, verdict(Standing.NOT_ELIGIBLE))[0] is NeedStanding.HAS


def test_nothing_can_be_told_of_what_is_no_programme_yet() -> None:
    assert answer(Learner(HELD), Demand("", ("Kỹ năng",))) == (NeedStanding.UNKNOWN, "programme.unknown")
