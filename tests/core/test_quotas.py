from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.quotas import CannotApportion, Method, ShareReason, apportion, gains

KEYS = st.text("abcdef", min_size=1, max_size=3)
WEIGHTS = st.dictionaries(KEYS, st.integers(1, 500), min_size=1, max_size=8)
METHODS = st.sampled_from(Method)


@st.composite
def bounded_claims(draw):
    """Weights, floors, caps and a total that lies between the sums of floors and caps."""
    weights = draw(WEIGHTS)
    floors = {key: draw(st.integers(0, 10)) for key in weights if draw(st.booleans())}
    caps = {key: floors.get(key, 0) + draw(st.integers(0, 30)) for key in weights}
    total = draw(st.integers(sum(floors.values()), sum(caps.values())))
    return total, weights, floors, caps


def test_largest_remainder_gives_the_seats_left_to_the_largest_remainders():
    found = apportion(10, {"a": 53, "b": 24, "c": 23})

    assert found.seats == {"a": 5, "b": 3, "c": 2}
    assert {key: share.reason for key, share in found.shares.items()} == {
        "a": ShareReason.WHOLE_PART,
        "b": ShareReason.REMAINDER,
        "c": ShareReason.WHOLE_PART,
    }
    assert (found.shares["b"].quotient, found.shares["b"].remainder) == (Fraction(12, 5), Fraction(2, 5))


def test_one_seat_more_may_take_one_away_by_largest_remainder_and_never_by_webster():
    weights = {"a": 6, "b": 6, "c": 2}

    assert gains(1, 10, weights) == {"a": 1, "b": 1, "c": -1}
    assert gains(-1, 11, weights) == {"a": -1, "b": -1, "c": 1}
    assert gains(1, 10, weights, method=Method.WEBSTER) == {"b": 1}


@given(st.integers(1, 200), WEIGHTS, METHODS)
def test_who_gains_and_who_loses_by_one_seat_sums_to_one(total, weights, method):
    more, fewer = gains(1, total, weights, method=method), gains(-1, total, weights, method=method)

    assert (sum(more.values()), sum(fewer.values())) == (1, -1)
    assert method is Method.LARGEST_REMAINDER or (set(more.values()), set(fewer.values())) == ({1}, {-1})


def test_webster_rounds_at_the_half():
    found = apportion(10, {"a": 53, "b": 24, "c": 23}, method=Method.WEBSTER)

    assert found.seats == {"a": 6, "b": 2, "c": 2}
    assert {key: share.reason for key, share in found.shares.items()} == {
        "a": ShareReason.ROUNDED_UP,
        "b": ShareReason.ROUNDED_DOWN,
        "c": ShareReason.ROUNDED_DOWN,
    }


def test_whole_quotients_are_exact_under_both_methods():
    for method in Method:
        found = apportion(6, {"a": 2, "b": 1}, method=method)

        assert found.seats == {"a": 4, "b": 2}
        assert {share.reason for share in found.shares.values()} == {ShareReason.EXACT}


@pytest.mark.parametrize("method", Method)
def test_a_tie_goes_to_the_first_key_and_says_so(method):
    found = apportion(1, {"b": 5, "a": 5}, method=method)

    assert found.seats == {"a": 1, "b": 0}
    assert [share.reason for share in found.shares.values()] == [ShareReason.TIE_WON, ShareReason.TIE_LOST]


@pytest.mark.parametrize("method", Method)
def test_floor_and_cap_are_named_as_the_reason(method):
    found = apportion(20, {"big": 90, "mid": 9, "small": 1}, method=method, floors={"small": 3}, caps={"big": 10})

    assert found.seats == {"big": 10, "mid": 7, "small": 3}
    assert found.shares["big"].reason is ShareReason.CAP
    assert found.shares["small"].reason is ShareReason.FLOOR
    assert found.shares["small"].by_weight == Fraction(1, 5)


def test_a_unit_without_weight_keeps_its_floor_only():
    assert apportion(10, {"a": 1, "b": 0, "c": 0}, floors={"b": 2}).seats == {"a": 8, "b": 2, "c": 0}


