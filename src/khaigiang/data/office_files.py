"""Packaged files that an office may replace: one of the same name in a folder of the data folder takes its place."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from khaigiang.foundation import home


class FileFaultError(ValueError):
    """Such a file cannot be read or says something else; ``fault`` says what, for who wrote it."""

    def __init__(self, file: str, fault: object) -> None:
        super().__init__(f"{file}: {fault}")
        self.file = file
        self.fault = str(fault)


def office_tables(package: str, folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every file in force here by its name without ``.toml``, in order. Raises FileFaultError."""
    packaged = [entry for entry in files(package).iterdir() if entry.name.endswith(".toml")]
    own = (home.current().root / folder).glob("*.toml")
    found: dict[str, Traversable] = {entry.name: entry for entry in (*packaged, *own)}
    for name in sorted(found):
        yield name.removesuffix(".toml"), _table(name, found[name])


def _table(name: str, file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise FileFaultError(name, error) from error
