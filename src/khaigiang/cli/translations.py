"""Judges the catalogues: each is complete, nothing in it is a guess, and what was compiled is what was written."""

import sys

import polib

from khaigiang.cli.checkout import REPOSITORY


def faults() -> list[str]:
    """One line for each catalogue that is not as it should be."""
    found = []
    for source in sorted((REPOSITORY / "src").rglob("locale/*/LC_MESSAGES/*.po")):
        name, catalogue = source.relative_to(REPOSITORY).as_posix(), polib.pofile(str(source))
        found += [f"{name}: not translated: {entry.msgid}" for entry in catalogue.untranslated_entries()]
        found += [f"{name}: only a guess: {entry.msgid}" for entry in catalogue.fuzzy_entries()]
        compiled = source.with_suffix(".mo")
        if not compiled.exists():
            found.append(f"{name}: not compiled")
        elif {(e.msgid, e.msgstr) for e in polib.mofile(str(compiled))} != {(e.msgid, e.msgstr) for e in catalogue}:
            found.append(f"{name}: compiled from an older text")
    return found


if __name__ == "__main__":
    for fault in faults():
        print(fault)  # noqa: T201 - what kg check shows
    sys.exit(1 if faults() else 0)