def test_city_secretaries_are_shared_among_districts_of_equal_weight():
    found = apportion(579, {f"{n:02}": 1 for n in range(30)})

    assert sum(found.seats.values()) == 579
    assert sorted(found.seats.values()) == [19] * 21 + [20] * 9


@pytest.mark.parametrize(
    ("total", "weights", "floors", "caps", "code"),
    [
        (-1, {"a": 1}, {}, {}, "negative_total"),
        (1, {"a": -1}, {}, {}, "negative_weight"),
        (1, {"a": 1}, {"a": -1}, {}, "negative_floor"),
        (1, {"a": 1}, {"b": 1}, {}, "unknown_key"),
        (5, {"a": 1}, {"a": 3}, {"a": 2}, "floor_above_cap"),
        (2, {"a": 1, "b": 1}, {"a": 2, "b": 1}, {}, "floors_above_total"),
        (9, {"a": 1, "b": 1}, {}, {"a": 4, "b": 4}, "caps_below_total"),
        (9, {"a": 0, "b": 0}, {}, {}, "no_weight"),
        (1, {}, {}, {}, "no_weight"),
    ],
)
def test_impossible_seats_are_refused_with_a_code(total, weights, floors, caps, code):
    for method in Method:
        with pytest.raises(CannotApportion) as refused:
            apportion(total, weights, method=method, floors=floors, caps=caps)

        assert refused.value.code == code


def test_the_refusal_gives_the_figures():
    with pytest.raises(CannotApportion) as refused:
        apportion(9, {"a": 1, "b": 1}, caps={"a": 4, "b": 4})

    assert refused.value.facts == {"caps": "8", "total": "9"}


@given(bounded_claims(), METHODS)
def test_seats_sum_to_the_total_within_floors_and_caps(claims, method):
    total, weights, floors, caps = claims

    found = apportion(total, weights, method=method, floors=floors, caps=caps)

    assert sum(found.seats.values()) == total
    assert sum(share.quotient for share in found.shares.values()) == total
    assert all(floors.get(key, 0) <= seats <= caps[key] for key, seats in found.seats.items())


@given(bounded_claims())
def test_largest_remainder_stays_within_one_of_the_bounded_quotient(claims):
    total, weights, floors, caps = claims

    shares = apportion(total, weights, floors=floors, caps=caps).shares.values()

    assert all(abs(share.seats - share.quotient) < 1 for share in shares)


@given(st.integers(0, 2000), WEIGHTS)
def test_largest_remainder_keeps_the_quota_rule_without_bounds(total, weights):
    shares = apportion(total, weights).shares.values()

    assert all(share.quotient == share.by_weight for share in shares)
    assert all(int(share.by_weight) <= share.seats <= -int(-share.by_weight // 1) for share in shares)


@given(bounded_claims())
def test_webster_gives_one_more_seat_to_exactly_one_unit(claims):
    total, weights, floors, caps = claims
    roomy = {key: cap + 1 for key, cap in caps.items()}

    before = apportion(total, weights, method=Method.WEBSTER, floors=floors, caps=roomy).seats
    after = apportion(total + 1, weights, method=Method.WEBSTER, floors=floors, caps=roomy).seats

    assert sorted(after[key] - before[key] for key in weights) == [0] * (len(weights) - 1) + [1]


@given(st.integers(0, 500), WEIGHTS, METHODS, st.integers(2, 9))
def test_only_the_proportions_of_the_weights_count(total, weights, method, times):
    scaled = {key: Fraction(weight, times) for key, weight in weights.items()}

    assert apportion(total, scaled, method=method).seats == apportion(total, weights, method=method).seats


@given(st.integers(0, 500), WEIGHTS, METHODS, st.randoms(use_true_random=False))
def test_the_order_in_which_units_are_given_does_not_matter(total, weights, method, random):
    items = list(weights.items())
    random.shuffle(items)

    assert apportion(total, dict(items), method=method) == apportion(total, weights, method=method)
