"""Why there is no timetable, and what would mend it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.timetables.phrases.lessons import PARTS_OF_DAY, RULES
from khaigiang.core.timetabling.releases import Release, ReleaseKind
from khaigiang.foundation.refusal import Phrase

NO_ANSWER_IN_TIME = _("chưa tìm ra trong thời gian cho phép; hãy cho thời gian tìm dài hơn.")
CLASH = _("các yêu cầu sau không thể cùng thỏa mãn: {rules} ({classes}; nội dung: {topics}{busy}).")
BUSY = _("; lịch bận của {people}")
STANDING = _("; thời khóa biểu đã có của {classes}")
WHOLE_CLASSES = _("toàn bộ chương trình của lớp")
TAUGHT_BY_BUSY = _("“{topic}” chỉ có {people} đảm nhận")
OBSTACLES: dict[str, Phrase] = {
    "topic_longer_than_half_day": _(
        "{class}: chuyên đề “{topic}” dài {periods} tiết, nhưng một buổi chỉ có {held} tiết."
    ),
    "window_too_short": _("{class}: các chuyên đề cần {needed} buổi nhưng thời gian mở lớp chỉ có {has} buổi."),
    "too_many_periods": _("{class}: các chuyên đề cần {needed} tiết nhưng các buổi chỉ có {has} tiết."),
    "cyclic_order": _("{class}: thứ tự các chuyên đề {topics} quay vòng, không chuyên đề nào học trước được."),
    "no_lecturer": _("{class}: chuyên đề “{topic}” chưa có giảng viên đảm nhận."),
    "lecturers_never_free": _("{class}: chuyên đề “{topic}” chỉ có {lecturers}, bận suốt thời gian mở lớp."),
    "too_few_lecturers": _(
        "{class}: chuyên đề “{topic}” cần {needed} giảng viên cùng dạy nhưng chỉ có {has} người đảm nhận."
    ),
    "lecturers_never_free_together": _(
        "{class}: chuyên đề “{topic}” cần {needed} giảng viên cùng dạy; {has} người đảm nhận nhưng không buổi nào đủ "
        "người rảnh."
    ),
    "no_room_big_enough": _("{class}: {size} người nhưng phòng lớn nhất ở {venue} chỉ có {largest} chỗ."),
}
RELEASES_HEAD = _("Có thể gỡ bằng một trong các cách:")
RELEASES_OF_THIS = _("Các cách sau chỉ gỡ riêng vướng mắc này, còn vướng mắc khác:")
RELEASES: dict[str, Phrase] = {
    "free_lecturer": _("đề nghị {lecturer} bỏ lịch bận ngày {day}"),
    "longer_week": _("đề nghị {lecturer} dạy thêm một buổi một tuần ({half_days} buổi)"),
    "open_topic": _("cho học “{topic}” vào {part} {day}"),
    "free_room": _("lấy lại {room} ngày {day}"),
    "join_classes": _("cho {classes} học ghép “{topic}”"),
    "add_lecturer": _("thêm một giảng viên cho “{topic}”"),
    "add_lecturers": _("thêm {people} giảng viên cho “{topic}”"),
    "add_room": _("thêm một phòng {seats} chỗ ở {venue}"),
    "add_room_anywhere": _("thêm một phòng {seats} chỗ"),
    "add_day": _("cho {class} học thêm một ngày ({day})"),
    "drop_rule": _("bỏ yêu cầu “{rule}”"),
    "release_class": _("mở lại thời khóa biểu đã có của {class}"),
    "release_class_elsewhere": _("dời các buổi đã xếp của {class}, thuộc kế hoạch số {plan}"),
}


def obstacle(code: str, facts: Mapping[str, str]) -> Phrase:
    """Why no timetable can exist, found by counting."""
    return format_lazy(OBSTACLES[code], **facts)


def clash(
    rules: Sequence[str],
    classes: Sequence[str],
    topics: Sequence[Phrase],
    busy: Sequence[str],
    standing: Sequence[str] = (),
) -> Phrase:
    """A minimal set of rules that clash, and what they clash over."""
    named = [RULES.get(rule, rule) for rule in rules]
    over = [format_lazy(BUSY, people=", ".join(busy))] if busy else []
    over += [format_lazy(STANDING, classes=", ".join(standing))] if standing else []
    return format_lazy(
        CLASH,
        rules=format_lazy("; ".join("{}" for _rule in named), *named),
        classes=", ".join(classes),
        topics=format_lazy(", ".join("{}" for _topic in topics), *topics),
        busy=format_lazy("".join("{}" for _each in over), *over),
    )


def ways_out(found: Sequence[Release]) -> Phrase:
    """What would mend an impossible timetable; empty when nothing is known."""
    mending = [release for release in found if release.mends]
    # What mends everything is enough; the rest is said only where nothing does.
    said = [_way_out(release) for release in mending or found]
    head = RELEASES_HEAD if mending else RELEASES_OF_THIS
    return format_lazy("{} {}.", head, format_lazy("; ".join("{}" for _each in said), *said)) if said else ""


def _way_out(release: Release) -> Phrase:
    facts: dict[str, object] = dict(release.facts)
    code = release.kind.value
    if "day" in facts:
        facts["day"] = dt.date.fromisoformat(release.facts["day"]).strftime("%d/%m/%Y")
    if "part" in facts:
        facts["part"] = PARTS_OF_DAY[release.facts["part"]]
    if "rule" in facts:
        facts["rule"] = RULES[release.facts["rule"]]
    if "people" in facts:
        code = "add_lecturers"
    if facts.get("venue") == "":
        code = "add_room_anywhere"
    if release.kind is ReleaseKind.RELEASE_CLASS and "plan" in facts:
        code = "release_class_elsewhere"
    return format_lazy(RELEASES[code], **facts)


@dataclass(frozen=True, slots=True)
class WayOut:
    """``plan`` is the key of the plan in which it is done; ``code`` is of a class of this plan to be opened again."""

    said: Phrase
    plan: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why there is no timetable: reasons found by counting, else rules that clash and over what; then the ways out.

    ``standing`` are classes whose timetables are in the way. ``hinges`` are topics that only those give whose busy days
    matter. ``minimal`` is false where time ran out while the clash was shrunk. ``mends`` says that each way out alone
    is enough; otherwise other clashes remain, or may.
    """

    obstacles: tuple[Phrase, ...]
    rules: tuple[Phrase, ...]
    classes: tuple[str, ...]
    topics: tuple[Phrase, ...]
    busy: tuple[str, ...]
    standing: tuple[str, ...]
    hinges: tuple[Phrase, ...]
    minimal: bool
    ways_out: tuple[WayOut, ...]
    mends: bool


