import datetime as dt
import importlib
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from core.timetabling import examples
from core.timetabling.build import SLOTS, lecturer, lesson, only, plan, problem, room, topic
from core.timetabling.search.examples import little
from core.timetabling.strategies import small_problems
from khaigiang.core.timetabling import SearchNotInstalled, TopicKind, cost, explain, precheck, solve, verify
from khaigiang.core.timetabling.explain import minimal_clash
from khaigiang.core.timetabling.rooms import home_rooms

solve_module = importlib.import_module("khaigiang.core.timetabling.solve")  # its name is the function's as well


@pytest.mark.parametrize("make", [examples.small_class, examples.ward, examples.pair, examples.twelve, examples.forty])
def test_solve_proves_the_best_timetable_of_each_size(make):
    held = make(2)

    outcome = solve(held)

    assert outcome.timetable is not None
    assert (outcome.status, outcome.gap, outcome.violations) == ("optimal", 0, ())
    assert outcome.objective == outcome.bound == cost(held, outcome.timetable)


def test_solve_repeats_itself():
    held = examples.forty()

    assert solve(held, seed=3).timetable == solve(held, seed=3).timetable


def test_solve_gives_parallel_classes_different_halls():
    held = examples.pair()

    outcome = solve(held)

    assert outcome.timetable is not None
    halls = {(lesson.class_id, lesson.room_id) for lesson in outcome.timetable.lessons if lesson.room_id}
    assert len(halls) == len({hall for _, hall in halls}) == 2


def test_solve_tells_of_an_impossible_problem():
    outcome = solve(problem(plan(topic("t1"), topic("t2"), slots=1)))

    assert (outcome.status, outcome.timetable, outcome.objective, outcome.gap) == ("infeasible", None, None, None)


def test_solve_keeps_the_best_timetable_when_work_runs_out():
    held = examples.twelve()

    outcome = solve(held, seconds=0.5)

    assert outcome.timetable is not None
    assert (outcome.status, outcome.violations) == ("feasible", ())
    assert outcome.objective == cost(held, outcome.timetable)
    assert outcome.gap == (outcome.objective - outcome.bound) / outcome.objective > 0


def test_solve_reports_progress():
    seen = []

    outcome = solve(examples.small_class(), progress=lambda *told: seen.append(told))

    assert seen[-1][0] == outcome.objective


def test_big_problem_is_searched_and_its_bound_is_shown(monkeypatch):
    monkeypatch.setattr(solve_module, "EXACT_DECISIONS", 0)
    held, told, better = little(), [], []

    outcome = solve(held, seconds=1, progress=lambda *said: told.append(said), better=better.append)

    assert outcome.timetable is not None
    assert (outcome.status, outcome.violations, outcome.objective) == ("feasible", (), cost(held, outcome.timetable))
    assert 0 < outcome.bound <= outcome.objective
    assert [cost(held, timetable) for timetable in better] == [said[0] for said in told]
    assert all(said[1] == outcome.bound for said in told)


def test_big_problem_solved_at_its_bound_is_proven(monkeypatch):
    monkeypatch.setattr(solve_module, "EXACT_DECISIONS", 0)

    outcome = solve(problem(plan(topic("t1"), topic("t2"), slots=2), weights=only(mornings=2)), seconds=1)

    assert (outcome.status, outcome.objective, outcome.bound, outcome.gap) == ("optimal", 2, 2.0, 0.0)


def test_big_problem_without_a_timetable_is_left_open(monkeypatch):
    monkeypatch.setattr(solve_module, "EXACT_DECISIONS", 0)

    outcome = solve(problem(plan(topic("t1"), topic("t2"), slots=1)), seconds=0.5)

    assert (outcome.status, outcome.timetable, outcome.bound) == ("unknown", None, None)


def test_problem_that_is_not_proven_at_once_is_searched_both_ways():
    held = little()

    outcome = solve(held, seconds=0.5)

    assert outcome.timetable is not None
    assert (outcome.status, outcome.violations, outcome.objective) == ("feasible", (), cost(held, outcome.timetable))
    assert outcome.bound > 0


def test_search_that_is_stopped_at_once_keeps_what_it_has():
    outcome = solve(little(), seconds=60, stopped=lambda: True)

    assert outcome.status in ("unknown", "feasible")
    assert outcome.seconds < 60


def test_solve_with_every_soft_rule_off_is_optimal_at_nothing():
    outcome = solve(problem(plan(topic("t1")), weights=only()))

    assert (outcome.status, outcome.objective, outcome.bound) == ("optimal", 0, 0)


def test_solve_leaves_fixed_lessons_alone():
    fixed = tuple(lesson("x", slot, class_id="other") for slot in (0, 2))

    outcome = solve(problem(plan(topic("t1"), topic("t2"), slots=5, first=0), fixed=fixed))

    assert outcome.status == "infeasible"

    outcome = solve(problem(plan(topic("t1"), topic("t2"), slots=5, first=1), fixed=fixed))

    assert outcome.timetable is not None
    assert {held.half_day for held in outcome.timetable.lessons} & {SLOTS[0], SLOTS[2]} == set()


