import os
import stat
from pathlib import Path

from khaigiang.foundation import home


def test_named_home_wins(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("KHAIGIANG_HOME", str(tmp_path / "dữ liệu của tôi"))

    assert home.current().root == tmp_path / "dữ liệu của tôi"


def test_home_without_a_name_is_the_users_own_data_folder(monkeypatch, tmp_path) -> None:
    monkeypatch.delenv("KHAIGIANG_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))

    assert home.default_root().name == "khaigiang"
    assert tmp_path in home.default_root().parents


def test_home_with_a_tilde_is_expanded(monkeypatch) -> None:
    monkeypatch.setenv("KHAIGIANG_HOME", "~/x")

    assert home.default_root() == Path(os.path.expanduser("~/x")).resolve()  # noqa: PTH111 - the independent answer


def test_made_home_is_private_and_making_it_again_changes_nothing(tmp_path) -> None:
    made = home.Home(tmp_path / "nhà").made()

    assert {path.name for path in made.root.iterdir()} == {"locks", "uploads"}
    assert stat.S_IMODE(made.root.stat().st_mode) == 0o700
    assert made.made() == made
