import base64
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

import finishing
from khaigiang.apps.certificates.actions import issue_certificates, revoke
from khaigiang.apps.certificates.models import Certificate, Register
from khaigiang.apps.certificates.queries import known_keys
from khaigiang.cli import certificate
from khaigiang.core.attestation import read_statement, text_to_sign, with_signature
from khaigiang.foundation import guarded
from khaigiang.foundation.actor import SYSTEM
from khaigiang.foundation.home import Home
from khaigiang.foundation.refusal import Refused
from khaigiang.foundation.signing import signing_keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr("khaigiang.cli.home.open_home_at_hand", lambda: None)
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


@pytest.mark.parametrize(
    "what",
    [
        "xin chào",
        "x" * 5000,
        "",
        ".",
        "a/" * 3000,
        "x" * 300 + "/y",
        "a\x00b",
        "KG1|\udcff|x",
        "\udcff/1",
        "không-có.pdf",
    ],
)
def test_what_is_no_certificate_is_not_valid(what, world):
    code, said = run("verify", what, "--json")
    assert (code, said["valid"], said["number"]) == (1, False, "")


def test_keys_of_another_office_may_be_added(world, tmp_path):
    code, keys = run("keys")
    path = tmp_path / "khoa.json"
    path.write_text(json.dumps(keys))
    statement = Certificate.objects.all()[0].statement
    assert (code, run("verify", statement, "--keys", path, "--json")[0]) == (0, 0)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "Không có gì để kiểm tra."),
        (b" \r\n", "Không có gì để kiểm tra."),
        (b"xin ch\xc3\xa0o", "Đây không phải là nội dung mã của chứng nhận, cũng không phải là số có trong sổ gốc."),
        (bytes(range(256)), "Không đọc được tệp."),
        (b"%PDF-1.7", "Tệp không còn dấu niêm phong: đã bị lưu lại hoặc không do Khai Giảng ghi ra."),
        (b"x" * 2_000_001, "Tệp quá lớn, không phải là tệp chứng nhận."),
    ],
)
def test_file_that_is_no_certificate_is_not_valid_in_words(data, reason, world, tmp_path):
    file = tmp_path / "tệp lạ.pdf"
    file.write_bytes(data)
    assert run("verify", file, "--json") == (1, {"valid": False, "number": "", "reason": reason})


def test_file_that_is_not_there_or_cannot_be_read_is_said(world, tmp_path):
    gone = tmp_path / "x.pdf"
    assert run("verify", gone, "--json")[1]["reason"] == f"Không có tệp {gone}."
    assert run("verify", tmp_path, "--json")[1]["reason"] == "Không đọc được tệp."


def test_statement_with_line_end_is_valid_and_of_a_wrong_or_unknown_key_is_not(world, tmp_path):
    text = Certificate.objects.all()[0].statement
    assert run("verify", f"{text}\r\n", "--json")[0] == 0
    stranger = signing_keys(Home(tmp_path / "noi-khac").made())[0]
    said = text_to_sign(replace(read_statement(text).statement, key=stranger.name))
    foreign, own_name = with_signature(said, stranger.sign(said)), read_statement(text).statement.key
    code, found = run("verify", foreign, "--json")
    assert (code, found["reason"]) == (
        1, f"Không có khóa công khai {stranger.name} của nơi cấp nên không kiểm tra được chữ ký.",
    )  # fmt: skip
    forged = said.replace(stranger.name, own_name)
    assert run("verify", with_signature(forged, stranger.sign(forged)), "--json")[1]["valid"] is False
    path = tmp_path / "khoa.json"
    path.write_text(json.dumps({stranger.name: base64.urlsafe_b64encode(stranger.public).decode()}))
    code, found = run("verify", foreign, "--keys", path, "--json")
    assert (code, found["reason"]) == (1, "Chữ ký đúng nhưng sổ gốc ghi số này với nội dung khác.")


def test_check_page_is_written_with_further_keys_and_not_over_a_file(world, tmp_path):
    stranger = signing_keys(Home(tmp_path / "noi-khac").made())[0]
    path, out = tmp_path / "khoa.json", tmp_path / "kiểm tra.html"
    path.write_text(json.dumps({"tên khác": base64.urlsafe_b64encode(stranger.public).decode()}))
    code, made = run("page", "--out", out, "--keys", path, "--json")
    assert (code, made["file"], made["made_on"], made["bytes"]) == (0, str(out), "2022-05-12", out.stat().st_size)
    assert made["keys"] == [*known_keys(), stranger.name]
    assert f'"{stranger.name}"' in out.read_text(encoding="utf-8")
    answer = CliRunner().invoke(certificate.command, ["page", "--out", str(out)])
    assert isinstance(answer.exception, Refused)
    assert answer.exception.code == "file_exists"
    assert run("page", "--out", out, "--force", "--json")[0] == 0


def test_two_books_of_one_sign_are_written_to_files_of_their_own(world, tmp_path):
    other = finishing.another_class(world, "Lớp khác")
    with guarded.writing("test"):
        other.line.school = "Trung tâm Đào tạo cán bộ Lê Hồng Phong"
        other.line.save()
    issue_certificates(other, by=SYSTEM)
    with guarded.writing("test"):
        Register.objects.update(prefix="CN")
    _code, written = run("export", "--out", tmp_path, "--json")
    assert len({each["file"] for each in written}) == len(written) == 6
    names = sorted(path.name for path in tmp_path.iterdir())
    assert [name for name in names if not name.startswith("so-")] == ["cn-00003.pdf", "cn-00004.pdf"]


def test_files_are_not_written_over_a_file(world, tmp_path):
    out = tmp_path / "ra"
    out.write_text("của tôi")
    answer = CliRunner().invoke(certificate.command, ["export", "--out", str(out)])
    assert isinstance(answer.exception, Refused)
    assert (answer.exception.code, out.read_text()) == ("not_a_folder", "của tôi")


@pytest.mark.parametrize("text", ["[1]", "{}", '{"a": "AAAA"}', '{"a": 1}', "\xff", "xin chào"])
def test_file_of_no_keys_is_refused(text, world, tmp_path):
    path = tmp_path / "khoa.json"
    path.write_text(text, encoding="latin-1" if text == "\xff" else "utf-8")
    for words in (["verify", "x"], ["page", "--out", str(tmp_path / "p.html")]):
        answer = CliRunner().invoke(certificate.command, [*words, "--keys", str(path)])
        assert isinstance(answer.exception, Refused)
        assert (answer.exception.code, (tmp_path / "p.html").exists()) == ("not_keys", False)


@pytest.mark.parametrize(("words", "code"), [(("--class", "không-có"), "no_such_class"), ((), "no_certificates")])
def test_nothing_to_export_is_refused(words, code, world, tmp_path):
    if not words:
        for each in Certificate.objects.all():
            revoke(each, "Sai", by=SYSTEM)
    answer = CliRunner().invoke(certificate.command, ["export", *words, "--out", str(tmp_path / "ra")])
    assert isinstance(answer.exception, Refused)
    assert (answer.exception.code, (tmp_path / "ra").exists()) == (code, False)
