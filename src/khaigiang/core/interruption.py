"""Letting Ctrl-C end a search: the solver runs in native code, where Python hears of no signal until it returns.

A solver of CP-SAT must also be told ``catch_sigint_signal = False``: else it swallows the signal, and what is worse, it
leaves the whole process without its handler, so that the next Ctrl-C kills it on the spot.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as StillSearching
from typing import TypeVar

Answer = TypeVar("Answer")

_EAR = 0.1  # seconds between two moments at which a signal is heard, on systems where waiting is deaf


def interruptible(
    search: Callable[[], Answer], stop: Callable[[], None], stopped: Callable[[], bool] = lambda: False
) -> Answer:
    """What ``search`` answers; it runs in a thread beside the caller's, which stays open to signals.

    ``stopped`` is asked again and again; once it is true, ``stop`` is called and the answer is what there is by then.
    Whatever ends the waiting (KeyboardInterrupt above all) calls ``stop`` until the search has left off, and is raised
    again. What ``search`` itself raises is raised here.
    """
    answer: Future[Answer] = Future()
    beside = threading.Thread(target=_search_into, args=(answer, search), name="search", daemon=True)
    try:
        # Inside, because a signal may come while the thread is being started.
        beside.start()
        while True:
            try:
                return answer.result(timeout=_EAR)
            except StillSearching:
                if answer.done():
                    return answer.result()
                if stopped():
                    stop()
    except BaseException:
        while beside.is_alive():
            stop()  # again and again: a search that has not quite begun would not hear it
            beside.join(_EAR)
        raise


def _search_into(answer: "Future[Answer]", search: Callable[[], Answer]) -> None:
    try:
        answer.set_result(search())
    except BaseException as fault:  # noqa: BLE001 - it is raised again where the answer is awaited
        answer.set_exception(fault)
