import threading
import time
from contextlib import ExitStack

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from khaigiang.foundation.turns import WRITES
from khaigiang.web.middleware import OneAfterAnother

SOON = 10.0


def answer(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("xong")


def keep_busy(stack: ExitStack) -> None:
    """Take every turn there is, each in a thread of its own, until the stack closes."""
    ended, inside = threading.Event(), threading.Semaphore(0)

    def work() -> None:
        with WRITES.taken():
            inside.release()
            ended.wait(SOON)

    threads = [threading.Thread(target=work) for _each in range(WRITES._free)]
    for thread in threads:
        thread.start()
        inside.acquire(timeout=SOON)
    stack.callback(lambda: [thread.join(SOON) for thread in threads])
    stack.callback(ended.set)


def test_a_page_that_is_read_waits_for_nobody() -> None:
    with ExitStack() as busy:
        keep_busy(busy)
        assert OneAfterAnother(answer)(RequestFactory().get("/")).content == b"xong"


def test_a_page_that_takes_something_waits_for_its_turn() -> None:
    answers: list[HttpResponse] = []
    post = threading.Thread(target=lambda: answers.append(OneAfterAnother(answer)(RequestFactory().post("/"))))
    with ExitStack() as busy:
        keep_busy(busy)
        post.start()
        until = time.monotonic() + SOON
        while not WRITES._waiting:
            assert time.monotonic() < until
            time.sleep(0.001)
        assert answers == []
    post.join(SOON)

    assert [each.content for each in answers] == [b"xong"]
