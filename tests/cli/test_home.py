"""Which home a command opens that asks about a worked year."""

import os
from pathlib import Path

import pytest

from khaigiang.cli import home


@pytest.fixture
def own(tmp_path, monkeypatch) -> Path:
    """The data folder of somebody who has played case A and done nothing else."""
    (tmp_path / "demo" / "A-1234" / "postgres").mkdir(parents=True)
    (tmp_path / "demo" / "last").write_text("A-1234", encoding="utf-8")
    monkeypatch.setattr(home, "open_home", lambda: None)
    monkeypatch.setenv("KHAIGIANG_HOME", str(tmp_path))
    monkeypatch.setenv("KHAIGIANG_DEMO", "0")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


def opened() -> tuple[str, str]:
    home.open_home_at_hand()
    return os.environ["KHAIGIANG_HOME"], os.environ["KHAIGIANG_DEMO"]


def test_demo_is_at_hand_while_there_is_nothing_of_ones_own(own, capsys) -> None:
    assert opened() == (str(own / "demo" / "A-1234"), "1")
    assert "dùng bản chạy thử A. No data of yours yet: using demo A." in capsys.readouterr().err


def test_own_home_is_opened_as_soon_as_it_was_used(own, capsys) -> None:
    (own / "postgres").mkdir()

    assert opened() == (str(own), "0")
    assert capsys.readouterr().err == ""


def test_own_server_is_never_left_for_a_demo(own, monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://server/ours")

    assert opened() == (str(own), "0")


def test_demo_that_was_removed_is_not_opened(own) -> None:
    (own / "demo" / "A-1234" / "postgres").rmdir()

    assert opened() == (str(own), "0")
