"""The page of the engine's figures is written from what was measured; the measuring itself is for a quiet machine."""

import pytest

from ground.settings import REPOSITORY
from khaigiang.cli.bench import load

FORMING = {
    "case_a_seconds": 0.04, "case_a_gap": 0.0, "big_seconds": 20.0, "big_gap": 0.5,
    "big_unplaced": 0, "big_unplaced_bound": 0.0, "big_balance": 2, "big_balance_bound": 1.0,
}  # fmt: skip
OFFICES = {
    "pair_seconds": 0.6, "pair_gap": 0.0, "five_seconds": 1.4, "five_gap": 0.0,
    **{f"{name}_{word}": 3 for name in ("district", "school_year")
       for word in ("first_seconds", "seconds", "violations", "cost", "bound")},
    **{f"repair{name}_{word}": 9 for name in ("", "_day")
       for word in ("lessons_hit", "seconds", "proposals", "changes")},
    **{f"explain{name}_{word}": 2 for name in ("", "_pair") for word in ("seconds", "ways_out")},
    "growth_first_seconds": {"5": 0.1, "200": 2.0}, "growth_gap": {"5": 0.0, "200": 0.8},
}  # fmt: skip
OUTSIDE = {
    "comp01": {"cost": 5, "bound": 5.0, "violations": 0, "seconds": 2.0, "trace": [(0.5, 30), (2.0, 5)]},
    "comp05": {"cost": 310, "bound": None, "violations": 0, "seconds": 60.0, "trace": [(1.0, 900), (9.0, 310)]},
}


@pytest.fixture(params=["engine", "outside"])
def bench(request, tmp_path, monkeypatch):
    """A bench that writes to a copy of the page."""
    made = load(REPOSITORY / "bench" / f"{request.param}.py")
    page = tmp_path / "benchmarks.md"
    page.write_text((REPOSITORY / "docs" / "benchmarks.md").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(made.page, "PAGE", page)
    monkeypatch.setattr(made.page, "IMAGES", tmp_path)
    return made


def written_twice(bench, *figures):
    bench.write(*figures)
    once = bench.page.PAGE.read_text(encoding="utf-8")
    bench.write(*figures)
    assert bench.page.PAGE.read_text(encoding="utf-8") == once
    return once


@pytest.mark.parametrize("bench", ["engine"], indirect=True)
def test_every_table_of_our_own_is_written_anew_and_again(bench, tmp_path) -> None:
    once = written_twice(bench, FORMING, OFFICES)

    assert "| case A, all five |  | 1.4 | 0 | gap 0.000 |  |" in once
    assert "| classes | 5 | 200 |" in once
    assert [path.name for path in tmp_path.glob("*.svg")] == ["engine-growth.svg"]


@pytest.mark.parametrize("bench", ["outside"], indirect=True)
@pytest.mark.parametrize("seconds", [60.0, 300.0])
def test_table_of_outside_instances_is_that_of_its_budget(bench, tmp_path, seconds) -> None:
    once = written_twice(bench, OUTSIDE, seconds)

    of_budget = once.partition(f"<!-- outside {seconds:.0f} -->")[2].partition("<!-- /outside")[0]
    assert "| comp05 | 310 | 0 | 60 | 284 | 343.5 | 0 |" in of_budget
    assert "| sum by best known | 1.090 |  |  | 1.00 | 1.21 |  |" in of_budget
    assert [path.name for path in tmp_path.glob("*.svg")] == [f"engine-cost-{seconds:.0f}.svg"]


@pytest.mark.parametrize("bench", ["outside"], indirect=True)
def test_budget_without_a_place_on_the_page_is_told(bench) -> None:
    with pytest.raises(LookupError, match="outside 7"):
        bench.write(OUTSIDE, 7.0)


@pytest.mark.parametrize("bench", ["outside"], indirect=True)
def test_plot_draws_a_line_for_each_instance_within_its_frame(bench) -> None:
    drawn = bench.cost_plot(OUTSIDE, 60.0)

    assert drawn.count("<polyline") == 2
    assert ">comp01</text>" in drawn
    points = [
        float(value)
        for line in drawn.split('points="')[1:]
        for value in line.split('"')[0].replace(" ", ",").split(",")
    ]
    assert min(points) >= 0
    assert max(points) <= 720