def explanation(why: Mapping[str, Any]) -> Explanation:
    """What the bridge wrote down of an impossible timetable, in words."""
    found, clashing = why.get("ways_out", ()), why.get("clash") or {}
    mending = [each for each in found if each["mends"]]
    return Explanation(
        obstacles=tuple(obstacle(each["code"], each["facts"]) for each in why.get("obstacles", ())),
        rules=tuple(RULES.get(rule, rule) for rule in clashing.get("rules", ())),
        classes=tuple(clashing.get("classes", ())),
        topics=_topics_of(clashing) if clashing else (),
        busy=(*clashing.get("busy_lecturers", ()), *clashing.get("busy_rooms", ())),
        standing=tuple(clashing.get("fixed_classes", ())),
        hinges=tuple(
            format_lazy(TAUGHT_BY_BUSY, topic=each["topic"], people=", ".join(each["lecturers"]))
            for each in clashing.get("only", ())
        ),
        minimal=clashing.get("minimal", True),
        ways_out=tuple(WayOut(_way_out(_release(each)), **each.get("opens", {})) for each in mending or found),
        mends=bool(mending),
    )


def why_not(why: Mapping[str, Any]) -> Phrase:
    """The same in one sentence or two, for a refusal."""
    said = [obstacle(each["code"], each["facts"]) for each in why["obstacles"]]
    clashing = why["clash"]
    if clashing is None and not said:
        return NO_ANSWER_IN_TIME
    if clashing is not None and not said:
        busy = (*clashing["busy_lecturers"], *clashing["busy_rooms"])
        standing = clashing["fixed_classes"]
        said.append(clash(clashing["rules"], clashing["classes"], _topics_of(clashing), busy, standing))
    if why["ways_out"]:
        said.append(ways_out([_release(each) for each in why["ways_out"]]))
    return format_lazy(" ".join("{}" for _each in said), *said)


def _topics_of(clashing: Mapping[str, Any]) -> tuple[Phrase, ...]:
    """By name, or that all of the classes' topics matter."""
    return (WHOLE_CLASSES,) if clashing.get("whole") else tuple(clashing["topics"])


def _release(facts: Mapping[str, Any]) -> Release:
    return Release(ReleaseKind(facts["kind"]), facts["facts"], facts["mends"])
