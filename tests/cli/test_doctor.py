import json

import pytest
from click.testing import CliRunner

from khaigiang.cli import doctor
from khaigiang.cli.examination import State, folder, machine
from khaigiang.foundation import keys
from khaigiang.foundation.home import Home


@pytest.fixture
def home(tmp_path, monkeypatch) -> Home:
    monkeypatch.setenv("KHAIGIANG_HOME", str(tmp_path / "nhà"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return Home(tmp_path / "nhà")


def states(home: Home) -> dict[str, State]:
    return {finding.about: finding.state for finding in folder.examine(home) if finding.about != "disk"}


def test_machine_without_a_home_is_fine_and_gets_none(home) -> None:
    result = CliRunner().invoke(doctor.command, ["--json"])

    said = json.loads(result.output)
    assert (result.exit_code, said["fine"], home.root.exists()) == (0, True, False)
    assert {finding["about"] for finding in said["findings"]} >= {"python", "fonts", "disk", "folder", "database"}


def test_new_home_is_fine(home) -> None:
    keys.load_or_make(home.made())

    assert states(home) == dict.fromkeys(["folder", "owner", "keys", "cluster"], State.FINE)


def test_home_that_others_can_read_is_wrong(home) -> None:
    home.made().root.chmod(0o755)

    assert states(home)["owner"] is State.WRONG


def test_home_that_others_can_pass_through_is_fine(home) -> None:
    home.made().root.chmod(0o711)

    assert states(home)["owner"] is State.FINE


@pytest.mark.parametrize("text", ["", "{}", "rubbish"])
def test_broken_keys_are_wrong(home, text) -> None:
    home.made().keys.write_text(text)

    assert states(home)["keys"] is State.WRONG


def test_keys_that_others_can_read_are_wrong(home) -> None:
    keys.load_or_make(home.made())
    home.keys.chmod(0o644)

    assert states(home)["keys"] is State.WRONG


def test_lost_keys_are_wrong_once_there_is_data(home) -> None:
    home.made()
    assert states(home)["keys"] is State.FINE
    home.cluster.mkdir()

    assert states(home)["keys"] is State.WRONG


def test_data_of_another_version_is_wrong_and_the_command_says_so(home) -> None:
    keys.load_or_make(home.made())
    home.cluster.mkdir()
    (home.cluster / "PG_VERSION").write_text("14\n")

    result = CliRunner().invoke(doctor.command)

    assert (states(home)["cluster"], result.exit_code) == (State.WRONG, 1)
    assert "PostgreSQL 14" in result.output


def test_every_wrong_finding_says_how_to_mend_it_in_both_languages(home) -> None:
    home.made().root.chmod(0o777)
    home.keys.write_text("")
    home.cluster.mkdir()
    (home.cluster / "PG_VERSION").write_text("14\n")

    wrong = [finding for finding in folder.examine(home) if finding.state is State.WRONG]

    assert [finding.about for finding in wrong] == ["owner", "keys", "cluster"]
    assert all(finding.mend and finding.mend_english for finding in wrong)


def test_taken_port_is_only_worth_knowing() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert machine.port(taken.getsockname()[1]).state is State.NOTE
