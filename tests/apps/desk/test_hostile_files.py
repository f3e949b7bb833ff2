"""Files made to break a reader, on the page and on the command line: refused in words, or read as what they say."""

import io
import zipfile

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.intake.conftest import district  # noqa: F401 - the same world
from apps.intake.lists import FIRST, HEAD, book
from intake.books import book_of
from intake.test_sheets import repacked
from khaigiang.apps.desk.actions import check_batch
from khaigiang.apps.intake.models import Batch
from khaigiang.apps.people.models import Person
from khaigiang.cli import importing
from khaigiang.foundation.actor import SYSTEM
from khaigiang.intake import sheets
from khaigiang.intake.refusal import FilesRefused

SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
INTAKE = reverse("desk:intake")


def _with_entities() -> bytes:
    with zipfile.ZipFile(io.BytesIO(book(FIRST))) as parts:
        content = parts.read(SHEET).replace(b'<?xml version="1.0"?>', b"")
    return repacked(book(FIRST), SHEET, ENTITIES + content)


def _with_macros_and_links() -> bytes:
    buffer = io.BytesIO(book(FIRST))
    with zipfile.ZipFile(buffer, "a") as parts:
        parts.writestr("xl/vbaProject.bin", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000))
        parts.writestr("xl/externalLinks/externalLink1.xml", '<externalLink><externalBook r:id="rId1"/></externalLink>')
    return buffer.getvalue()


REFUSED = {
    "truncated": (lambda: book(FIRST)[:-200], "bị hỏng hoặc bị cắt cụt"),
    "bomb": (lambda: repacked(book(FIRST), "docProps/app.xml", bytes(sheets.MAX_UNPACKED_BYTES + 1)), "lớn bất thường"),
    "entities": (_with_entities, "bị hỏng hoặc bị cắt cụt"),
    "web page": (lambda: b"<html><body><table><tr><td>STT</td></tr></table></body></html>", "là trang web"),
}
READ = {
    "macros and links to other workbooks": _with_macros_and_links,
    "a formula beside the list": lambda: book_of(
        {"DS": [[*HEAD, "Tỷ lệ"], [*FIRST, '=WEBSERVICE("http://x.invalid")']]}
    ),
}


@pytest.fixture
def command(district, monkeypatch):  # noqa: F811 - the fixture of that name
    monkeypatch.setattr("khaigiang.cli.home.open_home", lambda: None)
    return lambda *words: CliRunner().invoke(importing.command, [str(word) for word in words])


@pytest.mark.parametrize("hostile", REFUSED)
def test_the_page_refuses(hostile, planner, district) -> None:  # noqa: F811 - the fixture of that name
    content, sentence = REFUSED[hostile][0](), REFUSED[hostile][1]
    planner.post(INTAKE, {"file": SimpleUploadedFile("ds.xlsx", content), "kind": "people"})
    batch = check_batch(Batch.objects.get(), by=SYSTEM)

    page = reverse("desk:batch", args=[batch.pk])

    assert sentence in planner.get(page).content.decode()
    assert planner.post(page, {"act": "commit"}).status_code == 422
    assert Person.objects.count() == 0


@pytest.mark.parametrize("hostile", REFUSED)
def test_the_command_refuses(hostile, command, tmp_path) -> None:
    path = tmp_path / "ds.xlsx"
    path.write_bytes(REFUSED[hostile][0]())

    for words in ((), ("--check",)):
        answer = command("people", path, *words)

        assert isinstance(answer.exception, FilesRefused)
        assert (Person.objects.count(), Batch.objects.exclude(state="dropped").count()) == (0, 0)


@pytest.mark.parametrize("harmless", READ)
def test_what_is_harmless_is_read(harmless, command, tmp_path) -> None:
    path = tmp_path / "ds.xlsm"
    path.write_bytes(READ[harmless]())

    answer = command("people", path, "--accept", "all")

    assert answer.exit_code == 0, answer.exception
    assert Person.objects.get().full_name == "Nguyễn Văn Thử"


def test_a_file_of_300_megabytes_is_refused_unread_by_the_command(command, tmp_path) -> None:
    path = tmp_path / "ds.xlsx"
    with path.open("wb") as stream:
        stream.truncate(300_000_000)

    answer = command("people", path)

    assert isinstance(answer.exception, FilesRefused)
    assert [each.code for each in answer.exception.findings] == ["file_too_large"]


def test_a_file_that_is_too_large_is_refused_unread_by_the_page(planner, district, monkeypatch) -> None:  # noqa: F811
    monkeypatch.setattr(sheets, "MAX_BYTES", 1_000_000)

    answer = planner.post(INTAKE, {"file": SimpleUploadedFile("ds.xlsx", bytes(1_000_001)), "kind": "people"})

    assert (answer.status_code, "Tệp lớn hơn 1 MB" in answer.content.decode()) == (422, True)
    assert Batch.objects.count() == 0
