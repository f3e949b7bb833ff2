import signal
import threading

import pytest

from khaigiang.core.interruption import interruptible


def test_search_gives_its_answer_and_is_not_stopped() -> None:
    stopped = []

    assert interruptible(lambda: 42, lambda: stopped.append(True)) == 42
    assert stopped == []


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
