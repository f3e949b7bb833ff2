"""Seats shared out by a stated method, each unit told why it got its number. Exact: fractions, never floats."""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Method(StrEnum):
    """Largest remainder (Hamilton) or Webster. Only Webster never takes a seat from a unit when one is added."""

    LARGEST_REMAINDER = "largest_remainder"
    WEBSTER = "webster"


class ShareReason(StrEnum):
    """Why a share is what it is. The two ``TIE_`` reasons say that the order of the keys decided between equals."""

    EXACT = "exact"
    WHOLE_PART = "whole_part"
    REMAINDER = "remainder"
    TIE_WON = "tie_won"
    TIE_LOST = "tie_lost"
    ROUNDED_DOWN = "rounded_down"
    ROUNDED_UP = "rounded_up"
    FLOOR = "floor"
    CAP = "cap"


@dataclass(frozen=True, slots=True)
class Share:
    """One unit's seats.

    ``by_weight`` is total x weight / sum of weights; ``quotient`` the same once floors and caps have been granted
    (equal where none binds), and ``remainder`` its part below one.
    """

    seats: int
    by_weight: Fraction
    quotient: Fraction
    remainder: Fraction
    reason: ShareReason


@dataclass(frozen=True, slots=True)
class Apportionment:
    """The shares in the order of their keys. Their seats sum to ``total``."""

    method: Method
    total: int
    shares: Mapping[str, Share]

    @property
    def seats(self) -> dict[str, int]:
        return {key: share.seats for key, share in self.shares.items()}


class CannotApportion(ValueError):  # noqa: N818 - a refusal is named by what it says
    """The seats cannot be shared out as asked. ``code`` is translated by phrases, with ``facts`` filled in."""

    def __init__(self, code: str, facts: Mapping[str, str]) -> None:
        self.code = code
        self.facts = dict(facts)
        super().__init__(f"{code}: {self.facts}")


@dataclass(frozen=True, slots=True)
class _Claim:
    """One unit's weight and bounds; a unit without weight keeps its floor."""

    weight: Fraction
    floor: int
    cap: int


def apportion(
    total: int,
    weights: Mapping[str, int | Fraction],
    *,
    method: Method = Method.LARGEST_REMAINDER,
    floors: Mapping[str, int] | None = None,
    caps: Mapping[str, int] | None = None,
) -> Apportionment:
    """Share ``total`` seats in proportion to ``weights``, each share within its floor and its cap.

    Ties go to the key that comes first in code point order. Raises CannotApportion with one of the codes
    ``negative_total``, ``negative_weight``, ``negative_floor``, ``unknown_key``, ``floor_above_cap``,
    ``floors_above_total``, ``caps_below_total``, ``no_weight``.
    """
    claims = _claims(total, weights, floors or {}, caps or {})
    _check(total, claims)
    whole = sum((claim.weight for claim in claims.values()), Fraction(0))
    by_weight = {key: total * claim.weight / whole if whole else Fraction(0) for key, claim in claims.items()}
    quotients = _bounded_quotients(total, claims)
    share_out = _largest_remainder if method is Method.LARGEST_REMAINDER else _webster
    shares = {
        key: Share(seats, by_weight[key], quotients[key], quotients[key] % 1, reason)
        for key, (seats, reason) in share_out(total, claims, quotients).items()
    }
    return Apportionment(method, total, shares)


