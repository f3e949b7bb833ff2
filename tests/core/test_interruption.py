import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from khaigiang.core import interruption
from khaigiang.core.interruption import interruptible


def test_search_gives_its_answer_and_is_not_stopped() -> None:
    stopped = []

    assert interruptible(lambda: 42, lambda: stopped.append(True)) == 42
    assert stopped == []


@pytest.fixture
def _hears_ctrl_c() -> Iterator[None]:
    """A program started in the background, as by a script, is born deaf to it."""
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, usual)


@pytest.mark.usefixtures("_hears_ctrl_c")
def test_ctrl_c_stops_the_search_waits_for_its_end_and_is_raised() -> None:
    stop, ended = threading.Event(), threading.Event()

    def search() -> None:
        signal.raise_signal(signal.SIGINT)
        stop.wait()
        ended.set()

    with pytest.raises(KeyboardInterrupt):
        interruptible(search, stop.set)

    assert ended.is_set()


@pytest.mark.parametrize("fault", [ValueError, TimeoutError])
def test_fault_of_the_search_is_raised(fault) -> None:
    def search() -> None:
        raise fault

    with pytest.raises(fault):
        interruptible(search, lambda: None)


def test_every_solver_leaves_ctrl_c_to_us() -> None:
    core = Path(interruption.__file__).parent
    solvers = {
        path.relative_to(core).as_posix(): text
        for path in sorted(core.rglob("*.py"))
        if "CpSolver()" in (text := path.read_text(encoding="utf-8"))
    }

    assert len(solvers) >= 6
    assert [
        name
        for name, text in solvers.items()
        if not (
            text.count("cp_model.CpSolver()")
            == text.count("parameters.catch_sigint_signal = False")
            == min(text.count("interruptible(lambda: solver.solve("), text.count("cp_model.CpSolver()"))
        )
    ] == []


def test_solvers_of_tests_leave_ctrl_c_alone_too() -> None:
    """One that does not takes the handler from the whole worker, which the next SIGINT of a test then kills."""
    tests = [path for path in sorted(Path(__file__).parents[1].rglob("*.py")) if path != Path(__file__)]
    texts = {path.name: path.read_text(encoding="utf-8") for path in tests}
    solvers = {name: text for name, text in texts.items() if "CpSolver()" in text}

    assert len(solvers) >= 2
    assert [
        name
        for name, text in solvers.items()
        if text.count("CpSolver()") != text.count("parameters.catch_sigint_signal = False")
    ] == []
