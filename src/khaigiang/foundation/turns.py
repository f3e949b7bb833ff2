"""So many writes at once in one process, the others in the order they came.

More threads than cores only take the cores from one another, and leave it to chance who waits long.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A door that ``at_once`` threads of this process may be behind; whoever waits longest comes next.

    Unlike a semaphore it lets nobody barge in, so that all wait alike. Whoever is behind it may pass it again.
    """

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._waiting: deque[threading.Lock] = deque()
        self._door = threading.Lock()
        self._inside = threading.local()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn, keep it for the block, and hand it to the next. Hold nothing that others inside may want."""
        if getattr(self._inside, "here", False):
            yield
            return
        self._wait()
        self._inside.here = True
        try:
            yield
        finally:
            self._inside.here = False
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


WRITES = Turns(3)
