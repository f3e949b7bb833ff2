"""What the shell of every page needs."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from khaigiang import __version__
from khaigiang.foundation import clock
from khaigiang.foundation.refusal import Phrase

THEME_COOKIE = "giao_dien"
THEMES = {"light": _("Nền sáng"), "dark": _("Nền tối"), "auto": _("Theo máy")}

# The ways through the system, in order; each is shown to those whose role opens it.
WAYS: tuple[tuple[str, Phrase], ...] = (
    ("desk:home", _("Trang chính")),
    ("needs:index", _("Nhu cầu")),
    ("plans:index", _("Kế hoạch")),
    ("calls:index", _("Chiêu sinh")),
    ("nominations:index", _("Danh sách cử")),
    ("desk:submit_year", _("Nhập hai tệp")),
    ("delivery:notices", _("Tin khẩn")),
    ("reports:index", _("Báo cáo")),
    ("handbook:index", _("Sổ tay")),
    ("inspection:events", _("Nhật ký")),
)
# What is kept from one year to the next, behind one word on the bar.
KEPT: tuple[tuple[str, Phrase], ...] = (
    ("people:index", _("Cán bộ")),
    ("timetables:lecturers", pgettext_lazy("list", "Giảng viên")),
    ("timetables:rooms", _("Phòng học")),
    ("schools:closed_days", _("Ngày nghỉ")),
    ("units:index", _("Đơn vị")),
    ("certificates:index", _("Sổ gốc")),
    ("nominations:rule_sets", _("Bộ điều kiện")),
)
# Pages of a subject that stand in the slice which looks across.
ELSEWHERE = {
    **dict.fromkeys(("desk:amend", "desk:amend_line", "desk:draft_plan", "desk:plan_course"), "plans:index"),
    "schools:topics": "plans:index",
    "schools:wishes": "schools:closed_days",
    "schools:limits": "timetables:lecturers",
}


@dataclass(frozen=True, slots=True)
class Way:
    name: Phrase
    link: str
    here: bool


def shell(request: HttpRequest) -> dict[str, object]:
    """The day the office is at, the version, the reader's theme, and the ways that are open to the user."""
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    return {
        "today": clock.today(),
        "version": __version__,
        "theme": theme if theme in THEMES else "auto",
        "themes": THEMES.items(),
        "ways": _ways(request, WAYS),
        "kept_ways": _ways(request, KEPT),
    }


def _ways(request: HttpRequest, offered: tuple[tuple[str, Phrase], ...]) -> tuple[Way, ...]:
    may_open = getattr(request, "may_open", None)
    if may_open is None:
        return ()
    match = request.resolver_match
    here = match.view_name if match else ""
    known = {route for route, _name in WAYS + KEPT}
    on = ELSEWHERE.get(here) or (here if here in known else f"{here.partition(':')[0]}:index")
    return tuple(Way(name, reverse(route), here=route == on) for route, name in offered if may_open(route))
