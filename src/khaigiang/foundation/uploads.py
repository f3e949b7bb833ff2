"""Files that were handed in, kept by the digest of their bytes until they are done with."""

import hashlib
import tempfile
from pathlib import Path


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def keep(folder: Path, data: bytes) -> str:
    """Keep bytes in a folder; gives their digest. Never half of them, however many keep the same at once."""
    digest = digest_of(data)
    path = folder / digest
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".new", delete=False) as beside:
            beside.write(data)
        Path(beside.name).replace(path)
    return digest


def read(folder: Path, digest: str) -> bytes:
    """The bytes of a digest. Raises FileNotFoundError when they were taken away."""
    return (folder / digest).read_bytes()


def take_away(folder: Path, digest: str) -> None:
    (folder / digest).unlink(missing_ok=True)
