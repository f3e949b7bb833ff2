from pathlib import Path

import pytest

import builders
from apps.intake.lists import TODAY
from khaigiang.apps.units.models import Level, Unit
from khaigiang.foundation import clock


@pytest.fixture
def district(db, tmp_path: Path, monkeypatch) -> Unit:
    """A district with two wards, a home of its own for the files, and a day."""
    monkeypatch.setenv("KHAIGIANG_HOME", str(tmp_path / "home"))
    (tmp_path / "home" / "uploads").mkdir(parents=True)
    of = builders.unit("Quận A", Level.DISTRICT, builders.unit("Thành phố Hà Nội", Level.PROVINCE))
    for name in ("Phường Láng Hạ", "Phường Ô Chợ Dừa"):
        builders.unit(name, Level.COMMUNE, of)
    with clock.standing_at(TODAY):
        yield of
