"""Bringing a home to this version, by the program itself, in homes of their own."""

import os
import subprocess
import sys

import pytest

from ground.settings import REPOSITORY

PREPARE = """
import django, json
django.setup()
from django.conf import settings
from khaigiang.foundation import setup
print(json.dumps([setup.prepare(settings.HOME, settings.DOOR), setup.waiting(settings.HOME)]))
"""
NEWER = """
import django
django.setup()
from django.conf import settings
from khaigiang.foundation import roles, setup
from khaigiang.foundation.refusal import Refused
with roles.connect(settings.DOOR.owner) as owner:
    owner.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('units', '9999_later', now())")
try:
    setup.prepare(settings.HOME, settings.DOOR)
except Refused as refused:
    print(refused.code, refused.facts["unknown"])
"""


@pytest.fixture
def environment(home_folder) -> dict[str, str]:
    known = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return known | {
        "KHAIGIANG_HOME": str(home_folder),
        "DJANGO_SETTINGS_MODULE": "khaigiang.config.settings",
        "PYTHONPATH": str(REPOSITORY / "src"),
    }


def start(program: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True)


@pytest.mark.long
def test_two_first_starts_at_once_prepare_the_home_once(environment) -> None:
    both = [start(PREPARE, environment) for _ in range(2)]

    answers = sorted(process.communicate()[0] for process in both)

    assert answers == ["[false, 0]\n", "[true, 0]\n"]


@pytest.mark.long
def test_data_of_a_newer_program_is_refused(environment) -> None:
    start(PREPARE, environment).communicate()

    answer, _ = start(NEWER, environment).communicate()

    assert answer == "newer_data units.9999_later\n"
