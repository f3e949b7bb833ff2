"""The machine: Python, the port, fonts, and tools that are good to have."""

import importlib.util
import platform
import shutil
import socket
import sys

from khaigiang.cli.examination import Finding, State
from khaigiang.cli.serve import DEFAULT_PORT

OLDEST = (3, 11)
FONTS = ("fontpkg_noto_serif", "fontpkg_be_vietnam_pro")
OPTIONAL = (
    ("browser", ("chromium", "google-chrome", "chrome"), "trình duyệt Chromium (chỉ để thử trang)", "Chromium"),
    ("office", ("soffice",), "LibreOffice (chỉ để thử văn bản)", "LibreOffice"),
)


def examine() -> list[Finding]:
    return [python(), fonts(), port(DEFAULT_PORT), *(tool(*names) for names in OPTIONAL)]


def python() -> Finding:
    has, system = platform.python_version(), f"{platform.system()} {platform.machine()}"
    said = f"Python {has}, {system}"
    if sys.version_info[:2] >= OLDEST:
        return Finding("python", State.FINE, said, said)
    return Finding("python", State.WRONG, said, said, "Hãy cài Python 3.11 trở lên.", "Install Python 3.11 or newer.")


def fonts() -> Finding:
    missing = [name for name in FONTS if importlib.util.find_spec(name) is None]
    if not missing:
        return Finding("fonts", State.FINE, "Đủ phông chữ cho bản PDF.", "The fonts for PDF are there.")
    return Finding(
        "fonts",
        State.WRONG,
        f"Thiếu phông chữ: {', '.join(missing)}.",
        f"Fonts are missing: {', '.join(missing)}.",
        "Xóa thư mục .venv rồi chạy lại ./kg để cài lại các gói.",
        "Remove the folder .venv and run ./kg again to install the packages anew.",
    )


def port(number: int) -> Finding:
    with socket.socket() as probe:
        taken = probe.connect_ex(("127.0.0.1", number)) == 0
    if taken:
        return Finding(
            "port",
            State.NOTE,
            f"Cổng {number} đang có chương trình dùng; kg serve sẽ lấy cổng trống kế tiếp.",
            f"Port {number} is taken; kg serve will use the next free one.",
        )
    return Finding("port", State.FINE, f"Cổng {number} còn trống.", f"Port {number} is free.")


def tool(about: str, programs: tuple[str, ...], vietnamese: str, english: str) -> Finding:
    found = next((path for program in programs if (path := shutil.which(program))), None)
    if found:
        return Finding(about, State.FINE, f"Có {vietnamese}: {found}", f"{english} is there: {found}")
    return Finding(about, State.NOTE, f"Không có {vietnamese}; không bắt buộc.", f"No {english}; it is optional.")
