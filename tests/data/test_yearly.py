import datetime as dt
import tomllib
from importlib.resources import files

import pytest

from khaigiang.data import yearly
from khaigiang.data.office_files import FileFaultError
from khaigiang.foundation import home

PACKAGED = files(yearly).joinpath("civil_171.toml").read_text(encoding="utf-8")


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KHAIGIANG_HOME", str(tmp_path))
    folder = home.current().root / "yearly"
    folder.mkdir()
    return folder


def test_packaged_minimum_is_that_of_the_decree():
    (found,) = [each for each in yearly.yearly_minimums() if each.code == "civil_171"]
    assert (found.periods, found.categories, found.valid_from) == (40, {"civil_servant"}, dt.date(2025, 7, 1))
    assert found.citation.instrument == "Nghị định 171/2025/NĐ-CP ngày 30-6-2025"
    assert (found.citation.article, found.citation.verified) == ("", True)


def test_office_replaces_the_packaged_figure_and_adds_its_own(own_folder):
    (own_folder / "civil_171.toml").write_text(PACKAGED.replace("periods = 40", "periods = 48"), encoding="utf-8")
    (own_folder / "vien_chuc.toml").write_text(PACKAGED.replace("civil_servant", "public_employee"), encoding="utf-8")
    found = {each.code: (each.periods, each.categories) for each in yearly.yearly_minimums()}
    assert found == {"civil_171": (48, {"civil_servant"}), "vien_chuc": (40, {"public_employee"})}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("periods = 40", ""),
        ("periods = 40", "periods = 0"),
        ("periods = 40", "periods = 4.5"),
        ("periods = 40", "periods = true"),
        ("periods = 40", "periods = "),
        ('["civil_servant"]', "[]"),
        ('["civil_servant"]', '["công chức"]'),
        ("valid_from = 2025-07-01", 'valid_from = "2025-07-01"'),
        ("valid_from = 2025-07-01", "valid_from = 2025-07-01T08:00:00"),
        ("verified = true", ""),
    ],
)
def test_file_that_says_something_else_is_named(own_folder, old, new):
    (own_folder / "civil_171.toml").write_text(PACKAGED.replace(old, new), encoding="utf-8")
    with pytest.raises(FileFaultError, match=r"civil_171\.toml"):
        yearly.yearly_minimums()


def test_every_packaged_file_has_its_source():
    sources = files(yearly).joinpath("SOURCES.md").read_text(encoding="utf-8")
    names = [each.name for each in files(yearly).iterdir() if each.name.endswith(".toml")]
    assert [name for name in names if f"`{name}`" not in sources] == []
    assert tomllib.loads(PACKAGED)["periods"] == 40
