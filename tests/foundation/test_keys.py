import json
import stat
import subprocess
import sys

from ground.settings import REPOSITORY
from khaigiang.foundation import keys
from khaigiang.foundation.home import Home

MAKE = """
import sys, fasteners
from pathlib import Path
from khaigiang.foundation import keys
from khaigiang.foundation.home import Home
home = Home(Path(sys.argv[1])).made()
with fasteners.InterProcessLock(home.locks / "start"):
    print(keys.load_or_make(home)["django"])
"""


def test_keys_are_private(tmp_path) -> None:
    home = Home(tmp_path).made()

    keys.load_or_make(home)

    assert stat.S_IMODE(home.keys.stat().st_mode) == 0o600


def test_keys_stay_the_same(tmp_path) -> None:
    home = Home(tmp_path).made()

    assert keys.load_or_make(home) == keys.load_or_make(home)
    assert set(keys.load_or_make(home)) == {"version", *keys.NAMES}


def test_key_that_a_newer_program_needs_is_added_and_the_others_stay(tmp_path) -> None:
    home = Home(tmp_path).made()
    before = keys.load_or_make(home)
    home.keys.write_text(json.dumps({name: value for name, value in before.items() if name != "web"}))

    after = keys.load_or_make(home)

    assert set(after) == set(before)
    assert after["web"] != before["web"]
    assert after | {"web": before["web"]} == before


def test_two_processes_at_once_get_the_same_keys(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY / "src"))
    asked = [sys.executable, "-c", MAKE, str(tmp_path)]

    both = [subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) for _ in range(2)]

    first, second = (process.communicate()[0] for process in both)
    assert first == second != ""
