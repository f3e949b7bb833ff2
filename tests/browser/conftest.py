"""One headless Chromium for a file of tests."""

import shutil
from collections.abc import Iterator

import pytest

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    # The driver keeps an event loop in this thread, in which Django would else refuse to work.
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as player:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        program = shutil.which("chromium") or shutil.which("chrome")
        browser = player.chromium.launch(executable_path=program, args=SWITCHES)
        yield browser
        browser.close()
