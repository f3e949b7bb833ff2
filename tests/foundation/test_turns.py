import threading
import time

import pytest

from khaigiang.foundation.turns import Turns

SOON = 10.0


def queued(turns: Turns, count: int) -> None:
    """Wait until so many stand before the door."""
    until = time.monotonic() + SOON
    while len(turns._waiting) < count:
        assert time.monotonic() < until
        time.sleep(0.001)


class Queue:
    """Threads that come to a door one after another and note when they are behind it."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.came_in: list[int] = []
        self.threads: list[threading.Thread] = []

    def join(self, number: int) -> None:
        thread = threading.Thread(target=self._pass, args=[number])
        thread.start()
        self.threads.append(thread)

    def _pass(self, number: int) -> None:
        with self.turns.taken():
            self.came_in.append(number)

    def end(self) -> None:
        for thread in self.threads:
            thread.join(SOON)
            assert not thread.is_alive()


def test_those_who_wait_come_in_the_order_they_came() -> None:
    turns = Turns(1)
    queue = Queue(turns)
    with turns.taken():
        for number in range(5):
            queue.join(number)
            queued(turns, number + 1)
        assert queue.came_in == []
    queue.end()

    assert queue.came_in == [0, 1, 2, 3, 4]


def test_no_more_are_behind_the_door_than_it_lets_in() -> None:
    turns = Turns(2)
    inside, most, count = 0, 0, threading.Lock()

    def work() -> None:
        nonlocal inside, most
        for _each in range(20):
            with turns.taken():
                with count:
                    inside += 1
                    most = max(most, inside)
                time.sleep(0.0005)
                with count:
                    inside -= 1

    threads = [threading.Thread(target=work) for _each in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SOON)

    assert (inside, most) == (0, 2)


def test_whoever_is_inside_may_pass_again_although_others_wait() -> None:
    turns = Turns(1)
    queue = Queue(turns)
    with turns.taken():
        queue.join(1)
        queued(turns, 1)
        with turns.taken():
            assert queue.came_in == []
        assert queue.came_in == []
    queue.end()

    assert queue.came_in == [1]


def test_a_failure_inside_hands_the_turn_on() -> None:
    turns = Turns(1)
    with pytest.raises(ZeroDivisionError), turns.taken():
        raise ZeroDivisionError
    queue = Queue(turns)
    queue.join(1)
    queue.end()

    assert queue.came_in == [1]


def test_whoever_waited_long_enough_goes_in_without_a_turn_and_keeps_none() -> None:
    turns = Turns(1, patience=0.05)
    queue = Queue(turns)
    with turns.taken():
        queue.join(1)
        queue.end()  # while the only turn is still taken
        assert queue.came_in == [1]
        assert (turns._free, list(turns._waiting)) == (0, [])
    assert turns._free == 1


def test_turn_that_came_while_somebody_left_is_told_from_one_that_did_not() -> None:
    turns = Turns(1)
    waiting = threading.Lock()
    turns._waiting.append(waiting)

    assert (turns._left(waiting), turns._left(waiting)) == (True, False)


def test_interrupted_while_waiting_leaves_the_queue(monkeypatch) -> None:
    class Interrupted:
        def acquire(self, timeout: float = -1) -> bool:
            if timeout >= 0:
                raise KeyboardInterrupt
            return True

    turns = Turns(1)
    with turns.taken():
        monkeypatch.setattr("khaigiang.foundation.turns.threading.Lock", Interrupted)
        turns._inside = threading.local()  # as another thread would come
        with pytest.raises(KeyboardInterrupt), turns.taken():
            pytest.fail("nobody comes in")
        assert not turns._waiting
