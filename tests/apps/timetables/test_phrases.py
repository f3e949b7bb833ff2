"""Every reason why there is no timetable can be said."""

import inspect
import re

import pytest
from django.utils import translation

from khaigiang.apps.timetables.phrases import BREACHES, OBSTACLES, RULES, SOFT_RULES, breach, clash, obstacle, ways_out
from khaigiang.core.timetabling import precheck
from khaigiang.core.timetabling.releases import Release, ReleaseKind
from khaigiang.core.timetabling.rules.catalogue import HARD_RULES
from khaigiang.core.timetabling.rules.catalogue import SOFT_RULES as SOFT

CODES = set(re.findall(r'Obstacle\(\s*"([a-z_]+)"', inspect.getsource(inspect.getmodule(precheck))))
BROKEN = {
    code
    for rule in HARD_RULES
    for code in re.findall(r'"([a-z]+(?:_[a-z]+)+)"', inspect.getsource(inspect.getmodule(type(rule))))
    if code not in {"half_day", "half_days", "last_period", "other_module", rule.name}
}
FACTS = dict.fromkeys(
    ("class", "topic", "topics", "periods", "held", "needed", "has", "lecturers", "size", "venue", "largest"),
    "X",
)


def test_every_obstacle_and_every_hard_rule_has_its_words() -> None:
    assert (OBSTACLES.keys(), RULES.keys()) == (CODES, {rule.name for rule in HARD_RULES})


def test_every_breach_of_a_hard_rule_and_every_soft_rule_has_its_words() -> None:
    assert (BREACHES.keys(), SOFT_RULES.keys()) == (BROKEN, {rule.name for rule in SOFT})


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("code", sorted(BREACHES))
def test_breach_is_said_in_both_languages(code, language) -> None:
    words = ("class", "topic", "other", "needed", "test", "lecturer", "room", "classes", "part", "times", "module",
             "other_module", "periods", "expected", "last_period", "half_days",
             "limit", "capacity", "size", "has", "wanted", "lecturers")  # fmt: skip
    facts = dict.fromkeys(words, "X") | {"half_day": "2024-06-03/morning", "week": "2024-W23", "day": "2024-06-03"}

    with translation.override(language):
        said = str(breach("topic_length", code, facts))

    assert said.endswith(".")
    assert "{" not in said
    assert (language == "vi") == bool(re.search("[ăâđêôơưàảãáạếọổ]", said))


def test_breach_without_words_of_its_own_is_said_by_its_rule() -> None:
    assert str(breach("competence", "nothing_known", {})) == "giảng viên dạy chuyên đề mình đảm nhận"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("code", sorted(OBSTACLES))
def test_obstacle_is_said_in_both_languages(code, language) -> None:
    with translation.override(language):
        said = str(obstacle(code, FACTS))

    assert said.endswith(".")
    assert "{" not in said
    assert (language == "vi") == any(word in said for word in ("chuyên đề", "phòng"))


def test_clash_names_rules_classes_topics_and_who_is_busy() -> None:
    said = clash(("competence", "room_suitable"), ("Lớp 1", "Lớp 2"), ("Xây dựng Đảng",), ("Trịnh Công Giảng",))

    assert str(said) == (
        "các yêu cầu sau không thể cùng thỏa mãn: giảng viên dạy chuyên đề mình đảm nhận; phòng đủ chỗ, đúng địa điểm "
        "(Lớp 1, Lớp 2; nội dung: Xây dựng Đảng; lịch bận của Trịnh Công Giảng)."
    )


def test_clash_over_nobodys_busy_days_leaves_them_out() -> None:
    assert str(clash(("competence",), ("Lớp 1",), ("Xây dựng Đảng",), ())).endswith("(Lớp 1; nội dung: Xây dựng Đảng).")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", list(ReleaseKind))
def test_every_way_out_is_said_in_both_languages(kind, language) -> None:
    words = ("lecturer", "room", "topic", "seats", "venue", "class", "classes", "half_days")
    facts = dict.fromkeys(words, "X") | {"day": "2024-06-03", "part": "morning"}

    with translation.override(language):
        said = str(ways_out([Release(kind, facts | {"rule": "topic_order"}, mends=True)]))

    assert said.startswith(("Có thể gỡ", "Any one"))
    assert "{" not in said


def test_half_day_more_a_week_and_a_half_day_opened_for_a_topic_are_said_in_words() -> None:
    longer = Release(ReleaseKind.LONGER_WEEK, {"lecturer": "Lan", "half_days": "5"}, mends=True)
    opened = {"topic": "Xây dựng Đảng", "day": "2024-06-03", "part": "afternoon"}

    assert str(ways_out([longer, Release(ReleaseKind.OPEN_TOPIC, opened, mends=True)])) == (
        "Có thể gỡ bằng một trong các cách: đề nghị Lan dạy thêm một buổi một tuần (5 buổi); cho học “Xây dựng Đảng” "
        "vào buổi chiều 03/06/2024."
    )


def test_ways_out_that_mend_all_are_said_alone_and_the_others_where_there_is_none() -> None:
    mends = Release(ReleaseKind.FREE_LECTURER, {"lecturer": "Lan", "day": "2024-06-03"}, mends=True)
    helps = Release(ReleaseKind.ADD_ROOM, {"venue": "", "seats": "60"}, mends=False)

    assert str(ways_out([mends, helps])) == (
        "Có thể gỡ bằng một trong các cách: đề nghị Lan bỏ lịch bận ngày 03/06/2024."
    )
    assert str(ways_out([helps])) == (
        "Các cách sau chỉ gỡ riêng vướng mắc này, còn vướng mắc khác: thêm một phòng 60 chỗ."
    )
    assert str(ways_out([])) == ""
