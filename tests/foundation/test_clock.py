import datetime as dt

import pytest

from khaigiang.foundation import clock

DAY = dt.date(2024, 2, 29)


def test_named_day_is_today(monkeypatch) -> None:
    monkeypatch.setenv("KHAIGIANG_TODAY", "2024-02-29")

    assert clock.today() == DAY
    assert clock.now().isoformat() == "2024-02-29T08:00:00+07:00"


def test_day_of_the_block_wins_over_the_named_day_and_ends_with_the_block() -> None:
    before = clock.today()
    with clock.standing_at(DAY):
        assert clock.today() == DAY
        with clock.standing_at(None):
            assert clock.today() == DAY

    assert clock.today() == before


def test_running_clock_is_in_viet_nam(monkeypatch) -> None:
    monkeypatch.delenv("KHAIGIANG_TODAY")

    earliest = dt.datetime.now(dt.UTC)
    now = clock.now()

    assert earliest <= now <= dt.datetime.now(dt.UTC)
    assert now.utcoffset() == dt.timedelta(hours=7)


def test_day_that_is_no_day_is_an_error(monkeypatch) -> None:
    monkeypatch.setenv("KHAIGIANG_TODAY", "tomorrow")

    with pytest.raises(ValueError, match="tomorrow"):
        clock.today()
