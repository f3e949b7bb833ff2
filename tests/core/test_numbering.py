import datetime as dt

import pytest

from khaigiang.core.numbering import Pack, PartySeries, StateSeries, format_number, series_key


@pytest.mark.parametrize(
    ("pack", "number", "symbol", "expected"),
    [
        (Pack.STATE, 15, "QĐ-BNV", "Số: 15/QĐ-BNV"),
        (Pack.STATE, 5, "BNV-VP", "Số: 05/BNV-VP"),
        (Pack.STATE, None, "QĐ-UBND", "Số:      /QĐ-UBND"),
        (Pack.PARTY, 200, "KH/TU", "Số 200-KH/TU"),
        (Pack.PARTY, 6445, "QĐ/TU", "Số 6445-QĐ/TU"),
        (Pack.PARTY, 1, "TB/TU", "Số 01-TB/TU"),
        (Pack.PARTY, None, "QĐ/TU", "Số      -QĐ/TU"),
    ],
)
def test_number_is_written_as_its_pack_prescribes(pack, number, symbol, expected):
    assert format_number(pack, number, symbol) == expected


@pytest.mark.parametrize("number", [0, -1])
def test_number_below_one_is_refused(number):
    with pytest.raises(ValueError, match="begins at 1"):
        format_number(Pack.STATE, number, "QĐ-UBND")


def test_state_series_begins_again_with_the_year():
    december = series_key(Pack.STATE, "QĐ", "UBND", dt.date(2023, 12, 31), "2020-2025")
    january = series_key(Pack.STATE, "QĐ", "UBND", dt.date(2024, 1, 1))

    assert (december, january) == (StateSeries("UBND", "QĐ", 2023), StateSeries("UBND", "QĐ", 2024))


def test_party_series_runs_through_the_term_whatever_the_year():
    first = series_key(Pack.PARTY, "KH", "TU", dt.date(2023, 12, 11), "2020-2025")
    second = series_key(Pack.PARTY, "KH", "TU", dt.date(2024, 2, 21), "2020-2025")

    assert first == second == PartySeries("TU", "KH", "2020-2025")


def test_party_series_are_apart_by_type_and_by_term():
    day = dt.date(2024, 2, 21)
    keys = {
        series_key(Pack.PARTY, kind, "TU", day, term) for kind in ("KH", "QĐ") for term in ("2020-2025", "2025-2030")
    }

    assert len(keys) == 4


def test_party_paper_without_a_term_is_refused():
    with pytest.raises(ValueError, match="within a term"):
        series_key(Pack.PARTY, "KH", "TU", dt.date(2024, 2, 21))
