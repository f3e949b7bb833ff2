"""The settings of tests. No server is started here: the database is opened by the first test that asks for one."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
TODAY = "2022-05-12"  # the day the demo stands at, so that a test and the demo see the same year

os.environ["KHAIGIANG_HOME"] = str(REPOSITORY / ".cache" / "test-home")
os.environ["KHAIGIANG_TEST_DATABASE"] = "1"
os.environ["KHAIGIANG_TODAY"] = TODAY
os.environ["NUMBA_DISABLE_JIT"] = "1"  # small problems need no machine code; one test compiles in a process of its own

from khaigiang.config.base import *  # noqa: E402, F403 - the clock and the home must be set before anything is read
from khaigiang.foundation import home  # noqa: E402 - the same

HOME = home.current().made()  # a test run alone may keep a file before any database is opened
DOOR = None
SECRET_KEY = "only for tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, and worth nothing outside tests
_NOT_OPENED = {"ENGINE": "khaigiang.foundation.database", "NAME": "not_opened", "ATOMIC_REQUESTS": True}
DATABASES = {"default": {**_NOT_OPENED}, "owner": {**_NOT_OPENED, "ATOMIC_REQUESTS": False}}
