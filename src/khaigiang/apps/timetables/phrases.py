import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.states import SearchState
from khaigiang.core.timetabling.loss import LossKind
from khaigiang.core.timetabling.releases import Release, ReleaseKind
from khaigiang.core.timetabling.repair import Way
from khaigiang.foundation.refusal import Phrase
from khaigiang.web.marks import Mark

MAY_NOT_TIMETABLE = _("Chỉ cơ quan tham mưu kế hoạch hoặc cơ sở đào tạo được xếp thời khóa biểu.")
NOT_YOUR_TIMETABLE = _("Thời khóa biểu này không thuộc phạm vi của bạn.")
CANNOT_TIMETABLE = _("Không xếp được thời khóa biểu: %(why)s")
NO_ANSWER_IN_TIME = _("chưa tìm ra trong thời gian cho phép; hãy cho thời gian tìm dài hơn.")
TOO_BIG_WITHOUT_SEARCH = _(
    "Có quá nhiều lớp để xếp cùng lúc trên máy này. Hãy chạy ./kg timetable prepare một lần để cài bộ tìm kiếm, rồi "
    "xếp lại."
)
CLASH = _("các yêu cầu sau không thể cùng thỏa mãn: {rules} ({classes}; nội dung: {topics}{busy}).")
BUSY = _("; lịch bận của {people}")
STANDING = _("; thời khóa biểu đã có của {classes}")
WHOLE_CLASSES = _("toàn bộ chương trình của lớp")
TAUGHT_BY_BUSY = _("“{topic}” chỉ có {people} đảm nhận")
ALREADY_OPEN = _("%(name)s đã khai giảng nên không mở lại thời khóa biểu được; chỉ sửa những buổi chưa học.")
NO_SUCH_CLASS = _("Kế hoạch này không có lớp nào mang mã %(wanted)s.")
NOTHING_TO_TIMETABLE = _("Không có lớp nào chờ xếp: hãy chọn lớp để mở lại thời khóa biểu.")
NOTHING_WITHIN = _("Không có lớp chưa có thời khóa biểu nào bắt đầu trong những ngày này.")
CHANGED_WHILE_SEARCHING = _("Thời khóa biểu của kế hoạch đã thay đổi trong lúc tìm; hãy tìm lại.")

STOPPED_WITH_NOTHING = _("Đã dừng khi chưa tìm ra thời khóa biểu nào.")
NO_CLASSES = _("Kế hoạch này chưa lập lớp nào nên chưa có gì để xếp.")
SEARCH_UNDER_WAY = _("Kế hoạch này đang có một lần tìm chưa xong; hãy chờ hoặc dừng lần tìm ấy.")
SEARCH_IS_OVER = _("Lần tìm này đã xong nên không dừng được nữa.")
LOSS_IS_OVER = _("Những ngày này đã qua; chỉ sửa được từ hôm nay trở đi.")
NO_DAYS_LEFT = _("Bỏ những ngày này thì có lớp không còn ngày học nào trong thời gian mở lớp.")
CLASS_WITHOUT_DAYS = _(
    "%(name)s không có ngày học nào: xem lại thời gian mở lớp, các ngày trong tuần lớp học và ngày nghỉ của địa điểm."
)
CROWDED = _("{classes} có {people} người, {room} có {seats} chỗ: {when}")
AND_MORE = _("{when} và {n} buổi nữa")
NOTHING_AHEAD = _("Từ hôm nay trở đi không còn buổi học nào để sửa.")
NOTHING_HIT = _("Không buổi học nào sắp tới bị ảnh hưởng nên không phải sửa.")
NOTHING_TO_PUBLISH = _("Phương án này không có hoặc đã được công bố.")
CHANGED_MEANWHILE = _("Thời khóa biểu đã thay đổi từ khi có các phương án này; hãy tìm lại.")
NO_LONGER_FITS = _("Phương án này nay không còn đúng mọi yêu cầu; hãy tìm lại.")
DAYS_REVERSED = _("Ngày cuối phải từ ngày đầu trở đi.")
CHOOSE_WHO = _("Hãy chọn giảng viên hoặc phòng.")
TOO_MANY_DAYS = _("Nhiều nhất %(n)s ngày.")

