"""Writing a run's papers into a folder: all of them or none."""

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil
from django.utils.translation import gettext_lazy as _

from khaigiang.foundation.refusal import Refused

SUMMARY = "summary.json"
LISTED_IN = ("papers", "inputs")  # where a summary names the files that were written beside it
FOLDER_NOT_OURS = _(
    "Thư mục %(folder)s có tệp không do Khai Giảng ghi ra (%(file)s). Hãy chọn thư mục khác để không mất gì."
)
NOT_A_FOLDER = _("%(folder)s là tệp, không phải thư mục.")
_DROPPINGS = {"thumbs.db", "desktop.ini"}  # what file managers leave, beside names that begin with a dot


def check_out(folder: Path) -> None:
    """Refuse a folder that holds anything but an earlier result of ours: writing takes its place.

    What a killed run has left beside the folder is cleared away first.
    """
    _clear_leftovers(folder)
    if folder.exists() and not folder.is_dir():
        raise Refused("out_is_a_file", NOT_A_FOLDER, folder=folder)
    ours = _written_before(folder)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_dir() and name not in ours and not _is_dropping(path.name):
            raise Refused("folder_not_ours", FOLDER_NOT_OURS, folder=folder, file=name)


def write_out(folder: Path, files: Mapping[str, bytes], summary: Mapping[str, object]) -> None:
    """Write everything beside the folder and change places at the end, so that nothing is ever half-written.

    ``summary`` must name every file under one of LISTED_IN.
    """
    check_out(folder)
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside, old = (folder.with_name(f".{folder.name}.{os.getpid()}.{end}") for end in ("new", "old"))
    try:
        for name, content in {**files, SUMMARY: _json(summary)}.items():
            path = beside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if folder.exists():
            folder.rename(old)
        beside.rename(folder)
    finally:
        _put_right(folder, beside, old)


def _put_right(folder: Path, beside: Path, old: Path) -> None:
    """Whatever happened before: the old result stands unless the new one does, and nothing lies beside it."""
    if old.exists() and not folder.exists():
        old.rename(folder)
    for leftover in (beside, old):
        shutil.rmtree(leftover, ignore_errors=True)


def _clear_leftovers(folder: Path) -> None:
    folder = folder.resolve()
    for process in sorted(set(_writers(folder))):
        if process != os.getpid() and not psutil.pid_exists(process):
            _put_right(folder, *(folder.with_name(f".{folder.name}.{process}.{end}") for end in ("new", "old")))


def _writers(folder: Path) -> Iterator[int]:
    """The processes whose half-done work lies beside the folder."""
    pattern = re.compile(rf"\.{re.escape(folder.name)}\.(\d+)\.(?:new|old)")
    beside = folder.parent.iterdir() if folder.parent.is_dir() else ()
    for path in beside:
        if found := pattern.fullmatch(path.name):
            yield int(found[1])


def _written_before(folder: Path) -> set[str]:
    """What an earlier run says it has written here; nothing when there is no summary of ours."""
    try:
        summary = json.loads((folder / SUMMARY).read_bytes())
        return {SUMMARY, *(name for key in LISTED_IN for name in summary.get(key, ()))}
    except (OSError, ValueError, AttributeError, TypeError):
        return set()


def _is_dropping(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _DROPPINGS


def _json(summary: Mapping[str, object]) -> bytes:
    return (json.dumps(summary, ensure_ascii=False, indent=2) + "\n").encode()


def write_whole(path: Path, content: bytes) -> None:
    """The whole file or none of it."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)


@contextmanager
def giving_back(folder: Path | None, name: str, data: bytes) -> Iterator[None]:
    """What refuses a file is written into the file's own cells too, beside the message, where a folder was named."""
    from khaigiang.intake.annotating import annotated_name, given_back
    from khaigiang.intake.refusal import FilesRefused

    try:
        yield
    except FilesRefused as refused:
        if folder is not None and (book := given_back(name, data, refused.findings)) is not None:
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(folder / annotated_name(name), book)
        raise