def gains(
    step: int,
    total: int,
    weights: Mapping[str, int | Fraction],
    *,
    method: Method = Method.LARGEST_REMAINDER,
    floors: Mapping[str, int] | None = None,
    caps: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """Who would gain or lose how many if the total were ``step`` more or fewer; whoever keeps theirs is left out.

    By largest remainder one may lose when the total grows; Webster never does that. Raises CannotApportion as
    ``apportion`` does.
    """
    now = apportion(total, weights, method=method, floors=floors, caps=caps).seats
    then = apportion(total + step, weights, method=method, floors=floors, caps=caps).seats
    return {key: then[key] - now[key] for key in now if then[key] != now[key]}


def _claims(
    total: int, weights: Mapping[str, int | Fraction], floors: Mapping[str, int], caps: Mapping[str, int]
) -> dict[str, _Claim]:
    for key in sorted((*floors, *caps)):
        if key not in weights:
            raise CannotApportion("unknown_key", {"key": key})
    claims = {}
    for key in sorted(weights):
        weight, floor = Fraction(weights[key]), floors.get(key, 0)
        if weight < 0:
            raise CannotApportion("negative_weight", {"key": key, "weight": str(weight)})
        if floor < 0:
            raise CannotApportion("negative_floor", {"key": key, "floor": str(floor)})
        if floor > caps.get(key, floor):
            raise CannotApportion("floor_above_cap", {"key": key, "floor": str(floor), "cap": str(caps[key])})
        # Without weight nothing beyond the floor can be due; without a cap the bound is out of reach.
        claims[key] = _Claim(weight, floor, caps.get(key, max(total, floor) + 1) if weight else floor)
    return claims


def _check(total: int, claims: Mapping[str, _Claim]) -> None:
    if total < 0:
        raise CannotApportion("negative_total", {"total": str(total)})
    floors = sum(claim.floor for claim in claims.values())
    if floors > total:
        raise CannotApportion("floors_above_total", {"floors": str(floors), "total": str(total)})
    if total > floors and not any(claim.weight for claim in claims.values()):
        raise CannotApportion("no_weight", {"total": str(total)})
    caps = sum(claim.cap for claim in claims.values())
    if caps < total:
        raise CannotApportion("caps_below_total", {"caps": str(caps), "total": str(total)})


def _bounded_quotients(total: int, claims: Mapping[str, _Claim]) -> dict[str, Fraction]:
    """Quotients in proportion to the weights, but within the bounds, that sum to the total.

    They are ``clamp(rate x weight)`` for one rate. Their sum grows with the rate in straight lines between the rates at
    which a unit leaves its floor or meets its cap, so the right line is found among those and solved for exactly.
    """
    rates = sorted({Fraction(bound) / c.weight for c in claims.values() if c.weight for bound in (c.floor, c.cap)})

    def quotients(rate: Fraction) -> dict[str, Fraction]:
        return {key: min(max(rate * c.weight, Fraction(c.floor)), Fraction(c.cap)) for key, c in claims.items()}

    low, high = 0, len(rates)
    while low < high:  # the first rate whose quotients reach the total
        middle = (low + high) // 2
        if sum(quotients(rates[middle]).values()) < total:
            low = middle + 1
        else:
            high = middle
    if low == 0 or not rates:
        return quotients(rates[0] if rates else Fraction(0))
    below = rates[low - 1]
    rising = sum((c.weight for c in claims.values() if c.weight and c.floor <= below * c.weight < c.cap), Fraction(0))
    missing = total - sum(quotients(below).values())
    return quotients(below + missing / rising if rising else below)


_Awarded = dict[str, tuple[int, ShareReason]]


def _largest_remainder(total: int, claims: Mapping[str, _Claim], quotients: Mapping[str, Fraction]) -> _Awarded:
    """Every unit gets the whole part of its quotient; the seats left go to the largest remainders."""
    whole = {key: int(quotient) for key, quotient in quotients.items()}
    left = total - sum(whole.values())
    queue = sorted(claims, key=lambda key: (-(quotients[key] % 1), key))
    raised = frozenset(queue[:left])
    last_in = quotients[queue[left - 1]] % 1 if left else None
    first_out = quotients[queue[left]] % 1 if left < len(queue) else None
    tied = last_in if last_in == first_out else None
    return {
        key: (
            whole[key] + (key in raised),
            _remainder_reason(claims[key], quotients[key], key in raised, tied),
        )
        for key in claims
    }


def _remainder_reason(claim: _Claim, quotient: Fraction, raised: bool, tied: Fraction | None) -> ShareReason:  # noqa: FBT001 - told by its name
    remainder = quotient % 1
    if remainder == 0:
        return _bound_reason(claim, quotient) or ShareReason.EXACT
    if remainder == tied:
        return ShareReason.TIE_WON if raised else ShareReason.TIE_LOST
    return ShareReason.REMAINDER if raised else ShareReason.WHOLE_PART


def _bound_reason(claim: _Claim, seats: Fraction | int) -> ShareReason | None:
    if seats == claim.floor and claim.floor > 0:
        return ShareReason.FLOOR
    return ShareReason.CAP if seats == claim.cap and claim.weight else None


def _webster(total: int, claims: Mapping[str, _Claim], quotients: Mapping[str, Fraction]) -> _Awarded:
    """From the floors up, each next seat goes to the greatest weight / (2 x seats + 1)."""
    seats = {key: claim.floor for key, claim in claims.items()}
    queue = [(-claim.weight / (2 * claim.floor + 1), key) for key, claim in claims.items() if claim.floor < claim.cap]
    heapq.heapify(queue)
    last: tuple[Fraction, str] | None = None
    for _ in range(total - sum(seats.values())):
        last = heapq.heappop(queue)
        key = last[1]
        seats[key] += 1
        if seats[key] < claims[key].cap:
            heapq.heappush(queue, (-claims[key].weight / (2 * seats[key] + 1), key))
    tied = last[0] if last and queue and queue[0][0] == last[0] else None
    return {
        key: (seats[key], _webster_reason(claim, seats[key], quotients[key], tied)) for key, claim in claims.items()
    }


def _webster_reason(claim: _Claim, seats: int, quotient: Fraction, tied: Fraction | None) -> ShareReason:
    if tied is not None and claim.floor < seats and -claim.weight / (2 * seats - 1) == tied:
        return ShareReason.TIE_WON
    if tied is not None and seats < claim.cap and -claim.weight / (2 * seats + 1) == tied:
        return ShareReason.TIE_LOST
    if seats == quotient:
        return _bound_reason(claim, seats) or ShareReason.EXACT
    return ShareReason.ROUNDED_UP if seats > quotient else ShareReason.ROUNDED_DOWN
