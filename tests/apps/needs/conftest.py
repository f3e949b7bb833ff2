import datetime as dt

import pytest

from apps.needs.surveying import TODAY


@pytest.fixture(autouse=True)
def _today(monkeypatch) -> None:
    monkeypatch.setenv("KHAIGIANG_TODAY", TODAY.isoformat())


@pytest.fixture
def at(monkeypatch):
    """Lets the clock stand at another day for the rest of the test."""

    def stand(year: int, month: int, day: int) -> dt.date:
        monkeypatch.setenv("KHAIGIANG_TODAY", f"{year}-{month:02}-{day:02}")
        return dt.date(year, month, day)

    return stand
