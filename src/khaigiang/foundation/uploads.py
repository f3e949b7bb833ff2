"""Files that were handed in, kept by the digest of their bytes until they are done with.

They say more of people than is kept, so they lie there sealed: a copy of the folder without the keys tells nothing.
"""

import hashlib
import tempfile
from pathlib import Path

from khaigiang.foundation.encryption import Keyring

_ABOUT = "upload"


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def keep(folder: Path, data: bytes, *, under: Keyring) -> str:
    """Keep bytes in a folder; gives their digest. Never half of them, however many keep the same at once."""
    digest = digest_of(data)
    path = folder / digest
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".new", delete=False) as beside:
            beside.write(under.seal_file(data, about=_ABOUT))
        Path(beside.name).replace(path)
    return digest


def read(folder: Path, digest: str, *, under: Keyring) -> bytes:
    """The bytes of a digest. Raises FileNotFoundError when they were taken away, Unreadable when their key was."""
    return under.open_file((folder / digest).read_bytes(), about=_ABOUT)


def take_away(folder: Path, digest: str) -> None:
    (folder / digest).unlink(missing_ok=True)
