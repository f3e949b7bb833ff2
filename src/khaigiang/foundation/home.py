"""The one folder where an installation keeps everything: database, keys, outputs of runs."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Home:
    """The data folder. Every path we write to is named here."""

    root: Path

    @property
    def cluster(self) -> Path:
        return self.root / "postgres"

    @property
    def keys(self) -> Path:
        return self.root / "keys.json"

    @property
    def locks(self) -> Path:
        return self.root / "locks"

    @property
    def uploads(self) -> Path:
        return self.root / "uploads"

    @property
    def waiting_lists(self) -> Path:
        """Lists of people on their way in: they say more of people than is kept, and go once they are done with."""
        return self.uploads / "lists"

    @property
    def compiled(self) -> Path:
        """Machine code of the local search, which takes long to compile; safe to delete."""
        return self.root / "compiled"

    @property
    def demos(self) -> Path:
        """Where the homes of sample cases lie; ``last`` in it names the one played last."""
        return self.root / "demo"

    def made(self) -> "Home":
        """The same home, with its folders on disk, readable by its owner only.

        Raises OSError when the folder cannot be made.
        """
        for folder in (self.root, self.locks, self.uploads):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self


def default_root() -> Path:
    """``KHAIGIANG_HOME``, else the user's own data folder."""
    named = os.environ.get("KHAIGIANG_HOME")
    return (
        Path(named).expanduser().resolve() if named else Path(platformdirs.user_data_dir("khaigiang", appauthor=False))
    )


def current() -> Home:
    """The home this process works in."""
    return Home(default_root())


def compiled_code(home: Home) -> Path:
    """The folder of the machine code that belongs to this state of the local search's source.

    Numba looks at the file a function is in, not at those it calls into; so each state has a folder of its own.
    """
    digest = hashlib.sha256()
    for path in sorted((Path(__file__).resolve().parents[1] / "core" / "timetabling" / "search").glob("*.py")):
        digest.update(path.read_bytes())
    return home.compiled / digest.hexdigest()[:12]


def keep_compiled_code(home: Home) -> None:
    """Have Numba keep its machine code in the data folder, because the program's own may be read-only."""
    os.environ.setdefault("NUMBA_CACHE_DIR", str(compiled_code(home)))
