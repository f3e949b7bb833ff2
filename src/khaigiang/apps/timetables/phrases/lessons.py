"""Lessons and the rules they keep or break."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from khaigiang.core.calendar import HalfDay, Part
from khaigiang.foundation.refusal import Phrase

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
CROWDED = _("{classes} có {people} người, {room} có {seats} chỗ: {when}")
AND_MORE = _("{when} và {n} buổi nữa")


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
