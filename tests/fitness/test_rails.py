"""The guard rails hold: each is run into once."""

import datetime as dt
import socket
import warnings

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from ground import absent, rails
from khaigiang.apps.desk.models import YearRun
from khaigiang.foundation import clock, guarded


def test_network_is_refused() -> None:
    with socket.socket() as probe, pytest.raises(rails.NetworkRefused):
        probe.connect(("192.0.2.1", 80))
    with socket.socket() as probe, pytest.raises(rails.NetworkRefused):
        probe.connect_ex(("192.0.2.1", 80))
    with pytest.raises(rails.NetworkRefused):
        socket.getaddrinfo("example.org", 80)


def test_this_machine_is_not_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_warning_is_an_error() -> None:
    with pytest.raises(UserWarning):
        warnings.warn("careless", UserWarning, stacklevel=1)


def test_misspelt_template_variable_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="studnet"):
        Template("{{ studnet }}").render(Context({"student": "Lan"}))


def test_naive_moment_is_refused(db) -> None:
    with guarded.writing("a test"), pytest.raises(RuntimeWarning, match="naive"):
        YearRun.objects.create(digest="x", started_at=dt.datetime(2022, 5, 12))  # noqa: DTZ001 - that is the point


def test_clock_stands_and_the_language_is_vietnamese() -> None:
    assert clock.today() == dt.date(2022, 5, 12)
    assert translation.get_language() == "vi"
    assert timezone.get_default_timezone_name() == "Asia/Ho_Chi_Minh"


def test_core_test_that_asks_for_a_database_is_a_mistake(stray_test) -> None:
    said = stray_test("def test_x(db): pass", "tests/core/test_stray.py")

    assert "core has none" in said


def test_absent_tool_is_counted_and_not_skipped(stray_test, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("KHAIGIANG_REQUIRE", raising=False)

    said = stray_test("import pytest\n@pytest.mark.office\ndef test_x(): pass", "tests/documents/test_stray.py")

    assert f"not run here: office (1 tests, needs {absent.WHY_ABSENT['office']})" in said
    assert "1 deselected" in said


def test_required_tool_that_is_absent_fails_the_run(stray_test, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("KHAIGIANG_REQUIRE", "office")

    said = stray_test("def test_x(): pass", "tests/documents/test_stray.py")

    assert "KHAIGIANG_REQUIRE asks for what is not here: office needs LibreOffice and poppler" in said


@pytest.fixture
def stray_test(tmp_path):
    """Run pytest on one stray test under this suite's conftest, in a folder like ours. Returns its words."""
    import shutil
    import subprocess
    import sys

    from ground.settings import REPOSITORY

    def run(text: str, place: str) -> str:
        shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
        (tmp_path / "src").symlink_to(REPOSITORY / "src")
        (tmp_path / "tests").mkdir()
        shutil.copy(REPOSITORY / "tests" / "conftest.py", tmp_path / "tests")
        shutil.copytree(REPOSITORY / "tests" / "ground", tmp_path / "tests" / "ground")
        stray = tmp_path / place
        stray.parent.mkdir(exist_ok=True)
        stray.write_text(text)
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", place],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout + done.stderr

    return run
