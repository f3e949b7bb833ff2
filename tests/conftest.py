"""Fixtures that every test has. The ground they lay is in ``tests/ground``."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import TransactionTestCase
from django.utils import translation

from ground import absent, database, rails, settings

LONG = {"browser", "demo", "journeys"}
CORE = Path(__file__).parent / "core"
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "ground_database", "kept", "live_server"}


def pytest_configure(config: pytest.Config) -> None:
    plugin = absent.Absent()
    config.pluginmanager.register(plugin, "absent")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, so that no worker is left with it at the end.

    The core is pure Python: a test of it that asks for a database is a mistake.
    """
    items.sort(key=lambda item: not LONG.intersection(item.path.parts))
    for item in items:
        asks = item.get_closest_marker("django_db") or DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
        if asks and CORE in item.path.parents:
            raise pytest.UsageError(f"{item.nodeid} asks for a database; core has none")


@pytest.fixture(scope="session")
def ground_database(django_db_blocker) -> Iterator[database.Ground]:
    """This worker's own database."""
    with django_db_blocker.unblock(), database.laid() as ground:
        yield ground


@pytest.fixture(scope="session")
def django_db_setup(ground_database: database.Ground) -> Iterator[None]:
    """Takes the place of pytest-django's own, so that ``db`` and ``transactional_db`` work on our database.

    Django would empty the tables after a test that commits; the web role may not, and the audit trail refuses.
    """
    usual = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda _case: ground_database.renew()
    yield
    TransactionTestCase._fixture_teardown = usual


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker: Any) -> Iterator[None]:
    """What a module lays down under this stays for all its tests, each of which takes back only its own rows."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    with rails.no_network():
        yield


@pytest.fixture(autouse=True)
def _vietnamese_on_a_set_day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(os.environ, "KHAIGIANG_TODAY", settings.TODAY)
    with translation.override("vi"):
        yield


@pytest.fixture(scope="module")
def home_folders() -> Iterator[Callable[[str], Path]]:
    """Gives folders in which tests may start servers of their own.

    Not under ``tmp_path``: each start of pytest closes that to other users, and as root the server is another user's.
    """
    with tempfile.TemporaryDirectory(prefix="khaigiang ") as folder:

        def named(name: str) -> Path:
            made = Path(folder) / name
            made.mkdir()
            return made

        yield named


@pytest.fixture
def home_folder() -> Iterator[Path]:
    """Where a test may start a server of its own: a folder not there yet, with spaces and diacritics in its name."""
    with tempfile.TemporaryDirectory(prefix="khaigiang ") as folder:
        yield Path(folder) / "Sở Nội vụ – dữ liệu"
