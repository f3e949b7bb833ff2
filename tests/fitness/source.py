"""What the fitness tests look at: the repository's own files, as git knows them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ground.settings import REPOSITORY

SOURCE = REPOSITORY / "src" / "khaigiang"
APPS = SOURCE / "apps"
TEXT = {".py", ".md", ".toml", ".txt", ".lock", ".html", ".css", ".js", ".cmd", ".yaml", ".yml", ".json", ".svg", ""}


@cache
def files() -> tuple[Path, ...]:
    """Every file that is part of the repository, or will be with the next commit."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    said = subprocess.run(asked, cwd=REPOSITORY, capture_output=True, check=True, text=True).stdout
    return tuple(sorted(path for name in said.split("\0") if name and (path := REPOSITORY / name).is_file()))


def python_files(*, under: Path) -> list[Path]:
    return [path for path in files() if path.suffix == ".py" and under in path.parents]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def named(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def texts() -> Iterator[tuple[Path, str]]:
    """Every file a person wrote, with its text."""
    for path in files():
        if path.suffix in TEXT and path.name != "LICENSE":
            yield path, path.read_text(encoding="utf-8")
