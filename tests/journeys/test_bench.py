import pytest

from khaigiang.cli import bench
from khaigiang.cli.main import REFUSED

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def test_unknown_bench_is_refused_with_the_known_ones(kg) -> None:
    said = kg("bench", "case-z")

    assert (said.code, said.out) == (REFUSED, "")
    assert said.err.splitlines() == [
        f"Không có phép đo “case-z”. Các phép đo đã có: {', '.join(bench.known_benches())}.",
        f"There is no bench “case-z”. Those there are: {', '.join(bench.known_benches())}.",
    ]


def test_bench_prints_what_it_measured_and_keeps_it(kg, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(bench, "BENCHES", tmp_path)
    (tmp_path / "dem_sao.py").write_text("def run():\n    return {'stars': 3, 'seconds': 0.5}\n")

    said = kg("bench", "dem-sao", "--json")

    expected = '{\n  "bench": "dem-sao",\n  "figures": {\n    "stars": 3,\n    "seconds": 0.5\n  }\n}\n'
    assert (said.code, said.out) == (0, expected)
    assert (tmp_path / "results" / "dem-sao.json").read_text() == expected
    table = kg("bench", "dem-sao")
    assert (table.code, "stars" in table.out, "0.5" in table.out) == (0, True, True)
