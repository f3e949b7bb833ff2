"""Secrets of an installation: in one file of mode 0600, outside every dump."""

import json
import os
import secrets
from pathlib import Path

import fasteners

from khaigiang.foundation.home import Home

MODE = 0o600
# A signing key is kept for ever, for what it has signed, and a private one for what it has sealed; of each kind the one
# with the highest number is in use.
NAMES = ("django", "postgres", "owner", "web", "signing-1", "private-1")


def load_or_make(home: Home) -> dict[str, str]:
    """The secrets of this home, made on first use; a newer program adds those that it needs more.

    The caller holds the home's start lock, so two first starts cannot make two sets.
    """
    kept: dict[str, str] = json.loads(home.keys.read_text(encoding="utf-8")) if home.keys.exists() else {"version": "1"}
    if missing := [name for name in NAMES if name not in kept]:
        kept |= {name: secrets.token_urlsafe(32) for name in missing}
        _write_private(home.keys, json.dumps(kept, indent=2))
    return kept


def add(home: Home, name: str) -> None:
    """A secret of this name beside the others. Raises ValueError when there is one already."""
    with fasteners.InterProcessLock(home.locks / "start"):
        kept = load_or_make(home)
        if name in kept:
            raise ValueError(f"the key {name} is there already")
        _write_private(home.keys, json.dumps({**kept, name: secrets.token_urlsafe(32)}, indent=2))


def _write_private(path: Path, text: str) -> None:
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
