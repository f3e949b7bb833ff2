import json

import pytest
from click.testing import CliRunner

import builders
import finishing
from apps.delivery.ready import filled
from khaigiang.apps.results.models import Mark
from khaigiang.cli import marks
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.refusal import FilesRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr("khaigiang.cli.home.open_home_at_hand", lambda: None)
    return builders.small_world(districts=1)


@pytest.fixture
def test_of(world):
    return finishing.assessment(world.line.programme)


def run(*words):
    return CliRunner().invoke(marks.command, [str(word) for word in words])


def refused(*words):
    answer = run(*words)
    assert isinstance(answer.exception, Refused)
    return answer.exception


def test_template_goes_out_and_comes_back_filled(world, test_of, tmp_path):
    file, code = tmp_path / "bảng điểm.xlsx", world.training_class.code
    assert run("template", code, "-o", file).exit_code == 0
    file.write_bytes(filled(file.read_bytes(), {"F5": "8,5", "F6": 7}))
    for written in (2, 0):
        answer = run("read", file, "--class", code, "--json")
        assert (answer.exit_code, json.loads(answer.output)) == (
            0, {"class": code, "file": "bảng điểm.xlsx", "written": written},
        )  # fmt: skip
    assert dict(Mark.objects.values_list("enrolment", "value")) == {
        world.enrolments[0].pk: 8.5,
        world.enrolments[1].pk: 7,
    }


def test_template_does_not_overwrite_a_file_unasked(world, test_of, tmp_path):
    file = tmp_path / "x.xlsx"
    file.write_text("của tôi")
    assert refused("template", world.training_class.code, "-o", file).code == "file_exists"
    assert file.read_text() == "của tôi"
    assert run("template", world.training_class.code, "-o", file, "--force").exit_code == 0
    assert file.read_bytes()[:2] == b"PK"


def test_file_with_a_fault_is_refused_with_its_cell_and_nothing_is_written(world, test_of, tmp_path):
    file, code = tmp_path / "x.xlsx", world.training_class.code
    run("template", code, "-o", file)
    file.write_bytes(filled(file.read_bytes(), {"F5": "8", "F6": "12"}))
    said = refused("read", file, "--class", code)
    assert isinstance(said, FilesRefused)
    assert [(each.cell, each.code) for each in said.findings] == [("F6", "mark_out_of_scale")]
    assert not Mark.objects.exists()


def test_a_faulty_file_is_given_back_into_a_folder(world, test_of, tmp_path):
    file, code = tmp_path / "x.xlsx", world.training_class.code
    run("template", code, "-o", file)
    file.write_bytes(filled(file.read_bytes(), {"F6": "12"}))
    refused("read", file, "--class", code, "--out", tmp_path / "trả lại")
    assert [path.name for path in (tmp_path / "trả lại").iterdir()] == ["x-da-kiem-tra.xlsx"]


def test_class_without_assessments_or_of_an_unknown_code_is_refused_in_words(world, tmp_path):
    file, code = tmp_path / "x.xlsx", world.training_class.code
    said = refused("template", code, "-o", file)
    assert str(said) == "Chương trình của Lớp 1 chưa có bài kiểm tra nào; hãy lập bài kiểm tra rồi lấy bảng điểm."
    assert refused("template", "KHÔNG-CÓ", "-o", file).code == "no_such_class"
    assert refused("read", file, "--class", code).code == "no_file"
    assert not file.exists()
