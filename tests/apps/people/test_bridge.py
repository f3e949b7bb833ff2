import datetime as dt

import pytest

from khaigiang.apps.people.bridge import birth_of
from khaigiang.apps.people.models import Person
from khaigiang.core.vietnamese import PartialDate


@pytest.mark.parametrize(
    ("born", "precision", "birth"),
    [
        (dt.date(1975, 6, 9), "day", PartialDate(1975, 6, 9)),
        (dt.date(1975, 6, 1), "month", PartialDate(1975, 6)),
        (dt.date(1975, 1, 1), "year", PartialDate(1975)),
        (None, "", None),
    ],
)
def test_birth_has_no_more_precision_than_was_stated(born, precision, birth) -> None:
    assert birth_of(Person(born=born, born_precision=precision)) == birth