DRAFT_OPEN_ALREADY = _("Kế hoạch này đang có một bản sửa tay chưa công bố.")
DRAFT_IS_OVER = _("Bản sửa tay này đã công bố hoặc đã bỏ nên không sửa tiếp được.")
DRAFT_OUTDATED = _("Thời khóa biểu đã thay đổi từ khi mở bản sửa tay; hãy cập nhật bản sửa này rồi sửa tiếp.")
DRAFT_IS_CURRENT = _("Bản sửa tay đang theo đúng thời khóa biểu hiện nay nên không phải cập nhật.")
DRAFT_RENEWED = _("Đã cập nhật bản sửa theo thời khóa biểu hiện nay: làm lại %(kept)s thay đổi, bỏ %(dropped)s.")
LESSON_IS_OVER = _("Chỉ dời được buổi chưa học, và chỉ dời đến hôm nay hoặc ngày sau.")
NO_SUCH_LESSON = _("Không có buổi học này trong bản sửa tay.")
NO_SUCH_PLACE = _("Giảng viên hoặc phòng này không thuộc kế hoạch.")
NOTHING_MOVES = _("Buổi học vẫn như cũ, chưa có gì thay đổi.")
NOTHING_TO_UNDO = _("Không còn thay đổi nào để hoàn tác.")
NOTHING_TO_REDO = _("Không còn thay đổi nào để làm lại.")
NOTHING_CHANGED = _("Bản sửa tay chưa thay đổi gì nên không có gì để công bố.")
DRAFT_BREAKS_RULES = _("Bản sửa tay còn vi phạm %(n)s yêu cầu bắt buộc nên chưa công bố được: %(first)s")
SAME_LECTURER = _("Hai giảng viên phải là hai người khác nhau.")
NOT_KEPT = _(
    "Bản số %(n)s được công bố khi chương trình chưa giữ lại mọi buổi của từng bản nên không so sánh được; các bản "
    "công bố từ nay về sau thì so sánh được."
)

