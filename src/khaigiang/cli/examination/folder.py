"""The data folder: room on the disk, who may write and read it, the keys, the version of the cluster."""

import json
import os
import shutil
import stat
from pathlib import Path

from khaigiang.cli.examination import Finding, State
from khaigiang.foundation import keys, postgres
from khaigiang.foundation.home import Home

LITTLE, TOO_LITTLE = 2_000, 300  # megabytes: a year of a city takes some hundred


def examine(home: Home) -> list[Finding]:
    """The folder, as it is; a folder that is not there yet is made by the first start."""
    found = [room(home), writable(home)]
    if home.root.exists():
        found += [private(home), key_file(home), cluster(home)]
    return found


def room(home: Home) -> Finding:
    free = shutil.disk_usage(_nearest(home.root)).free // 1_000_000
    vietnamese, english = f"Ổ đĩa còn trống {free:,} MB.", f"The disk has {free:,} MB free."
    state = State.FINE if free >= LITTLE else State.NOTE if free >= TOO_LITTLE else State.WRONG
    return Finding(
        "disk",
        state,
        vietnamese,
        english,
        "Hãy giải phóng dung lượng, hoặc đặt KHAIGIANG_HOME sang ổ khác.",
        "Free some space, or let KHAIGIANG_HOME name a folder on another disk.",
    )


def writable(home: Home) -> Finding:
    place = _nearest(home.root)
    if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        made = "" if home.root.exists() else " (chưa có, lần chạy đầu sẽ tạo)"
        made_english = "" if home.root.exists() else " (not there yet, the first start makes it)"
        return Finding(
            "folder", State.FINE, f"Thư mục dữ liệu: {home.root}{made}", f"Data folder: {home.root}{made_english}"
        )
    return Finding(
        "folder",
        State.WRONG,
        f"Không ghi được vào thư mục dữ liệu {home.root}.",
        f"The data folder {home.root} cannot be written to.",
        f"Hãy cấp quyền ghi cho {place}, hoặc đặt KHAIGIANG_HOME sang thư mục khác.",
        f"Allow writing to {place}, or let KHAIGIANG_HOME name another folder.",
    )


def private(home: Home) -> Finding:
    known = home.root.stat()
    if os.name == "nt":
        return Finding("owner", State.FINE, "Thư mục theo quyền của Windows.", "The folder has Windows' own rights.")
    if known.st_uid != os.geteuid():
        return Finding(
            "owner",
            State.WRONG,
            f"Thư mục dữ liệu thuộc người dùng số {known.st_uid}, không phải người đang chạy.",
            f"The data folder belongs to user {known.st_uid}, not to the one who runs this.",
            f"Hãy chạy bằng người dùng đó, hoặc sudo chown -R $(id -u) '{home.root}' khi chương trình đã dừng.",
            f"Run as that user, or sudo chown -R $(id -u) '{home.root}' while the program is stopped.",
        )
    if known.st_mode & (stat.S_IRGRP | stat.S_IROTH | stat.S_IWGRP | stat.S_IWOTH):
        return Finding(
            "owner",
            State.WRONG,
            "Người dùng khác của máy đọc được thư mục dữ liệu.",
            "Other users of this machine can look into the data folder.",
            f"chmod go-rw '{home.root}'",
            f"chmod go-rw '{home.root}'",
        )
    return Finding("owner", State.FINE, "Chỉ chủ thư mục đọc được dữ liệu.", "Only its owner can read the data folder.")


def key_file(home: Home) -> Finding:
    if not home.keys.exists():
        return _without_keys(home)
    try:
        missing = [name for name in keys.NAMES if name not in json.loads(home.keys.read_text(encoding="utf-8"))]
    except (OSError, ValueError) as error:
        missing = [str(error)]
    if missing:
        return Finding(
            "keys",
            State.WRONG,
            f"Tệp khóa {home.keys} hỏng hoặc thiếu: {', '.join(missing)}.",
            f"The key file {home.keys} is broken or lacks: {', '.join(missing)}.",
            "Hãy chép lại keys.json từ bản lưu.",
            "Put keys.json back from a backup.",
        )
    if os.name != "nt" and stat.S_IMODE(home.keys.stat().st_mode) != keys.MODE:
        return Finding(
            "keys",
            State.WRONG,
            "Người dùng khác của máy đọc được tệp khóa.",
            "Other users of this machine can read the key file.",
            f"chmod 600 '{home.keys}'",
            f"chmod 600 '{home.keys}'",
        )
    return Finding("keys", State.FINE, "Tệp khóa đủ và kín.", "The key file is whole and private.")


def _without_keys(home: Home) -> Finding:
    if not home.cluster.exists():
        return Finding(
            "keys", State.FINE, "Chưa có tệp khóa; lần chạy đầu sẽ tạo.", "No keys yet; the first start makes them."
        )
    return Finding(
        "keys",
        State.WRONG,
        f"Mất tệp khóa {home.keys}: không có nó thì không mở được cơ sở dữ liệu.",
        f"The key file {home.keys} is lost: without it the database cannot be opened.",
        "Hãy chép lại keys.json từ bản lưu; đừng tạo tệp mới.",
        "Put keys.json back from a backup; do not make a new one.",
    )


def cluster(home: Home) -> Finding:
    marker = home.cluster / "PG_VERSION"
    if not marker.exists():
        return Finding(
            "cluster", State.FINE, "Chưa có dữ liệu PostgreSQL ở đây.", "There is no PostgreSQL data here yet."
        )
    try:
        found = marker.read_text(encoding="utf-8").strip()
    except PermissionError:  # as root it belongs to the server's own user
        found = postgres.VERSION
    said = f"PostgreSQL {found}"
    if found == postgres.VERSION:
        return Finding("cluster", State.FINE, f"Dữ liệu của {said}.", f"The data is {said}'s.")
    return Finding(
        "cluster",
        State.WRONG,
        f"Dữ liệu của {said}, chương trình này dùng {postgres.VERSION}.",
        f"The data is {said}'s, this program uses {postgres.VERSION}.",
        "Hãy mở bằng phiên bản Khai Giảng cũ rồi xuất dữ liệu, hoặc đặt KHAIGIANG_HOME sang thư mục khác.",
        "Open it with the older Khai Giảng and export the data, or let KHAIGIANG_HOME name another folder.",
    )


def _nearest(path: Path) -> Path:
    """The path itself, or the nearest folder above it that exists."""
    return next(place for place in (path, *path.parents) if place.exists())
