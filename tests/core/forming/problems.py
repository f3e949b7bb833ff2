"""Small random problems for property tests: tight enough that every rule binds now and then."""

from hypothesis import strategies as st

from core.forming.samples import person, slot, window
from khaigiang.core.forming.problem import Balance, EvenSizes, FormingProblem, Level, Unplaced, Wishes

LEVELS = (
    Level("unplaced", (Unplaced(),)),
    Level("sizes", (EvenSizes(),)),
    Level("balance", (Balance("district", 3), Balance("sex", 2), Balance("age_band"))),
    Level("wishes", (Wishes(),)),
)


@st.composite
def classes(draw):
    """One to three classes; some overlap."""
    numbers = range(draw(st.integers(1, 3)))
    bounds = [sorted(draw(st.tuples(st.integers(0, 3), st.integers(1, 6)))) for _ in numbers]
    return tuple(
        slot(n, least, most, start=draw(st.integers(0, 6))) for n, (least, most) in zip(numbers, bounds, strict=True)
    )


@st.composite
def candidates(draw, slots, most):
    return tuple(
        person(
            number,
            unit=draw(st.sampled_from(["u1", "u2"])),
            district=draw(st.sampled_from(["d1", "d2"])),
            sex=draw(st.sampled_from(["male", "female", None])),
            birth_year=draw(st.sampled_from([1970, 1985, None])),
            rank=draw(st.sampled_from(["chief", "deputy", ""])),
            unavailable=draw(st.sampled_from([(), (), (), (window(2, 4),), (window(0, 1), window(7, 2))])),
            wish=draw(st.sampled_from([None, *(one.id for one in slots)])),
        )
        for number in range(draw(st.integers(0, most)))
    )


@st.composite
def problems(draw, most=9):
    slots = draw(classes())
    people = draw(candidates(slots, most))
    ids, class_ids = [one.id for one in people], [one.id for one in slots]
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda pair: pair[0] != pair[1])
    seats = st.tuples(st.sampled_from(ids), st.sampled_from(class_ids))
    some = 2 if len(ids) > 1 else 0
    return FormingProblem(
        people,
        slots,
        forced=dict(draw(st.lists(seats, max_size=1))) if ids else {},
        forbidden=draw(st.frozensets(seats, max_size=3)) if ids else frozenset(),
        together=draw(st.frozensets(pairs, max_size=some)) if some else frozenset(),
        apart=draw(st.frozensets(pairs, max_size=some)) if some else frozenset(),
        chief_and_deputy_apart=draw(st.booleans()),
        levels=LEVELS,
    )
