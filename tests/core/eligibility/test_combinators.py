import datetime as dt
import itertools
from dataclasses import dataclass

import pytest

from khaigiang.core.eligibility.combinators import All, Any, Unless
from khaigiang.core.eligibility.facts import Nominee
from khaigiang.core.eligibility.finding import Finding
from khaigiang.core.verdict import Standing

ON = dt.date(2022, 5, 12)
ANYONE = Nominee("1", "Nguyễn Văn An")
OK, NO, UNKNOWN = Standing.ELIGIBLE, Standing.NOT_ELIGIBLE, Standing.NOT_ENOUGH_INFORMATION
RANK = {NO: 0, UNKNOWN: 1, OK: 2}
PAIRS = list(itertools.product(Standing, repeat=2))


@dataclass(frozen=True)
class Says:
    """A condition that always finds the same."""

    standing: Standing
    code: str = "says"

    def find(self, nominee, on):
        return Finding(self.standing, self.code, {"fact": self.code})


def standing(condition):
    return condition.find(ANYONE, ON).standing


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_all_is_the_worse_and_any_the_better_of_two(a, b):
    assert standing(All((Says(a), Says(b)))) is min(a, b, key=RANK.get)
    assert standing(Any((Says(a), Says(b)))) is max(a, b, key=RANK.get)


@pytest.mark.parametrize(("exception", "condition"), PAIRS)
def test_unless_is_the_condition_or_its_exception(exception, condition):
    assert standing(Unless(Says(exception), Says(condition))) is standing(Any((Says(exception), Says(condition))))


def test_the_finding_is_that_of_the_first_part_that_decides_and_names_the_others():
    parts = (Says(OK, "a"), Says(NO, "b"), Says(UNKNOWN, "c"), Says(NO, "d"))

    assert All(parts).find(ANYONE, ON) == Finding(NO, "b", {"fact": "b", "also": "d"})
    assert Any(parts).find(ANYONE, ON) == Finding(OK, "a", {"fact": "a"})


def test_unless_gives_the_conditions_reason_while_the_exception_does_not_hold():
    found = Unless(Says(NO, "full_time"), Says(NO, "age")).find(ANYONE, ON)

    assert found == Finding(NO, "age", {"fact": "age", "exception": "full_time"})


def test_unless_gives_the_exception_where_it_holds_or_alone_is_unknown():
    assert Unless(Says(OK, "full_time"), Says(NO, "age")).find(ANYONE, ON).code == "full_time"
    assert Unless(Says(UNKNOWN, "full_time"), Says(NO, "age")).find(ANYONE, ON).code == "full_time"
