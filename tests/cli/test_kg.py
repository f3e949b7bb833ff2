"""The door itself. It is no module, so it is loaded by its path; it works here on a folder of its own."""

import errno
import importlib.machinery
import importlib.util
import json
import subprocess
import sys

import pytest

from ground.settings import REPOSITORY

MODULE = importlib.machinery.SourceFileLoader("kg", str(REPOSITORY / "kg"))


@pytest.fixture
def kg(tmp_path, monkeypatch):
    """The script, as if it lay in a folder whose name holds a space and diacritics, beside a list of no packages."""
    script = importlib.util.module_from_spec(importlib.util.spec_from_loader("kg", MODULE))
    MODULE.exec_module(script)
    here = tmp_path / "Khai Giảng của tôi"
    (here / "requirements").mkdir(parents=True)
    for name in script.LOCKS:
        (here / "requirements" / f"{name}.lock").write_text(f"# {name}: nothing\n")
    monkeypatch.setattr(script, "HERE", here)
    monkeypatch.setattr(script, "VENV", here / ".venv")
    monkeypatch.setattr(script, "ASIDE", here / ".venv.old")
    monkeypatch.setattr(script, "STAMP", here / ".venv" / "khaigiang.json")
    monkeypatch.setattr(script, "WHEELHOUSE", here / "wheelhouse")
    monkeypatch.setattr(script, "PYTHON", here / ".venv" / "bin" / "python")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    return script


def ask_for_missing_package(kg) -> None:
    kg.lock_file("run").write_text(f"nothing-of-this-name==1.0 --hash=sha256:{'0' * 64}\n")


@pytest.mark.parametrize(
    ("words", "required", "lock"),
    [
        ([], "", "run"),
        (["serve"], "browser", "run"),
        (["demo"], "", "run"),
        (["timetable", "prepare"], "", "search"),
        (["timetable", "plan", "12-KH/TU"], "", "run"),
        (["bench", "ctt", "comp01.ctt"], "", "search"),
        (["bench", "case-a"], "", "run"),
        (["test"], "", "dev"),
        (["check", "-x"], "office", "dev"),
        (["test"], "browser,office", "browser"),
    ],
)
def test_command_gets_the_packages_it_needs(kg, monkeypatch, words, required, lock) -> None:
    monkeypatch.setenv("KHAIGIANG_REQUIRE", required)

    assert kg.wanted_lock(words) == lock


def test_environment_is_made_once(kg) -> None:
    kg.make_ready("run")

    assert kg.ready("run")
    assert not kg.ready("dev")
    assert json.loads(kg.STAMP.read_text()) == kg.stamp_for("run")
    assert subprocess.check_output([kg.PYTHON, "-c", "import sys; print(sys.prefix)"], text=True).strip() == str(
        kg.VENV
    )


def test_larger_list_is_added_and_serves_the_smaller_command_too(kg) -> None:
    kg.make_ready("run")
    kept = kg.VENV / "kept"
    kept.touch()

    kg.make_ready("dev")

    assert [kg.ready("run"), kg.ready("dev"), kg.ready("browser"), kept.exists()] == [True, True, False, True]


@pytest.mark.parametrize(
    "what", ["list", *(pytest.param(each, marks=pytest.mark.long) for each in ("python", "stamp", "program"))]
)
def test_environment_that_no_longer_fits_is_made_anew(kg, what) -> None:
    kg.make_ready("run")
    if what == "list":
        kg.lock_file("run").write_text("# another list\n")
    elif what == "python":
        kg.STAMP.write_text(json.dumps(kg.stamp_for("run") | {"python": "3.9"}))
    elif what == "stamp":
        kg.STAMP.write_text("half a st")
    else:
        kg.PYTHON.unlink()
    (kg.VENV / "old").touch()

    assert not kg.ready("run")

    kg.make_ready("run")

    assert [kg.ready("run"), (kg.VENV / "old").exists(), kg.ASIDE.exists()] == [True, False, False]


def test_half_made_environment_is_made_anew(kg) -> None:
    (kg.VENV / "bin").mkdir(parents=True)
    (kg.VENV / "bin" / "python").touch()

    kg.make_ready("run")

    assert kg.ready("run")


def test_old_environment_is_put_back_when_the_new_one_cannot_be_made(kg) -> None:
    kg.make_ready("run")
    (kg.VENV / "old").touch()
    ask_for_missing_package(kg)

    with pytest.raises(kg.Trouble) as trouble:
        kg.make_ready("run")

    assert "./kg bundle" in trouble.value.english
    assert "nothing-of-this-name" in trouble.value.tail
    assert [(kg.VENV / "old").exists(), kg.ASIDE.exists()] == [True, False]


def test_wheelhouse_that_lacks_a_package_is_said(kg) -> None:
    kg.WHEELHOUSE.mkdir()
    ask_for_missing_package(kg)

    with pytest.raises(kg.Trouble, match="wheelhouse"):
        kg.make_ready("run")

    assert not kg.VENV.exists()


def test_second_one_waits_for_the_first(kg, capfd) -> None:
    kg.HERE.joinpath(".cache").mkdir()
    hold = "import fcntl, sys; file = open(sys.argv[1], 'a'); fcntl.flock(file, 2); print(1, flush=True); input()"
    first = subprocess.Popen(
        [sys.executable, "-c", hold, str(kg.HERE / ".cache" / "kg.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    first.stdout.readline()
    with (kg.HERE / ".cache" / "kg.lock").open("a") as file:
        assert not kg.take(file, wait=False)

    first.communicate("\n")

    with kg.alone():
        pass
    assert capfd.readouterr().err == ""


def test_python_that_is_too_old_is_told_what_is_needed(kg, monkeypatch) -> None:
    monkeypatch.setattr(kg, "OLDEST", (9, 0))
    monkeypatch.setattr(kg, "NEWEST", (9, 0))
    monkeypatch.setenv("PATH", "")

    with pytest.raises(kg.Trouble, match=r"Python 3\.11"):
        kg.use_fitting_python()


def test_machine_without_any_pip_is_told_the_package(kg, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(kg.Trouble, match="python3-venv"):
        kg.pip_command()


@pytest.mark.parametrize(
    ("number", "word"), [(errno.ENOSPC, "full"), (errno.EACCES, "Not allowed"), (errno.EIO, "Cannot get ready")]
)
def test_trouble_of_the_disk_is_one_sentence_in_each_language(kg, capsys, number, word) -> None:
    assert kg.disk_trouble(OSError(number, "x", "y")) == kg.FAILED

    vietnamese, english = capsys.readouterr().err.splitlines()
    assert word in english
    assert vietnamese != english


def test_script_is_readable_by_old_pythons() -> None:
    import ast

    ast.parse((REPOSITORY / "kg").read_text(encoding="utf-8"), feature_version=(3, 7))
