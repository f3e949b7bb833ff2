"""``kg check``: everything that can be judged without running the program."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import click

from khaigiang.cli.checkout import REPOSITORY


@dataclass(frozen=True, slots=True)
class Check:
    """A tool, and what Python is told to run it."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a tool answered; ``seconds`` is how long it took."""

    name: str
    passed: bool
    said: str
    seconds: float


CHECKS = (
    Check("mypy", ("-m", "mypy")),
    Check("ruff check", ("-m", "ruff", "check", ".")),
    Check("ruff format", ("-m", "ruff", "format", "--check", ".")),
    Check("import-linter", ("-c", "from importlinter.cli import lint_imports_command as lint; lint()")),
    Check("djlint", ("-m", "djlint", "src", "--lint", "--quiet", "--allow-empty-input")),
    Check("makemigrations", ("-m", "django", "makemigrations", "--check", "--dry-run")),
    Check("translations", ("-m", "khaigiang.cli.translations")),
)


@click.command()
def command() -> None:
    """Xét mã nguồn bằng mọi công cụ, không dừng ở lỗi đầu tiên. Judge the source with every tool; needs no database.

    \b
    Ví dụ / Example:
      ./kg check
    """
    failed = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for outcome in pool.map(judge, CHECKS):
            click.echo(f"{'đạt/passed' if outcome.passed else 'HỎNG/FAILED'}  {outcome.name}  {outcome.seconds:.1f} s")
            if not outcome.passed:
                failed.append(outcome.name)
                click.echo(outcome.said)
    if failed:
        click.echo(f"Chưa đạt. Failed: {', '.join(failed)}", err=True)
        raise click.exceptions.Exit(1)


def judge(check: Check) -> Outcome:
    """Run one tool on the checkout with the settings that open no database."""
    began = time.monotonic()
    done = subprocess.run(  # noqa: S603 - our own list of tools
        [sys.executable, *check.words],
        cwd=REPOSITORY,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "khaigiang.config.base", "PYTHONPATH": str(REPOSITORY / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return Outcome(check.name, done.returncode == 0, done.stdout.strip(), time.monotonic() - began)
