"""The pinned lists hold what pyproject asks for, and every choice there has its reason beside it."""

import re
import tomllib
from itertools import pairwise

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ground.settings import REPOSITORY

TEXT = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(TEXT)
EACH = {
    "run": PROJECT["project"]["dependencies"],
    "search": PROJECT["project"]["optional-dependencies"]["search"],
    "dev": PROJECT["dependency-groups"]["dev"],
    "browser": PROJECT["dependency-groups"]["browser"],
}
GROUPS = {
    name: [line for held in list(EACH)[: number + 1] for line in EACH[held]] for number, name in enumerate(EACH)
}  # each list holds all of those before it


def pins(name: str) -> dict[str, set[str]]:
    """The versions of each package in a list; one package may have several, for several systems."""
    text = (REPOSITORY / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)", text, re.MULTILINE):
        found.setdefault(canonicalize_name(package), set()).add(version)
    return found


@pytest.mark.parametrize("name", GROUPS)
def test_list_holds_every_package_in_a_version_that_was_asked_for(name) -> None:
    held = pins(name)
    wanted = [Requirement(line) for line in GROUPS[name]]

    assert [
        str(each)
        for each in wanted
        if not any(version in each.specifier for version in held.get(canonicalize_name(each.name), ()))
    ] == []


@pytest.mark.parametrize("name", GROUPS)
def test_every_pin_has_a_hash_and_no_address(name) -> None:
    text = (REPOSITORY / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text)[1:]

    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.search(r"://|@ ", text) is None


def test_larger_lists_hold_the_smaller_ones_as_they_are() -> None:
    lists = [pins(name) for name in GROUPS]

    for smaller, larger in pairwise(lists):
        assert {name: larger.get(name) for name in smaller} == smaller


def test_what_only_big_timetables_need_is_no_part_of_a_first_run() -> None:
    assert pins("search").keys() - pins("run").keys() == {"numba", "llvmlite"}


def test_every_dependency_and_every_ignore_has_its_reason() -> None:
    lists = re.findall(r"^(?:dependencies|search|dev|browser|ignore) = \[\n(.*?)^\]", TEXT, re.MULTILINE | re.DOTALL)
    lines = [line.strip() for block in lists for line in block.splitlines() if line.strip()]

    assert len(lists) == 5
    assert [line for line in lines if not re.search(r"\",\s+# \w", line)] == []
