"""The one list of commands, and the one place where a failure becomes an exit code and a sentence."""

import errno
import importlib
import importlib.util
import json
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from khaigiang import __version__
from khaigiang.foundation import home

DONE, FAILED, REFUSED, INTERRUPTED = 0, 1, 2, 130
_NO_PLACE = {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG}
_stopped: list[bool] = []

# Each command lives in the module of khaigiang.cli named here, as a click command called ``command``.
COMMANDS = {
    "demo": "demo",
    "case": "case",
    "year": "year",
    "template": "template",
    "import": "importing",
    "plan": "plan",
    "seats": "seats",
    "needs": "needs",
    "call": "call",
    "dossier": "dossier",
    "nominee": "nominee",
    "forming": "forming",
    "rules": "rules",
    "attendance": "attendance",
    "marks": "marks",
    "certificate": "certificate",
    "load": "load",
    "serve": "serve",
    "worker": "worker",
    "timetable": "timetable",
    "school": "school",
    "report": "report",
    "handbook": "handbook",
    "audit": "audit",
    "keys": "keys",
    "bench": "bench",
    "doctor": "doctor",
    "bundle": "bundle",
    "test": "test",
    "check": "check",
}


class Commands(click.Group):
    """Loads a command only when it is called, so that each starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return [name for name, module in COMMANDS.items() if _is_there(module)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's own
        module = COMMANDS.get(cmd_name)
        if module is None or not _is_there(module):
            return None
        command: click.Command = importlib.import_module(f"khaigiang.cli.{module}").command
        return command


def _is_there(module: str) -> bool:
    return importlib.util.find_spec(f"khaigiang.cli.{module}") is not None


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def program() -> None:
    """Khai Giảng: từ kế hoạch năm đến lớp khai giảng. From the year's plan to the opening of a class."""


def run() -> NoReturn:
    """Run the command line and exit with its code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khaigiang.config.settings")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    signal.signal(signal.SIGINT, _note_ctrl_c)
    home.keep_compiled_code(home.current())
    sys.exit(_outcome())


def _note_ctrl_c(_number: int, _frame: object) -> NoReturn:
    """A library may turn the interruption it was met with into a failure of its own; we still know what it was."""
    _stopped.append(True)
    raise KeyboardInterrupt


def _outcome() -> int:
    from khaigiang.foundation.refusal import Refused

    try:
        code = program.main(prog_name="kg", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return REFUSED
    except (click.Abort, KeyboardInterrupt):
        return _interrupted()
    except Refused as refused:
        _set_up_languages()
        say(refused.in_language("vi"), refused.in_language("en"))
        _say_findings(getattr(refused, "findings", ()))
        return REFUSED
    except Exception as error:  # noqa: BLE001 - what we have no sentence for is raised again
        return _broken_off(error)
    return code if isinstance(code, int) else DONE  # a command that ends with click's Exit has a code, others nothing


def _broken_off(error: Exception) -> int:
    if _stopped:
        return _interrupted()
    if isinstance(error, OSError):
        return _disk_trouble(error)
    if _database_is_full(error):
        return _no_space()
    raise error


def _interrupted() -> int:
    say("Đã dừng theo yêu cầu; không có gì ghi dở dang.", "Stopped as asked; nothing was left half-written.")
    return INTERRUPTED


def refuse(code: str, phrase: Any, **facts: object) -> NoReturn:
    """Refuse what was asked on the command line."""
    from khaigiang.foundation.refusal import Refused

    raise Refused(code, phrase, **facts)


def _say_findings(findings: Sequence[Any]) -> None:
    """Each fault with its place, in both languages."""
    from django.utils import translation

    from khaigiang.intake.phrases import message, place

    for finding in findings:
        said = []
        for language in ("vi", "en"):
            with translation.override(language):
                said.append(f"  {place(finding)}: {message(finding)}")
        say(*said)


def _set_up_languages() -> None:
    """A refusal may come before Django is ready, as when the data folder cannot be used; words need no database."""
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ["DJANGO_SETTINGS_MODULE"] = "khaigiang.config.base"
        django.setup()


def say(vietnamese: str, english: str) -> None:
    """One sentence on the error stream, in both languages."""
    click.echo(vietnamese, err=True)
    if english != vietnamese:
        click.echo(english, err=True)


def print_json(value: Any) -> None:
    """The one machine-readable object of a command."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _disk_trouble(error: OSError) -> int:
    if error.errno == errno.ENOSPC:
        return _no_space()
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        say(f"Không được phép ghi: {error.filename}", f"Not allowed to write: {error.filename}")
        return FAILED
    if error.errno in _NO_PLACE and error.filename:
        say(
            f"Không ghi được vào {error.filename}: không có nơi ấy.",
            f"Cannot write to {error.filename}: no such place.",
        )
        return FAILED
    raise error


def _database_is_full(error: Exception) -> bool:
    return type(error.__cause__).__name__ == "DiskFull" or type(error).__name__ == "DiskFull"


def _no_space() -> int:
    say(
        "Ổ đĩa đã đầy. Dữ liệu đã ghi trước đó vẫn nguyên vẹn; hãy giải phóng dung lượng rồi chạy lại.",
        "The disk is full. What was written before is intact; free some space and run again.",
    )
    return FAILED
