"""The program as its own process, in a home of its own: what only a whole process can show."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ground.settings import REPOSITORY


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """The environment of a user who has nothing set but the home."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("KHAIGIANG_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return {**kept, "KHAIGIANG_HOME": str(home), "PYTHONPATH": str(REPOSITORY / "src"), **more}


def kg(*words: object, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run to the end."""
    command = [sys.executable, "-m", "khaigiang", *map(str, words)]
    return subprocess.run(
        command, env=surroundings(home, **more), capture_output=True, text=True, check=False, encoding="utf-8"
    )


def python(script: str, *, home: Path) -> str:
    """What a few lines of Python print that look into a home."""
    return subprocess.run(
        [sys.executable, "-c", script],
        env=surroundings(home, DJANGO_SETTINGS_MODULE="khaigiang.config.settings"),
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    ).stdout


@contextmanager
def started(*words: object, home: Path, **more: str) -> Iterator[subprocess.Popen[str]]:
    """A program at work in a group of its own; killed at the end of the block if it still is."""
    command = [sys.executable, "-u", "-m", "khaigiang", *map(str, words)]
    with subprocess.Popen(
        command,
        env=surroundings(home, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as program:
        try:
            yield program
        finally:
            if program.poll() is None:
                program.kill()


def hear(program: subprocess.Popen[str], words: str) -> list[str]:
    """Read the error stream until a line says these words."""
    assert program.stderr is not None
    heard = []
    for line in program.stderr:
        heard.append(line.rstrip("\n"))
        if words in line:
            return heard
    raise AssertionError(f"never heard {words!r}: {heard}")


def end(program: subprocess.Popen[str], with_signal: signal.Signals) -> tuple[int, str, str]:
    """Send a signal; gives the exit code and what was still said."""
    program.send_signal(with_signal)
    out, err = program.communicate()
    return program.returncode, out, err
