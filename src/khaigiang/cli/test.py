"""``kg test``: the whole suite on this checkout."""

import os
import subprocess
import sys

import click

from khaigiang.cli.checkout import REPOSITORY


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def command(words: tuple[str, ...]) -> None:
    """Chạy mọi phép thử; dòng cuối nói điều gì không chạy được ở đây. Run the tests; the end says what was not run.

    Các từ thêm được chuyển cho pytest. Further words go to pytest. KHAIGIANG_REQUIRE=browser,office,server coi việc
    thiếu công cụ là lỗi. KHAIGIANG_REQUIRE turns a missing tool into a failure.

    \b
    Ví dụ / Example:
      ./kg test
      ./kg test tests/core -x
    """
    cores = os.cpu_count() or 1
    asked = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--ds=ground.settings",  # above what this program has set: with its own settings the tests would open its home
        "-n",
        str(cores),
        "--dist=loadfile",
        "--no-loadscope-reorder",
        *words,
    ]
    done = subprocess.run(asked, cwd=REPOSITORY, check=False)  # noqa: S603 - pytest, with the user's own words
    if done.returncode:
        raise click.exceptions.Exit(1)
