import pytest

from khaigiang.core.attendance import Measure, Presence
from khaigiang.data import profiles
from khaigiang.foundation import home

OWN = """
name = "Quy chế của trường"
instrument = "Quyết định 12-QĐ/TCT"
verified = true
programmes = ["CT-RIENG"]
"""


def test_packaged_profile_is_unverified_and_names_its_programmes():
    profile = profiles.profile_of("CT-BTĐU")
    assert profile is not None
    assert profile.absence is not None
    assert (profile.absence.percent, profile.absence.measure) == (20, Measure.PERIODS)
    assert profile.absence.counts == {Presence.EXCUSED, Presence.UNEXCUSED}
    assert not profile.absence.citation.verified


def test_programme_that_no_profile_names_has_none():
    assert profiles.profile_of("CT-KHAC") is None


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KHAIGIANG_HOME", str(tmp_path))
    folder = home.current().root / "profiles"
    folder.mkdir()
    return folder


def test_office_adds_a_profile_of_its_own(own_folder):
    (own_folder / "truong.toml").write_text(OWN, encoding="utf-8")
    profile = profiles.profile_of("CT-RIENG")
    assert profile is not None
    assert (profile.code, profile.absence) == ("truong", None)


def test_file_of_the_same_name_takes_the_place_of_the_packaged_one(own_folder):
    (own_folder / "common_practice.toml").write_text(OWN, encoding="utf-8")
    assert profiles.profile_of("CT-BTĐU") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('name = "', "name = "),
        ("verified = true", ""),
        ('programmes = ["CT-RIENG"]', '[absence]\npercent = 120\nmeasure = "periods"\ncounts = ["excused"]'),
        (
            'programmes = ["CT-RIENG"]',
            'programmes = []\n[absence]\npercent = 20\nmeasure = "weeks"\ncounts = ["excused"]',
        ),
    ],
)
def test_file_that_says_something_else_is_named(own_folder, old, new):
    (own_folder / "truong.toml").write_text(OWN.replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=r"truong\.toml"):
        profiles.profiles()
