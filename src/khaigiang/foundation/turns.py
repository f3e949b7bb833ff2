"""So many at once, the others in the order they came."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A door that ``at_once`` threads of this process may be behind; whoever waits longest comes next.

    Unlike a semaphore it lets nobody barge in, so that all wait alike.
    """

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._waiting: deque[threading.Lock] = deque()
        self._door = threading.Lock()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn, keep it for the block, and hand it to the next."""
        self._wait()
        try:
            yield
        finally:
            self._pass_on()

    def _wait(self) -> None:
        with self._door:
            if self._free:
                self._free -= 1
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        try:
            mine.acquire()
        except BaseException:
            self._give_up(mine)
            raise

    def _pass_on(self) -> None:
        with self._door:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1

    def _give_up(self, mine: threading.Lock) -> None:
        """Interrupted while waiting: leave the queue, or pass on a turn that came at the same moment."""
        with self._door:
            waits = mine in self._waiting
            if waits:
                self._waiting.remove(mine)
        if not waits:
            self._pass_on()
