"""Timetables of the size of real offices: case A's classes, a district's year, a school's year, and a lecturer lost.

Case A's questions come from the slices' own bridges, the years from a seed. Seconds are wall time with the building of
the model, on two workers but for case A's one; compiling the local search, once a machine, is measured apart. A year is
searched for a given time; ``…_first_seconds`` is when its first timetable without a violation was there.
"""

import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

PAIR_LIMIT, FIVE_LIMIT, YEAR_LIMIT = 10.0, 30.0, 45.0  # seconds each is given
WORKERS = 2
GROWTH, GROWTH_LIMIT = (5, 10, 20, 50, 100, 200), 20.0
ILL = "gv-07"


def run() -> dict[str, Any]:
    """Seconds, gaps, violations and changes by name; ``growth`` by number of classes."""
    from khaigiang.core.timetabling.solve import warm_up

    figures: dict[str, Any] = {"warm_up_seconds": round(warm_up(), 3)}
    figures |= case_a()
    figures |= year_of_a_district()
    figures |= year_of_a_school()
    figures["growth_first_seconds"], figures["growth_gap"] = growth()
    return figures


def case_a() -> dict[str, Any]:
    from khaigiang.cli.bench import load
    from khaigiang.core.timetabling import solve

    own = load(Path(__file__).with_name("case_a.py"))
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
        os.environ["KHAIGIANG_HOME"] = folder
        os.environ.pop("DATABASE_URL", None)
        _forming, five = own.problems()
        own.close()
    pair = replace(five, classes=tuple(five.classes[number - 1] for number in own.PAIR))
    figures: dict[str, Any] = {}
    for name, problem, limit in (("pair", pair, PAIR_LIMIT), ("five", five, FIVE_LIMIT)):
        seconds, outcome = timed(lambda p=problem, s=limit: solve(p, seconds=s, workers=1))
        assert outcome.violations == ()
        figures |= {f"{name}_seconds": seconds, f"{name}_gap": outcome.gap}
    return figures | explained(replace(five, classes=five.classes[:1])) | explained(pair, "explain_pair")


def explained(problem: Any, name: str = "explain") -> dict[str, Any]:
    """Why there is no timetable, and what would mend it, when a lecture has one lecturer, who is away all the time."""
    from khaigiang.core.timetabling import Lecturer
    from khaigiang.core.timetabling.explain import explain
    from khaigiang.core.timetabling.releases import releases

    topic = next(topic.id for topic in problem.classes[0].topics if topic.wants_lecturer)
    every = frozenset(half_day for plan in problem.classes for half_day in plan.half_days)
    others = (replace(one, topics=one.topics - {topic}) for one in problem.lecturers)
    people = (*others, Lecturer("away", "Giảng viên", frozenset({topic}), every))
    impossible = replace(problem, lecturers=people)
    seconds, clash = timed(lambda: explain(impossible))
    more, ways_out = timed(lambda: releases(impossible, clash))
    assert clash.minimal
    return {f"{name}_seconds": round(seconds + more, 3), f"{name}_ways_out": sum(each.mends for each in ways_out)}


def year_of_a_district() -> dict[str, Any]:
    from khaigiang.demo.timetables import district_year

    figures, _problem, _outcome = searched("district", district_year(), YEAR_LIMIT)
    return figures


def year_of_a_school() -> dict[str, Any]:
    """The year, then the same after one lecturer was lost for all of it, and after its fullest day was."""
    from khaigiang.core.timetabling.repair import repair
    from khaigiang.demo.timetables import lose, school_year

    figures, problem, outcome = searched("school_year", school_year(), YEAR_LIMIT)
    given = [lesson.half_day for lesson in outcome.timetable.lessons if ILL in lesson.lecturer_ids]
    seconds, found = timed(lambda: repair(lose(problem, ILL, given), outcome.timetable, workers=WORKERS))
    figures |= {
        "repair_lessons_hit": len(given),
        "repair_seconds": seconds,
        "repair_changes": found[0].lessons if found else None,
        "repair_proposals": len(found),
    }
    return figures | day_lost(problem, outcome.timetable)


def day_lost(problem: Any, timetable: Any) -> dict[str, Any]:
    """The fullest day of the year's first half is lost to all classes; what came before it stays as it was."""
    from khaigiang.core.timetabling.loss import Loss, LossKind, ahead, without
    from khaigiang.core.timetabling.repair import repair

    held = Counter(lesson.half_day.day for lesson in timetable.lessons)
    day = max(sorted(held)[: len(held) // 2], key=lambda each: held[each])
    after, known = ahead(without(problem, Loss(LossKind.DAY, "", day, day)), timetable, day)
    seconds, found = timed(lambda: repair(after, known, workers=WORKERS, deterministic=False))
    return {
        "repair_day_lessons_hit": held[day],
        "repair_day_seconds": seconds,
        "repair_day_changes": found[0].lessons if found else None,
        "repair_day_proposals": len(found),
    }


def growth() -> tuple[dict[str, float], dict[str, float]]:
    """Seconds to the first timetable without a violation, and the gap after ``GROWTH_LIMIT``, by number of classes."""
    from khaigiang.demo.timetables import district_year

    first, gaps = {}, {}
    for classes in GROWTH:
        figures, _problem, outcome = searched("of", district_year(classes=classes), GROWTH_LIMIT)
        assert figures["of_violations"] == 0
        first[str(classes)], gaps[str(classes)] = figures["of_first_seconds"], round(outcome.gap, 3)
    return first, gaps


def searched(name: str, problem: Any, limit: float) -> tuple[dict[str, Any], Any, Any]:
    from khaigiang.core.timetabling import solve

    began, seen = time.perf_counter(), []
    seconds, outcome = timed(
        lambda: solve(
            problem,
            seconds=limit,
            workers=WORKERS,
            deterministic=False,
            progress=lambda _price, _bound, _spent: seen.append(time.perf_counter() - began),
        )
    )
    assert outcome.timetable is not None
    figures = {
        f"{name}_first_seconds": round(seen[0], 3),
        f"{name}_seconds": seconds,
        f"{name}_violations": len(outcome.violations),
        f"{name}_cost": outcome.objective,
        f"{name}_bound": outcome.bound,
    }
    return figures, problem, outcome


def timed(verb: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    answer = verb()
    return round(time.perf_counter() - began, 3), answer
