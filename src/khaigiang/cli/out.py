"""Writing a run's papers into a folder: all of them or none."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from khaigiang.foundation.refusal import Refused

SUMMARY = "summary.json"
FOLDER_NOT_OURS = _(
    "Thư mục %(folder)s đã có tệp khác, không phải do Khai Giảng ghi ra. Hãy chọn thư mục trống để không mất gì."
)


def check_out(folder: Path) -> None:
    """Refuse a folder that holds anything but an earlier result of ours."""
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir()) and not (folder / SUMMARY).exists()):
        raise Refused("folder_not_ours", FOLDER_NOT_OURS, folder=folder)


def write_out(folder: Path, files: Mapping[str, bytes], summary: Mapping[str, object]) -> None:
    """Write everything beside the folder and change places at the end, so that nothing is ever half-written."""
    check_out(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    try:
        for name, content in {**files, SUMMARY: _json(summary)}.items():
            path = beside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if folder.exists():
            folder.rename(old)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        if old.exists() and not folder.exists():
            old.rename(folder)
        shutil.rmtree(old, ignore_errors=True)


def _json(summary: Mapping[str, object]) -> bytes:
    return (json.dumps(summary, ensure_ascii=False, indent=2) + "\n").encode()
