import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.calendar import HalfDay, Part
from khaigiang.intake.spells import Spell, read_spells, write_spells

MAY_12, MAY_16, MAY_20, MAY_22 = (dt.date(2022, 5, day) for day in (12, 16, 20, 22))

days = st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31))
spells = st.builds(lambda a, b, part: Spell(min(a, b), max(a, b), part), days, days, st.sampled_from([None, *Part]))


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("", ()),
        (None, ()),
        (MAY_12, (Spell(MAY_12, MAY_12),)),
        (dt.datetime(2022, 5, 12, 0, 0), (Spell(MAY_12, MAY_12),)),  # noqa: DTZ001 - as the reader gives it
        ("12/5/2022; 16/5/2022 sáng", (Spell(MAY_12, MAY_12), Spell(MAY_16, MAY_16, Part.MORNING))),
        ("20/5-22/5/2022\n12/05/2022 CHIỀU;", (Spell(MAY_20, MAY_22), Spell(MAY_12, MAY_12, Part.AFTERNOON))),
        ("20/5/2022 – 22/5/2022 tối", (Spell(MAY_20, MAY_22, Part.EVENING),)),
        ("20/5 đến 22/5/2022", (Spell(MAY_20, MAY_22),)),
    ],
)
def test_read_spells_reads_what_offices_write(value, read):
    assert read_spells(value) == read


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("12/5", "12/5"),
        ("12/5/2022; thứ hai", "thứ hai"),
        ("31/2/2022", "31/2/2022"),
        ("22/5-20/5/2022", "22/5-20/5/2022"),
    ],
)
def test_read_spells_names_the_piece_it_cannot_read(text, piece):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the message is compared below
        read_spells(text)
    assert str(caught.value) == piece


@given(st.lists(spells, max_size=4).map(tuple))
def test_read_spells_reads_back_what_write_spells_writes(written):
    assert read_spells(write_spells(written)) == written


def test_spell_holds_the_half_days_of_its_part():
    spell = Spell(MAY_20, MAY_22, Part.MORNING)
    assert HalfDay(MAY_22, Part.MORNING) in spell
    assert HalfDay(MAY_22, Part.AFTERNOON) not in spell
    assert HalfDay(dt.date(2022, 5, 23), Part.MORNING) not in spell
    assert [half_day.day.day for half_day in spell.half_days()] == [20, 21, 22]
    assert len(Spell(MAY_20, MAY_22).half_days()) == 6


def test_spell_refuses_reversed_days():
    with pytest.raises(ValueError, match="before it begins"):
        Spell(MAY_22, MAY_20)