def test_solve_lines_up_short_topics_after_the_opening():
    topics = (topic("t2", order=2, periods=2), topic("t1", order=1, periods=2))

    outcome = solve(problem(plan(*topics, slots=1, opening_periods=1)))

    assert outcome.timetable is not None
    assert [(held.topic_id, held.first_period) for held in outcome.timetable.lessons] == [("t1", 2), ("t2", 4)]


def test_home_rooms_are_found_where_there_are_enough():
    assert len(home_rooms(examples.five())) == 5


def test_home_rooms_are_left_open_when_there_are_too_few_or_venues_differ():
    classes = [plan(topic("t1"), id=name) for name in ("lop", "lop2")]

    assert home_rooms(problem(*classes)) == {}
    assert home_rooms(problem(*classes, rooms=[room("p1", venue="A"), room("p2", venue="B")])) == {}


def test_classes_that_must_share_a_room_in_turns_are_feasible():
    one = plan(topic("t1"), topic("s", TopicKind.SELF_STUDY, module=0), slots=2)
    two = plan(topic("t1"), id="lop2", slots=1, first=1)

    outcome = solve(problem(one, two))

    assert outcome.violations == ()
    assert outcome.status == "optimal"


def test_importing_the_room_does_not_load_the_solver():
    modules = "khaigiang.core.timetabling, khaigiang.core.timetabling.repair, khaigiang.core.timetabling.releases"
    code = f"import sys, {modules}; print(bool({{'ortools', 'numba'}} & sys.modules.keys()))"

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_env())

    assert shown.stdout.strip() == "False"


def _env():
    return {"PYTHONPATH": ":".join(path for path in sys.path if path)}


def test_a_few_classes_need_no_local_search(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    held = examples.twelve()

    outcome = solve(held, seconds=0.5)

    assert (outcome.status, outcome.violations) == ("feasible", ())


def test_problem_too_big_for_constraint_programming_asks_for_the_local_search(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.setattr(solve_module, "EXACT_DECISIONS", 10)

    with pytest.raises(SearchNotInstalled):
        solve(examples.small_class())


def test_minimal_clash_finds_the_parts_that_matter():
    def clashes(kept):
        return {3, 11} <= set(kept)

    assert minimal_clash(range(20), clashes) == (3, 11)
    assert minimal_clash(range(20), lambda _: True) == ()


def test_explain_has_nothing_to_say_of_a_possible_problem():
    assert explain(examples.small_class()) is None


def test_explain_names_only_what_clashes():
    people = (lecturer("a", "t1", busy=range(4)), lecturer("b", "t2", "t3", busy=(0,)))
    busy = problem(plan(topic("t1"), topic("t2"), topic("t3")), lecturers=people)

    clash = explain(busy)

    assert clash is not None
    assert clash.rules == ("topic_length", "competence", "lecturer_available")
    assert (clash.topics, clash.busy_lecturers, clash.minimal) == ((("lop", "t1"),), ("a",), True)


def test_explain_is_minimal_at_the_size_of_a_class():
    held = examples.secretaries([dt.date(2022, 5, 12)])
    away = tuple(
        replace(one, busy=frozenset(held.classes[0].half_days)) if "t7" in one.topics else one for one in held.lecturers
    )

    clash = explain(replace(held, lecturers=away))

    assert clash is not None
    assert clash.minimal
    assert clash.rules == ("topic_length", "competence", "lecturer_available")
    assert clash.topics == (("lop1", "t7"),)
    assert set(clash.busy_lecturers) == {one.id for one in held.lecturers if "t7" in one.topics}


def test_explain_names_the_published_class_in_the_way():
    fixed = (
        lesson("x", 0, class_id="other", room_id="p9"),
        lesson("x", 1, class_id="far", lecturer_ids=("b",), room_id="p9"),
    )

    clash = explain(problem(plan(topic("t1"), slots=1), fixed=fixed))

    assert clash is not None
    assert clash.fixed_classes == ("other",)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(small_problems())
def test_what_the_solver_finds_the_judge_accepts_at_the_same_price(held):
    outcome = solve(held, seconds=3)

    if outcome.timetable is None:
        assert outcome.status == "infeasible"
    else:
        assert precheck(held) == ()
        assert verify(held, outcome.timetable) == ()
        assert outcome.status == "optimal"
        assert outcome.objective == cost(held, outcome.timetable)


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(small_problems())
def test_an_impossible_problem_is_explained_minimally_and_a_possible_one_not_at_all(held):
    clash = explain(held)

    assert (clash is None) == (solve(held, seconds=3).timetable is not None)
    assert clash is None or (clash.minimal and clash.rules)
