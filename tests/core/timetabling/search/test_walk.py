import numpy as np

from core.timetabling.build import plan, problem, topic
from core.timetabling.search.examples import little
from khaigiang.core.timetabling.search.chances import below, draw
from khaigiang.core.timetabling.search.compiling import build_ground, first_chance, tabulated
from khaigiang.core.timetabling.search.walk import Heat, Walk


def walk(held):
    tables = tabulated(held)
    return Walk(tables, *build_ground(tables), seed=1)


def test_walk_cools_as_the_budget_goes_by():
    shares = [Heat(5.0).at(share) for share in (0.0, 0.5, 1.0)]

    assert shares == sorted(shares, reverse=True)
    assert abs(shares[0] / shares[1] - shares[1] / shares[2]) < 1e-9


def test_breaches_grow_dearer_while_there_are_any_and_cheaper_without():
    hopeless = walk(problem(plan(topic("t1"), topic("t2"), slots=1)))
    easy = walk(problem(plan(topic("t1"), topic("t2"))))
    for held in (hopeless, easy):
        first = held.weight
        for share in (0.0, 0.02, 0.04):
            held.go_on(share, 50)
        assert (held.weight > first) == (held is hopeless)


def test_walk_that_keeps_breaking_rules_goes_wild_until_it_breaks_none(monkeypatch):
    hopeless = walk(problem(plan(topic("t1"), topic("t2"), slots=1)))
    heats = []

    def anneal(*told):
        heats.append(told[4])
        if len(heats) == 4:  # a timetable is found
            hopeless.totals[:] = 0, 40, 40

    monkeypatch.setattr("khaigiang.core.timetabling.search.walk.anneal", anneal)
    for share in (0.1, 0.2, 0.4, 0.6, 0.8):
        hopeless.go_on(share, 50)

    assert heats[0] > heats[1]
    assert heats[2] == heats[3] > hopeless.heat.at(0)
    assert abs(heats[4] - hopeless.heat.at(0.5)) < 1e-9
    assert hopeless.weight > hopeless.breach


def test_walk_from_a_timetable_goes_wild_late(monkeypatch):
    held = problem(plan(topic("t1"), topic("t2"), slots=1))
    tables = tabulated(held)
    g, s = build_ground(tables)
    given = walk(held).standing.copy()
    heats = []
    monkeypatch.setattr("khaigiang.core.timetabling.search.walk.anneal", lambda *told: heats.append(told[4]))
    begun = Walk(tables, g, s, seed=1, start=given)
    for share in (0.0, 0.6, 0.7):
        begun.go_on(share, 50)

    assert heats[0] < begun.heat.at(0)
    assert heats[1] < heats[0]
    assert heats[2] > begun.heat.at(0)


def test_best_price_is_kept_while_the_walk_goes_on():
    held = walk(little())
    prices = []
    for step in range(20):
        held.go_on(step / 20, 500)
        prices.append(held.price)

    assert prices == sorted(prices, reverse=True)
    assert held.price <= held.soft


def test_chance_is_even_and_its_seeds_begin_apart():
    chance = first_chance(1)
    drawn = [draw(chance) for _ in range(2000)]
    rolled = np.bincount([below(chance, 4) for _ in range(2000)])

    assert 0.45 < float(np.mean(drawn)) < 0.55
    assert all(400 < count < 600 for count in rolled)
    assert len({int(first_chance(seed)[0]) >> 32 for seed in range(100)}) == 100