SEARCH_STATES: Mapping[str, Mark] = {
    SearchState.WAITING: Mark("quiet", _("Đang chờ")),
    SearchState.RUNNING: Mark("main", _("Đang tìm")),
    SearchState.PROPOSED: Mark("notice", _("Chờ chọn phương án")),
    SearchState.PUBLISHED: Mark("good", _("Đã công bố")),
    SearchState.IMPOSSIBLE: Mark("bad", _("Không xếp được")),
    SearchState.STOPPED: Mark("quiet", _("Đã dừng")),
    SearchState.FAILED: Mark("bad", _("Dừng vì lỗi")),
}
WAYS: Mapping[str, Phrase] = {
    Way.STAND_IN: _("Giữ nguyên buổi học, thay người dạy hoặc phòng"),
    Way.FEWEST: _("Thay đổi ít nhất"),
    Way.MOVE: _("Dời các buổi bị ảnh hưởng"),
}
LOSSES: Mapping[str, Phrase] = {
    LossKind.LECTURER: _("Giảng viên vắng"),
    LossKind.ROOM: _("Phòng không dùng được"),
    LossKind.DAY: _("Không tổ chức học được ngày"),
}

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
RULES: dict[str, Phrase] = {
    "topic_length": _("đủ thời lượng từng chuyên đề"),
    "class_in_one_place": _("một lớp một nơi trong một buổi"),
    "half_day_periods": _("số tiết của một buổi"),
    "ceremonies": _("khai giảng đầu tiên, bế giảng cuối cùng"),
    "module_order": _("thứ tự học phần"),
    "topic_order": _("thứ tự chuyên đề"),
    "tests_last": _("kiểm tra sau cùng"),
    "topic_in_a_row": _("chuyên đề nhiều buổi học liền nhau, cùng giảng viên"),
    "one_lecturer": _("các buổi của một chuyên đề do cùng giảng viên dạy"),
    "topic_available": _("buổi không tổ chức được chuyên đề"),
    "joint_lessons": _("các lớp học chung một chuyên đề cùng buổi, cùng phòng, cùng giảng viên"),
    "field_study_alone": _("nghiên cứu thực tế trọn buổi"),
    "competence": _("giảng viên dạy chuyên đề mình đảm nhận"),
    "lecturer_available": _("ngày bận của giảng viên"),
    "lecturer_in_one_place": _("một giảng viên một lớp trong một buổi"),
    "lecturer_day_limit": _("số buổi tối đa một ngày của giảng viên"),
    "lecturer_week_limit": _("số buổi tối đa một tuần của giảng viên"),
    "room_available": _("ngày bận của phòng"),
    "room_in_one_place": _("một phòng một lớp trong một buổi"),
    "room_suitable": _("phòng đủ chỗ, đúng địa điểm"),
}
RELEASES_HEAD = _("Có thể gỡ bằng một trong các cách:")
RELEASES_OF_THIS = _("Các cách sau chỉ gỡ riêng vướng mắc này, còn vướng mắc khác:")
RELEASES: dict[str, Phrase] = {
    "free_lecturer": _("đề nghị {lecturer} bỏ lịch bận ngày {day}"),
    "longer_week": _("đề nghị {lecturer} dạy thêm một buổi một tuần ({half_days} buổi)"),
    "open_topic": _("cho học “{topic}” vào {part} {day}"),
    "free_room": _("lấy lại {room} ngày {day}"),
    "add_lecturer": _("thêm một giảng viên cho “{topic}”"),
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


PARTS_OF_DAY: Mapping[str, Phrase] = {
    Part.MORNING: _("buổi sáng"),
    Part.AFTERNOON: _("buổi chiều"),
    Part.EVENING: _("buổi tối"),
}
PARTS: Mapping[str, Phrase] = {
    Part.MORNING: _("Sáng"),
    Part.AFTERNOON: _("Chiều"),
    Part.EVENING: _("Tối"),
}
FREE = _("trống")
TAKEN = _("{name} – bận buổi này")
VERSION = _("Bản số {n}")
HALF_DAYS: Mapping[str, Phrase] = {
    Part.MORNING: _("sáng {day}"),
    Part.AFTERNOON: _("chiều {day}"),
    Part.EVENING: _("tối {day}"),
}
BREACHES: dict[str, Phrase] = {
    "topic_missing": _("{class}: thiếu buổi {part} của “{topic}”."),
    "topic_repeated": _("{class}: buổi {part} của “{topic}” được xếp {times} lần."),
    "topic_not_of_class": _("{class}: “{topic}” không thuộc chương trình của lớp."),
    "half_day_not_of_class": _("{class}: {half_day} nằm ngoài các buổi học của lớp (“{topic}”)."),
    "wrong_length": _("{class}: “{topic}” ({half_day}) dài {periods} tiết thay vì {expected} tiết."),
    "lessons_overlap": _("{class}: {half_day} có hai nội dung cùng lúc, “{topic}” và “{other}”."),
    "two_rooms_in_a_half_day": _("{class}: {half_day} lớp phải học ở hai phòng (“{topic}” và “{other}”)."),
    "outside_the_half_day": _(
        "{class}: “{topic}” ({half_day}) học đến tiết {last_period}, nhưng một buổi chỉ có {periods} tiết."
    ),
    "no_lesson_after_the_opening": _("{class}: buổi đầu tiên ({half_day}) không có nội dung nào lên lớp."),
    "over_the_opening": _("{class}: “{topic}” trùng giờ khai giảng ({half_day})."),
    "over_the_closing": _("{class}: “{topic}” trùng giờ bế giảng ({half_day})."),
    "module_out_of_order": _("{class}: “{topic}” (học phần {module}) học sau “{other}” (học phần {other_module})."),
    "topic_out_of_order": _("{class}: “{topic}” ({half_day}) phải học sau “{needed}”."),
    "lesson_after_test": _("{class}: “{topic}” học sau bài kiểm tra “{test}”."),
    "parts_out_of_order": _("{class}: buổi {part} của “{topic}” không theo thứ tự."),
    "topic_interrupted": _("{class}: buổi {part} của “{topic}” không liền với buổi trước."),
    "lecturer_changes_within_topic": _("{class}: “{topic}” đổi giảng viên ở buổi {part}."),
    "topic_closed": _("{class}: {half_day} không tổ chức được “{topic}”."),
    "joint_lesson_at_two_times": _("“{topic}” học chung của {classes} rơi vào các buổi khác nhau."),
    "joint_lesson_by_two_lecturers": _("“{topic}” học chung của {classes} có giảng viên khác nhau."),
    "joint_lesson_in_two_rooms": _("“{topic}” học chung của {classes} ở các phòng khác nhau."),
    "field_study_shares_half_day": _("{class}: “{topic}” ({half_day}) phải trọn buổi, không chung với nội dung khác."),
    "field_study_beside_ceremony": _("{class}: “{topic}” ({half_day}) không chung buổi với khai giảng, bế giảng."),
    "no_lecturer": _("{class}: “{topic}” ({half_day}) chưa có giảng viên."),
    "lecturer_not_competent": _("{class}: {lecturer} không đảm nhận “{topic}” ({half_day})."),
    "too_few_lecturers": _("{class}: “{topic}” ({half_day}) chưa đủ giảng viên: có {has}, cần {wanted}."),
    "too_many_lecturers": _("{class}: “{topic}” ({half_day}) thừa giảng viên: có {has}, cần {wanted}."),
    "parts_by_different_lecturers": _("{class}: các buổi của “{topic}” không cùng giảng viên: {lecturers}."),
    "lecturer_busy": _("{class}: {lecturer} bận {half_day} (“{topic}”)."),
    "lecturer_in_two_classes": _("{lecturer} dạy hai lớp cùng buổi {half_day}: {classes}."),
    "too_much_in_a_day": _("{lecturer} dạy {half_days} buổi ngày {day}, nhiều nhất là {limit}."),
    "too_much_in_a_week": _("{lecturer} dạy {half_days} buổi trong tuần từ {week}, nhiều nhất là {limit}."),
    "no_room": _("{class}: “{topic}” ({half_day}) chưa có phòng."),
    "unknown_room": _("{class}: {room} không thuộc các phòng của kế hoạch ({half_day})."),
    "room_too_small": _("{class}: {room} có {capacity} chỗ cho {size} người ({half_day})."),
    "room_at_other_venue": _("{class}: {room} không ở địa điểm học của lớp ({half_day})."),
    "room_busy": _("{class}: {room} không dùng được {half_day}."),
    "room_held_twice": _("{room} có hai lớp cùng buổi {half_day}: {classes}."),
}
SOFT_RULES: dict[str, Phrase] = {
    "mornings": _("bài giảng vào buổi sáng"),
    "same_room": _("lớp học mãi một phòng"),
    "consecutive_load": _("giảng viên không dạy dồn"),
    "fairness": _("chia đều buổi dạy cho các giảng viên"),
    "compactness": _("lớp không trống buổi giữa chừng"),
    "travel": _("giảng viên ít đi lại giữa các địa điểm"),
    "seats": _("đủ chỗ ngồi"),
    "working_days": _("chuyên đề rải đủ số ngày"),
    "lone_lessons": _("buổi học không đứng lẻ"),
    "topic_room": _("một chuyên đề một phòng"),
    "changes": _("ít thay đổi so với bản đã báo"),
}


def breach(rule: str, code: str, facts: Mapping[str, str]) -> Phrase:
    """A hard rule that a timetable breaks, with everything by its name."""
    said: dict[str, object] = dict(facts)
    if "half_day" in facts:
        said["half_day"] = half_day(HalfDay.parse(facts["half_day"]))
    if "day" in facts:
        said["day"] = dt.date.fromisoformat(facts["day"]).strftime("%d/%m/%Y")
    if "week" in facts:
        said["week"] = dt.date.fromisoformat(f"{facts['week']}-1").strftime("%d/%m/%Y")
    return format_lazy(BREACHES[code], **said) if code in BREACHES else RULES.get(rule, rule)


def half_day(when: HalfDay) -> Phrase:
    """Within a sentence."""
    return format_lazy(HALF_DAYS[when.part], day=when.day.strftime("%d/%m/%Y"))


def offered(when: HalfDay, held: Sequence[str]) -> Phrase:
    """A half-day to choose, with what stands there."""
    said = format_lazy("{} – {}", when.day.strftime("%d/%m/%Y"), PARTS[when.part])
    return format_lazy("{}: {}", said, "; ".join(held)) if held else format_lazy("{} ({})", said, FREE)


HALF_DAYS_NAMED = 3


def crowded(classes: Sequence[str], people: int, room: str, seats: int, half_days: Sequence[HalfDay]) -> Phrase:
    """A room with too few seats: who is to sit there, and when."""
    named = [half_day(each) for each in half_days[:HALF_DAYS_NAMED]]
    when = format_lazy(", ".join("{}" for _each in named), *named)
    if more := len(half_days) - len(named):
        when = format_lazy(AND_MORE, when=when, n=more)
    return format_lazy(CROWDED, classes=", ".join(classes), people=people, room=room, seats=seats, when=when)


# Why a change of a draft is not made again on a timetable that changed meanwhile, by the code the core gives.
DROPPED: Mapping[str, Phrase] = {
    "gone": _("{class}: “{topic}” không còn buổi đã sửa."),
    "otherwise": _("{class}: “{topic}” nay đã xếp lại ({stands})."),
    "over": _("{class}: “{topic}” đã học, hoặc ngày định dời đến đã qua."),
    "so": _("{class}: “{topic}” nay đã xếp đúng như thay đổi này."),
    "unknown": _("{class}: giảng viên hoặc phòng chọn cho “{topic}” nay không thuộc kế hoạch."),
    "untold": _("{class}: “{topic}” được sửa ở phiên bản trước của chương trình, không rõ buổi học khi ấy."),
}


def dropped(code: str, *, class_name: str, topic: str, when: HalfDay, beside: Sequence[str]) -> Phrase:
    """A change that is not made again; ``when`` and ``beside`` say how its lesson stands."""
    stands = format_lazy(", ".join("{}" for _each in (when, *beside)), half_day(when), *beside)
    return format_lazy(DROPPED[code], **{"class": class_name}, topic=topic, stands=stands)
