"""Case A through the two solvers: the city's 579 secretaries, five classes, 22 topics, one worker.

The problems are built by the slices' own bridges from a home of its own, entered the way the demo enters it. Seconds
are wall time, the building of the model included; loading the solver's library is measured apart.
"""

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

PAIR = (3, 4)  # the two classes that run side by side
FORMING_LIMIT, PAIR_LIMIT, FIVE_LIMIT = 5.0, 10.0, 30.0  # seconds each is given


def run() -> dict[str, float]:
    """Seconds and gaps of forming, of the pair of parallel classes, and of all five; a bad answer is not measured."""
    import_seconds, _nothing = timed(import_solver)
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
        os.environ["KHAIGIANG_HOME"] = folder
        os.environ.pop("DATABASE_URL", None)
        forming, timetabling = problems()
        close()
    return {"import_seconds": import_seconds, **measured(forming, timetabling)}


def measured(forming: Any, timetabling: Any) -> dict[str, float]:
    from khaigiang.core.forming.solve import solve as form
    from khaigiang.core.forming.verify import verify as check_seats
    from khaigiang.core.timetabling.solve import solve as timetable

    forming_seconds, formed = timed(lambda: form(forming, seconds=FORMING_LIMIT, workers=1))
    assert formed.solution is not None
    assert not check_seats(forming, formed.solution)
    figures = {"forming_seconds": forming_seconds, "forming_gap": formed.gap}
    pair = replace(timetabling, classes=tuple(timetabling.classes[number - 1] for number in PAIR))
    for name, problem, limit in (("pair", pair, PAIR_LIMIT), ("five", timetabling, FIVE_LIMIT)):
        seconds, outcome = timed(lambda p=problem, s=limit: timetable(p, seconds=s, workers=1))
        assert outcome.timetable is not None
        assert outcome.violations == ()
        figures |= {f"{name}_seconds": seconds, f"{name}_gap": outcome.gap}
    return figures


def problems() -> tuple[Any, Any]:
    """The questions of case A as the office's rows state them."""
    from khaigiang.cli.home import open_home

    open_home()
    from khaigiang.apps.classes import bridge as classes
    from khaigiang.apps.timetables import bridge as timetables
    from khaigiang.demo.case_a import make_case_a
    from khaigiang.demo.run import play

    play(make_case_a(), tell=lambda _stage, _share: None)
    from khaigiang.apps.plans.models import Plan

    plan = Plan.objects.get()
    line = plan.lines.get()
    return classes.problem_of(line, classes.accepted(line)), timetables.problem_of(timetables.rows_of(plan))


def close() -> None:
    """Stop the server of this home before its folder goes."""
    from django.conf import settings
    from django.db import connections

    from khaigiang.foundation import postgres

    connections.close_all()
    postgres.leave(settings.HOME)


def import_solver() -> None:
    from ortools.sat.python import cp_model  # noqa: F401 - it is the loading that is measured


def timed(verb: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    answer = verb()
    return round(time.perf_counter() - began, 3), answer
