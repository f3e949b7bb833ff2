"""The commands in a home of the test database: what they print, and the code they end with."""

import json

import pytest
from click.testing import CliRunner, Result

import builders
from khaigiang.cli import audit, handbook
from khaigiang.foundation import audit as trail
from khaigiang.foundation import guarded, roles
from khaigiang.foundation.actor import SYSTEM
from khaigiang.foundation.audit.verification import Wrong


@pytest.fixture(autouse=True)
def _home_is_open(monkeypatch) -> None:
    for command in (audit, handbook):
        monkeypatch.setattr(command, "open_home_at_hand", lambda: None)


def verify(*words: str) -> Result:
    return CliRunner().invoke(audit.command, ["verify", *words])


@pytest.fixture
def event(transactional_db) -> int:
    with guarded.writing("a test"):
        return trail.record("tests.noted", "a", by=SYSTEM).pk


def test_untouched_trail_is_said_to_be_so(event) -> None:
    result = verify()

    assert result.exit_code == 0
    assert result.output.startswith("1 sự kiện, 1 niêm phong. 1 events, 1 seals.\n")
    assert result.output.endswith("Nguyên vẹn.\nNothing was changed.\n")


def test_edited_event_is_named_with_exit_code_1(event, settings) -> None:
    with roles.connect(settings.DOOR.owner) as owner:
        owner.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        owner.execute("UPDATE audit_event SET verb = 'x'")

    result = verify("--json")
    plain = verify()

    said = json.loads(result.output)
    assert (result.exit_code, said["valid"], said["fault"]) == (
        1,
        False,
        {"wrong": "event_changed", "event": event, "seal": 1},
    )
    assert f"sự kiện {event} đã bị sửa (niêm phong 1)" in plain.output


def test_digest_that_is_not_in_the_chain_ends_with_exit_code_1(event) -> None:
    assert verify("--expect", "0" * 64).exit_code == 1
    assert verify("--expect", json.loads(verify("--json").output)["latest"]).exit_code == 0


def test_every_fault_has_its_sentences() -> None:
    assert set(audit.FAULTS) == set(Wrong)


def test_handbook_is_searched_without_diacritics(db) -> None:
    builders.entry("Cấp lại chứng chỉ?", "Không cấp lại.", code="a", sources="Điều 5")

    found = json.loads(CliRunner().invoke(handbook.command, ["search", "cap", "lai", "--json"]).output)
    plain = CliRunner().invoke(handbook.command, ["search", "cấp lại"]).output

    assert [(entry["code"], entry["verified"]) for entry in found["entries"]] == [("a", False)]
    assert plain.startswith(
        "Kết quả và chứng chỉ · Cấp lại chứng chỉ?\n  Không cấp lại.\n  Nguồn: Điều 5\n  CHƯA ĐỐI CHIẾU"
    )


def test_search_that_finds_nothing_says_so(db) -> None:
    assert CliRunner().invoke(handbook.command, ["search", "xyz"]).output.startswith("Không có mục nào khớp.")
