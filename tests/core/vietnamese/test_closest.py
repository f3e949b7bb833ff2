import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.vietnamese import Match, MatchKind, NameIndex, closest
from khaigiang.core.vietnamese.closest import edit_distance

UNITS = {
    "hoa-x": "Xã Tân Hòa",
    "hoa-p": "Phường Tân Hòa",
    "bavi": "Xã Ba Vì",
    "p1": "Phường 1",
    "p2": "Phường 2",
    "aba": "Xã An Bình A",
    "aa": "Xã Đông Á",
    "td": "Thị trấn Tây Đằng",
    "px": "Phường Phúc Xá",
    "duc": "Phường Phường Đúc",
    "mgar": "Xã Cư M'gar",
    "prtc": "Thành phố Phan Rang-Tháp Chàm",
    "st": "Thị xã Sơn Tây",
    "bd": "Quận Ba Đình",
    "hn": "Xã H' Neng",
    "minh": "Xã Quang Minh",
    "linh": "Xã Quang Linh",
    "dt1": "Xã Đồng Tâm",
    "dt2": "Xã Đồng Tâm",
}
EXACT, FOLDED, CLOSE, AMBIGUOUS, NONE = MatchKind
INDEX = NameIndex(UNITS)

CASES = [
    ("Xã Tân Hòa", EXACT, ["hoa-x"]),
    ("xã  Tân Hoà", EXACT, ["hoa-x"]),
    ("X. Tân Hoà", EXACT, ["hoa-x"]),
    ("P. Tân Hòa", EXACT, ["hoa-p"]),
    ("PHƯỜNG TÂN HOÀ", EXACT, ["hoa-p"]),
    ("Tân Hòa", AMBIGUOUS, ["hoa-p", "hoa-x"]),
    ("Xa Tan Hoa", FOLDED, ["hoa-x"]),
    ("Phuong Tan Hoa", FOLDED, ["hoa-p"]),
    ("Xã Tân Hoa", FOLDED, ["hoa-x"]),
    ("Xã Tân Hòe", CLOSE, ["hoa-x"]),
    ("Huyện Ba Vì", CLOSE, ["bavi"]),
    ("Phường Ba Vì", CLOSE, ["bavi"]),
    ("Ba Vì", EXACT, ["bavi"]),
    ("ba vi", FOLDED, ["bavi"]),
    ("P1", EXACT, ["p1"]),
    ("P.01", EXACT, ["p1"]),
    ("Phường 3", NONE, []),
    ("Xã An Bình B", NONE, []),
    ("Xã Đông A", FOLDED, ["aa"]),
    ("TT Tây Đằng", EXACT, ["td"]),
    ("TT.Tây Đằng", EXACT, ["td"]),
    ("thi tran tay dang", FOLDED, ["td"]),
    ("Thị trấn Tây Đăng", FOLDED, ["td"]),
    ("phương Phúc Xá", FOLDED, ["px"]),
    ("Phường Phúc Sá", CLOSE, ["px"]),
    ("Phường Phcú Xá", CLOSE, ["px"]),
    ("Phường Đúc", EXACT, ["duc"]),
    ("Cư M’gar", EXACT, ["mgar"]),
    ("Xã Cư M' Gar", EXACT, ["mgar"]),
    ("TP. Phan Rang - Tháp Chàm", EXACT, ["prtc"]),
    ("TX Sơn Tây", EXACT, ["st"]),
    ("Q. Ba Đình", EXACT, ["bd"]),
    ("Xã H'Neng", EXACT, ["hn"]),
    ("Xã Quang Dinh", AMBIGUOUS, ["linh", "minh"]),
    ("Xã Đồng Tâm", AMBIGUOUS, ["dt1", "dt2"]),
    ("Xã Nhân Chính", NONE, []),
    ("Xã", NONE, []),
    ("", NONE, []),
]


@pytest.mark.parametrize(("typed", "kind", "ids"), CASES, ids=[case[0] or "empty" for case in CASES])
def test_typed_name_finds_what_it_can_only_mean(typed, kind, ids):
    found = INDEX.closest(typed)

    assert (found.kind, list(found.ids)) == (kind, ids)


def test_marks_decide_between_units_that_fold_alike():
    candidates = {"a": "Xã Tân Hòa", "b": "Xã Tân Hóa", "c": "Xã Tân Hoa"}

    assert closest("Xã Tan Hóa", candidates) == Match(FOLDED, ("b",), 0.923)
    assert closest("Xa Tan Hoa", candidates).kind is AMBIGUOUS


def test_a_stated_kind_that_differs_is_never_equal():
    assert [closest(typed, {"a": "Phường Minh Khai"}).kind for typed in ("Xã Minh Khai", "Xa Minh Khai")] == [CLOSE] * 2


def test_words_to_ignore_are_dropped_in_front():
    index = NameIndex(UNITS, ignoring=("Đảng ủy", "Đảng bộ"))

    assert index.closest("Đảng uỷ xã Ba Vì") == Match(EXACT, ("bavi",), 1.0)
    assert INDEX.closest("Đảng uỷ xã Ba Vì").kind is NONE


def test_scores_fall_from_exact_over_folded_to_close():
    scores = [INDEX.closest(typed).score for typed in ("Xã Ba Vì", "Xã Ba Vi", "Xã Ba Và", "Xã Nhân Chính")]

    assert scores == sorted(scores, reverse=True)
    assert (scores[0], scores[-1]) == (1.0, 0.0)


def test_no_candidates_give_no_match():
    assert closest("Xã Ba Vì", {}) == Match(NONE)


@given(st.sampled_from(sorted(UNITS)), st.randoms(use_true_random=False))
def test_every_unit_finds_itself_whatever_the_order_of_the_candidates(id_, random):
    items = list(UNITS.items())
    random.shuffle(items)

    found = closest(UNITS[id_], dict(items))

    assert found == INDEX.closest(UNITS[id_])
    assert id_ in found.ids
    assert found.score == 1.0


@given(st.text("abcđ", max_size=8), st.text("abcđ", max_size=8))
def test_edit_distance_is_symmetric_and_zero_only_for_equals(a, b):
    distance = edit_distance(a, b, 8)

    assert distance == edit_distance(b, a, 8)
    assert (distance == 0) == (a == b)
    assert edit_distance(a, b, 2) == min(distance, 3)


@pytest.mark.parametrize(
    ("a", "b", "distance"), [("", "abc", 3), ("hoa", "hao", 1), ("phuc", "phcu", 1), ("tan", "van", 1)]
)
def test_edit_distance_counts_a_swap_of_neighbours_once(a, b, distance):
    assert edit_distance(a, b, 5) == distance
