"""Judges the catalogues: each is complete, nothing in it is a guess, and what was compiled is what was written.

Complete means that every sentence of the sources is in a catalogue, and that no catalogue keeps one that is gone.
``python -m khaigiang.cli.translations --write`` brings them to the sources: what is new waits there to be translated.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from khaigiang.cli.checkout import REPOSITORY

PACKAGE = REPOSITORY / "src" / "khaigiang"
IN_CONTEXT = {"pgettext", "pgettext_lazy"}
WORDS = {"_", "gettext", "gettext_lazy", "gettext_noop", *IN_CONTEXT}
_STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(?:gettext|pgettext|_)\((?:{_STRING},\s*)?{_STRING}\)")
Message = tuple[str | None, str]
"""A sentence with the context that tells it from another of the same words."""


def catalogues() -> list[Path]:
    return sorted(PACKAGE.rglob("locale/*/LC_MESSAGES/*.po"))


def faults() -> list[str]:
    """One line for each catalogue that is not as it should be, and for each sentence that is in the wrong place."""
    found = []
    for source in catalogues():
        name, catalogue = source.relative_to(REPOSITORY).as_posix(), polib.pofile(str(source))
        found += [f"{name}: not translated: {entry.msgid}" for entry in catalogue.untranslated_entries()]
        found += [f"{name}: only a guess: {entry.msgid}" for entry in catalogue.fuzzy_entries()]
        said, known = messages_of(_home_of(source)), {(entry.msgctxt, entry.msgid) for entry in catalogue}
        found += [f"{name}: missing: {msgid}" for _context, msgid in said - known]
        found += [f"{name}: said nowhere any more: {msgid}" for _context, msgid in known - said]
        compiled = source.with_suffix(".mo")
        if not compiled.exists():
            found.append(f"{name}: not compiled")
        elif {(e.msgid, e.msgstr) for e in polib.mofile(str(compiled))} != {(e.msgid, e.msgstr) for e in catalogue}:
            found.append(f"{name}: compiled from an older text")
    return sorted(found)


def write() -> None:
    """Bring each catalogue to its sources and compile it."""
    for source in catalogues():
        catalogue = polib.pofile(str(source), wrapwidth=79)
        said = messages_of(_home_of(source))
        for entry in list(catalogue):
            if (entry.msgctxt, entry.msgid) not in said:
                catalogue.remove(entry)
        known = {(entry.msgctxt, entry.msgid) for entry in catalogue}
        for context, msgid in sorted(said - known, key=lambda message: (message[1], message[0] or "")):
            flags = ["python-format"] if "%(" in msgid else []
            catalogue.append(polib.POEntry(msgctxt=context, msgid=msgid, flags=flags))
        catalogue.save(str(source))
        catalogue.save_as_mofile(str(source.with_suffix(".mo")))


def messages_of(folder: Path) -> set[Message]:
    """Every sentence below a folder that is to be translated; a folder below it with a catalogue has its own."""
    return {message for path in _sources(folder) for message in _messages_in(path)}


def _home_of(catalogue: Path) -> Path:
    return catalogue.parents[3]


def _sources(folder: Path) -> Iterator[Path]:
    inner = [home for each in catalogues() if (home := _home_of(each)) != folder and folder in home.parents]
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("templates/**/*.html")]):
        if not any(home in path.parents for home in inner) and "migrations" not in path.parts:
            yield path


def _messages_in(path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        yield from _in_calls(_only_calls(templatize(text)))
    else:
        yield from _in_calls(text)


def _in_calls(text: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        said = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if name not in WORDS or not said:
            continue
        yield (said[0], said[1]) if name in IN_CONTEXT else (None, said[0])


def _only_calls(text: str) -> str:
    """The calls that Django makes of a template's sentences, each on a line of its own; the rest is not Python."""
    return "\n".join(call[0] for call in CALL.finditer(text))


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    for fault in faults():
        print(fault)  # noqa: T201 - what kg check shows
    sys.exit(1 if faults() else 0)
