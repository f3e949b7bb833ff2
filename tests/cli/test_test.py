"""``./kg test`` runs on the tests' own ground, whatever the program has set for its commands."""

import os
import subprocess
import sys

from django.conf import settings

from ground.settings import REPOSITORY


def test_suite_stands_on_its_own_settings_and_passwords_cost_nothing() -> None:
    assert settings.SETTINGS_MODULE == "ground.settings"
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.MD5PasswordHasher"]


def test_home_of_the_user_is_not_opened(tmp_path) -> None:
    """The command runs one test that needs no database; the user's own data folder must not come into being."""
    ours = ("DJANGO_", "KHAIGIANG_", "PYTEST_")
    known = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    one = "tests/cli/test_test.py::test_suite_stands_on_its_own_settings_and_passwords_cost_nothing"

    done = subprocess.run(
        [sys.executable, "-m", "khaigiang", "test", one, "-n", "0", "-p", "no:cacheprovider"],
        cwd=REPOSITORY,
        env={**known, "PYTHONPATH": str(REPOSITORY / "src"), "KHAIGIANG_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert "1 passed" in done.stdout, done.stdout + done.stderr
    assert list(tmp_path.iterdir()) == []
