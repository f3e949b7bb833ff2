"""A failure becomes an exit code and a sentence in both languages."""

import errno

import click
import pytest

from khaigiang.cli import main
from khaigiang.foundation.refusal import Refused


class Failing(click.Command):
    def __init__(self, error: BaseException) -> None:
        super().__init__("failing")
        self.error = error

    def main(self, *args, **kwargs) -> None:
        raise self.error


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (Refused("no", "Không nhận %(name)s.", name="x"), main.REFUSED, "Không nhận x."),
        (click.UsageError("no such option"), main.REFUSED, "no such option"),
        (KeyboardInterrupt(), main.INTERRUPTED, "nothing was left half-written"),
        (OSError(errno.ENOSPC, "full"), main.FAILED, "The disk is full"),
        (OSError(errno.EACCES, "no", "/x"), main.FAILED, "Not allowed to write: /x"),
        (OSError(errno.ENOENT, "no", "/x"), main.FAILED, "Cannot write to /x: no such place."),
    ],
)
def test_failure_is_a_code_and_a_sentence(monkeypatch, capsys, error, code, words) -> None:
    monkeypatch.setattr(main, "program", Failing(error))

    assert main._outcome() == code
    assert words in capsys.readouterr().err


def test_mistake_of_ours_is_not_hidden(monkeypatch) -> None:
    monkeypatch.setattr(main, "program", Failing(ZeroDivisionError()))

    with pytest.raises(ZeroDivisionError):
        main._outcome()


def test_exit_code_of_a_command_is_that_of_the_program(monkeypatch) -> None:
    @click.command()
    def command() -> None:
        raise click.exceptions.Exit(1)

    monkeypatch.setattr(main, "program", command)
    monkeypatch.setattr("sys.argv", ["kg"])

    assert main._outcome() == main.FAILED
