"""Jobs of timetables."""

import time

from django.db import connections

from khaigiang.apps.accounts.models import User
from khaigiang.apps.accounts.queries import actor_of
from khaigiang.apps.timetables.actions import Impossible, begin_search, end_search, find_repairs, find_timetable
from khaigiang.apps.timetables.models import SearchKind, TimetableSearch
from khaigiang.core.states import SearchState
from khaigiang.foundation import jobs
from khaigiang.foundation.refusal import Refused

TELL_EVERY = 0.5  # seconds


@jobs.task
def work_on_search(search_id: int) -> None:
    """Do a search that was asked for on a page. Why it came to nothing is kept with it, for its reader.

    One that is at work already was left by a worker that was killed: it is done again from its start.
    """
    search = TimetableSearch.objects.filter(pk=search_id).first()
    if search is None or search.state not in {SearchState.WAITING, SearchState.RUNNING}:
        return
    by = actor_of(User.objects.get(pk=search.asked_by))
    if begin_search(search, by=by).state != SearchState.RUNNING:
        return
    ear = Ear(search_id)
    try:
        if search.kind == SearchKind.TIMETABLE:
            find_timetable(search, progress=ear.hear, stopped=ear.stopped, by=by)
        else:
            find_repairs(search, stopped=ear.stopped, by=by)
    except Impossible as impossible:
        end_search(search, "find_none", why=impossible.why, by=by)
    except Refused as refused:
        verb = "stop" if refused.code == "search_stopped" else "fail"
        end_search(search, verb, why={"refused": refused.in_language("vi")}, by=by)
    except jobs.Stopped:
        raise
    except Exception:
        end_search(search, "fail", why={}, by=by)
        raise


class Ear:
    """Hears how far a search is, shows it at once, and hears whether it is to end.

    It has a connection of its own: the work's own transaction is not seen before its end.
    """

    def __init__(self, search_id: int) -> None:
        self.search_id = search_id
        self.began = self.told = time.monotonic()
        self.best: float | None = None
        self.bound: float | None = None
        self.stop = False

    def hear(self, best: float, bound: float, _spent: float) -> None:
        """A better timetable was found; this is called from the solver's own thread, so it only takes note."""
        self.best, self.bound = best, bound

    def stopped(self) -> bool:
        """Whether somebody asked the search to end. Raises ``jobs.Stopped`` when the program itself stops."""
        if jobs.should_stop():
            raise jobs.Stopped
        now = time.monotonic()
        if not self.stop and now - self.told >= TELL_EVERY:
            self.told = now
            self.stop = self._tell(now - self.began)
        return self.stop

    def _tell(self, spent: float) -> bool:
        beside = connections.create_connection("default")
        try:
            with beside.cursor() as cursor:
                cursor.execute(
                    "UPDATE timetables_timetablesearch SET best = %s, bound = %s, spent = %s WHERE id = %s"
                    " RETURNING stop_asked",
                    [self.best, self.bound, round(spent, 1), self.search_id],
                )
                row = cursor.fetchone()
                return row is None or bool(row[0])
        finally:
            beside.close()
