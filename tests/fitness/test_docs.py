"""The documents say what the program is, and point to what exists."""

import re

import pytest

from fitness import source
from ground.settings import REPOSITORY
from khaigiang.core import states

DOCUMENTS = [path for path in source.files() if path.suffix == ".md"]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_diagrams_are_those_of_the_state_tables() -> None:
    text = (REPOSITORY / "docs" / "states.md").read_text(encoding="utf-8")
    drawn = dict(re.findall(r"^## (\w+)\n.*?```mermaid\n(.*?)```", text, re.MULTILINE | re.DOTALL))

    assert drawn == {cycle.__name__: states.mermaid(cycle) for cycle in states.TRANSITIONS}


@pytest.mark.parametrize("path", DOCUMENTS, ids=source.named)
def test_links_of_a_document_lead_to_files_of_the_repository(path) -> None:
    links = [link for link in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in link]

    assert [link for link in links if not (path.parent / link).exists()] == []


def test_architecture_names_every_room_and_every_slice() -> None:
    text = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.name for path in source.SOURCE.iterdir() if (path / "__init__.py").exists()}
    slices = {path.name for path in source.APPS.iterdir() if (path / "__init__.py").exists()}

    assert [name for name in sorted(rooms | slices) if f"`{name}`" not in text] == []
