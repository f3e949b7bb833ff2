import json

import pytest
from click.testing import CliRunner

import finishing
from khaigiang.apps.certificates.actions import revoke
from khaigiang.apps.certificates.models import Certificate
from khaigiang.cli import certificate
from khaigiang.foundation.actor import SYSTEM
from khaigiang.foundation.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr("khaigiang.cli.home.open_home", lambda: None)
    world = finishing.finished_world()
    finishing.certificates(world)
    return world


def run(*words):
    answer = CliRunner().invoke(certificate.command, [str(word) for word in words])
    return answer.exit_code, json.loads(answer.output)


def test_export_writes_the_files_it_names_and_the_same_bytes_again(world, tmp_path):
    code, written = run("export", "--class", world.training_class.code, "--limit", 2, "--out", tmp_path, "--json")
    names = [each["number"] for each in written]
    before = [path.read_bytes() for path in sorted(tmp_path.iterdir())]
    run("export", "--limit", 2, "--out", tmp_path, "--json")
    assert (code, names) == (0, ["CN-TĐTCBLHP/00001", "CN-TĐTCBLHP/00002"])
    assert [each["file"] for each in written] == [str(path) for path in sorted(tmp_path.iterdir())]
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == before


def test_file_text_file_and_text_are_verified(world, tmp_path):
    _code, (written,) = run("export", "--limit", 1, "--out", tmp_path, "--json")
    text = tmp_path / "ma.txt"
    text.write_text(written["statement"] + "\n", encoding="utf-8")
    good = {
        "valid": True,
        "number": "CN-TĐTCBLHP/00001",
        "reason": "Chữ ký đúng, chứng nhận có trong sổ gốc và còn hiệu lực.",
    }
    for what in (written["file"], text, written["statement"]):
        assert run("verify", what, "--json") == (0, good)


def test_changed_and_revoked_certificates_are_not_valid(world, tmp_path):
    _code, (written,) = run("export", "--limit", 1, "--out", tmp_path, "--json")
    changed = written["statement"].replace("Lớp 1", "Lớp 2")
    code, said = run("verify", changed, "--json")
    assert (code, said["valid"], said["number"]) == (1, False, "CN-TĐTCBLHP/00001")
    revoke(Certificate.objects.get(number=1), "Ghi sai", by=SYSTEM)
    code, said = run("verify", written["file"], "--json")
    assert (code, said["reason"]) == (1, "Chứng nhận đã bị thu hồi ngày 12/05/2022. Lý do: Ghi sai")
    assert [each["number"][-1] for each in run("export", "--out", tmp_path, "--json")[1]] == ["2", "3", "4"]


@pytest.mark.parametrize("what", ["xin chào", "x" * 5000, ""])
def test_what_is_no_certificate_is_not_valid(what, world):
    code, said = run("verify", what, "--json")
    assert (code, said["valid"], said["number"]) == (1, False, "")


def test_keys_of_another_office_may_be_added(world, tmp_path):
    code, keys = run("keys")
    path = tmp_path / "khoa.json"
    path.write_text(json.dumps(keys))
    statement = Certificate.objects.all()[0].statement
    assert (code, run("verify", statement, "--keys", path, "--json")[0]) == (0, 0)
    path.write_text("[1]")
    answer = CliRunner().invoke(certificate.command, ["verify", statement, "--keys", str(path)])
    assert isinstance(answer.exception, Refused)
    assert answer.exception.code == "not_keys"


@pytest.mark.parametrize(("words", "code"), [(("--class", "không-có"), "no_such_class"), ((), "no_certificates")])
def test_nothing_to_export_is_refused(words, code, world, tmp_path):
    if not words:
        for each in Certificate.objects.all():
            revoke(each, "Sai", by=SYSTEM)
    answer = CliRunner().invoke(certificate.command, ["export", *words, "--out", str(tmp_path / "ra")])
    assert isinstance(answer.exception, Refused)
    assert (answer.exception.code, (tmp_path / "ra").exists()) == (code, False)
