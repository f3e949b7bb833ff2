import json

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


def test_bench_of_files_takes_them_and_others_refuse_them(kg, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(bench, "BENCHES", tmp_path)
    (tmp_path / "dem_sao.py").write_text("def run():\n    return {'stars': 3}\n")
    (tmp_path / "to.py").write_text(
        "def run(files, seconds=1.0):\n"
        "    return {file.stem: {'cost': 2, 'bound': None, 's': seconds} for file in files}\n"
    )

    said = kg("bench", "to", "a.ctt", "b.ctt", "--seconds", 2, "--json")

    figures = {"cost": 2, "bound": None, "s": 2.0}
    assert json.loads(said.out) == {"bench": "to", "figures": {"a": figures, "b": figures}}
    assert "a cost" in kg("bench", "to", "a.ctt").out
    assert kg("bench", "to").err.splitlines()[1] == "The bench “to” needs at least one file."
    assert kg("bench", "dem-sao", "a.ctt").err.splitlines()[1] == "The bench “dem-sao” takes neither files nor seconds."
    assert (kg("bench", "to").code, kg("bench", "dem-sao", "--seconds", 2).code) == (REFUSED, REFUSED)
