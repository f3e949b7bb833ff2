"""Every reason why there is no timetable can be said."""

import inspect
import re

import pytest
from django.utils import translation

from khaigiang.apps.timetables.phrases import OBSTACLES, RULES, clash, obstacle
from khaigiang.core.timetabling import precheck
from khaigiang.core.timetabling.rules.catalogue import HARD_RULES

CODES = set(re.findall(r'Obstacle\(\s*"([a-z_]+)"', inspect.getsource(inspect.getmodule(precheck))))
FACTS = dict.fromkeys(
    ("class", "topic", "topics", "periods", "held", "needed", "has", "lecturers", "size", "venue", "largest"), "X"
)


def test_every_obstacle_and_every_hard_rule_has_its_words() -> None:
    assert (OBSTACLES.keys(), RULES.keys()) == (CODES, {rule.name for rule in HARD_RULES})


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("code", sorted(OBSTACLES))
def test_obstacle_is_said_in_both_languages(code, language) -> None:
    with translation.override(language):
        said = str(obstacle(code, FACTS))

    assert said.endswith(".")
    assert "{" not in said
    assert ("lớp" in said) == (language == "vi")


def test_clash_names_rules_classes_topics_and_who_is_busy() -> None:
    said = clash(("competence", "room_suitable"), ("D1-1", "D1-2"), ("CT-1:1",), ("Trịnh Công Giảng",))

    assert str(said) == (
        "các yêu cầu sau không thể cùng thỏa mãn: giảng viên dạy chuyên đề mình đảm nhận; phòng đủ chỗ, đúng địa điểm "
        "(lớp D1-1, D1-2; nội dung CT-1:1; lịch bận của Trịnh Công Giảng)."
    )


def test_clash_over_nobodys_busy_days_leaves_them_out() -> None:
    assert str(clash(("competence",), ("D1-1",), ("CT-1:1",), ())).endswith("(lớp D1-1; nội dung CT-1:1).")
