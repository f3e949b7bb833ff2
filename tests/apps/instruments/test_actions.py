import datetime as dt

from apps.acting import PLANNER, last_event
from khaigiang.apps.instruments.actions import cite
from khaigiang.apps.instruments.models import Instrument

DAY = dt.date(2021, 5, 31)


def test_cite_enters_an_instrument_and_its_event(db) -> None:
    made = cite("04-NQ/TU", issuer="Thành ủy Hà Nội", issued_on=DAY, title="Nghị quyết về công tác cán bộ", by=PLANNER)

    row = Instrument.objects.get()
    assert (row.number, row.issuer, row.issued_on, row.title, row.verified) == (
        "04-NQ/TU",
        "Thành ủy Hà Nội",
        DAY,
        "Nghị quyết về công tác cán bộ",
        False,
    )
    assert last_event() == ("instruments.entered", f"Instrument:{made.pk}", "7", {"number": "04-NQ/TU"})


def test_cite_again_keeps_the_instrument_with_the_title_it_has(db) -> None:
    first = cite("04-NQ/TU", issuer="Thành ủy", issued_on=DAY, title="Một", by=PLANNER)

    assert cite("04-NQ/TU", issuer="Thành ủy", issued_on=DAY, title="Hai", by=PLANNER) == first
    assert list(Instrument.objects.values_list("title", flat=True)) == ["Một"]
    assert last_event()[0] == "instruments.cited"


def test_cite_tells_instruments_of_one_number_apart_by_day_and_issuer(db) -> None:
    for issuer, day in (("Thành ủy", DAY), ("Thành ủy", None), ("Tỉnh ủy", DAY)):
        cite("04-NQ/TU", issuer=issuer, issued_on=day, title="", by=PLANNER)

    assert Instrument.objects.count() == 3


def test_cite_without_a_day_is_the_same_instrument_again(db) -> None:
    first = cite("04-NQ/TU", issuer="", issued_on=None, title="", by=PLANNER)

    assert cite("04-NQ/TU", issuer="", issued_on=None, title="", by=PLANNER) == first
