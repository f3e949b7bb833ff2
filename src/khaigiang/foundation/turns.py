"""So many writes at once in one process, the others in the order they came.

More threads than cores only take the cores from one another, and leave it to chance who waits long.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A door that ``at_once`` threads of this process may be behind; whoever waits longest comes next.

    Unlike a semaphore it lets nobody barge in, so that all wait alike. Whoever is behind it may pass it again. It is a
    courtesy and no barrier: whoever has waited for ``patience`` seconds goes in without a turn, for those inside may
    all be held up by something that has nothing to do with the one before the door.
    """

    def __init__(self, at_once: int, *, patience: float = 2.0) -> None:
        self._free = at_once
        self._patience = patience
        self._waiting: deque[threading.Lock] = deque()
        self._door = threading.Lock()
        self._inside = threading.local()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn, keep it for the block, and hand it to the next. Hold nothing that others inside may want."""
        if getattr(self._inside, "here", False):
            yield
            return
        has_turn = self._wait()
        self._inside.here = True
        try:
            yield
        finally:
            self._inside.here = False
            if has_turn:
                self._pass_on()

    def _wait(self) -> bool:
        """Whether a turn came."""
        with self._door:
            if self._free:
                self._free -= 1
                return True
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        try:
            came = mine.acquire(timeout=self._patience)
        except BaseException:
            if not self._left(mine):
                self._pass_on()
            raise
        return came or not self._left(mine)

    def _pass_on(self) -> None:
        with self._door:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1

    def _left(self, mine: threading.Lock) -> bool:
        """Leave the queue; false where the turn came at the same moment."""
        with self._door:
            waits = mine in self._waiting
            if waits:
                self._waiting.remove(mine)
            return waits


WRITES = Turns(3)
