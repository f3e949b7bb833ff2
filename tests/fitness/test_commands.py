"""Every command is documented, and shows in its help how it is called."""

import re

import click
import pytest

from ground.settings import REPOSITORY
from khaigiang.cli.main import COMMANDS, program

DOCUMENT = (REPOSITORY / "docs" / "commands.md").read_text(encoding="utf-8")
NAMES = program.list_commands(click.Context(program))


def command(name: str) -> click.Command:
    found = program.get_command(click.Context(program), name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", NAMES)
def test_help_of_a_command_shows_an_example(name) -> None:
    assert re.search(rf"Example:\s+\**\s*(\./)?kg {name}\b", command(name).help or "")


@pytest.mark.parametrize("name", NAMES)
def test_command_and_every_option_of_it_is_documented(name) -> None:
    section = re.search(rf"^## `\./kg {name}`.*?(?=^## |\Z)", DOCUMENT, re.MULTILINE | re.DOTALL)
    assert section is not None
    options = [word for parameter in command(name).params for word in parameter.opts if word.startswith("--")]

    assert [option for option in options if f"`{option}" not in section.group()] == []


def test_documented_commands_exist() -> None:
    assert set(re.findall(r"^## `\./kg (\w+)`", DOCUMENT, re.MULTILINE)) - set(COMMANDS) == set()


def test_every_variable_of_the_environment_is_documented() -> None:
    from fitness import source

    read = set()
    for path in source.python_files(under=source.SOURCE):
        read |= set(
            re.findall(r'environ(?:\.get\(|\[|\.setdefault\()"(KHAIGIANG_\w+|DATABASE_URL)"', path.read_text("utf-8"))
        )

    assert {name for name in read if f"`{name}" not in DOCUMENT} == set()
