"""The documents say what the program is, and point to what exists."""

import importlib.machinery
import importlib.util
import re
from types import ModuleType

import pytest

from fitness import source
from ground.settings import REPOSITORY

DOCUMENTS = [path for path in source.files() if path.suffix == ".md"]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def script(name: str) -> ModuleType:
    """A program of the documents, as a module."""
    loader = importlib.machinery.SourceFileLoader(name.replace("-", "_"), str(REPOSITORY / "docs" / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


def test_diagrams_are_those_of_the_state_tables() -> None:
    """When this fails: PYTHONPATH=src .venv/bin/python docs/draw-states."""
    assert (REPOSITORY / "docs" / "states.md").read_text(encoding="utf-8") == script("draw-states").page()


def test_published_cases_are_those_that_the_program_knows() -> None:
    """When this fails: PYTHONPATH=src .venv/bin/python docs/list-cases."""
    assert (REPOSITORY / "docs" / "cases.md").read_text(encoding="utf-8") == script("list-cases").page()


@pytest.mark.parametrize("path", DOCUMENTS, ids=source.named)
def test_links_of_a_document_lead_to_files_of_the_repository(path) -> None:
    links = [link for link in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in link]

    assert [link for link in links if not (path.parent / link).exists()] == []


def test_architecture_names_every_room_and_every_slice() -> None:
    text = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.name for path in source.SOURCE.iterdir() if (path / "__init__.py").exists()}
    slices = {path.name for path in source.APPS.iterdir() if (path / "__init__.py").exists()}

    assert [name for name in sorted(rooms | slices) if f"`{name}`" not in text] == []
