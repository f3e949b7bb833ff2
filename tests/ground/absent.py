"""What cannot run on this machine is not collected, and the last line says how much that was.

``KHAIGIANG_REQUIRE=browser,office,server`` turns each absence into a failure of the whole run. ``long`` needs no tool:
it is what takes minutes, and runs where it is asked for by that name.
"""

import importlib.util
import os
import shutil
from collections import Counter

import pytest

WHY_ABSENT = {
    "browser": "Playwright and a Chromium",
    "office": "LibreOffice and poppler",
    "server": "DATABASE_URL or KHAIGIANG_TEST_SERVER",
    "long": "minutes, and KHAIGIANG_REQUIRE=long",
}


def required() -> set[str]:
    return {word.strip() for word in os.environ.get("KHAIGIANG_REQUIRE", "").split(",")} - {""}


def server_url() -> str | None:
    """A PostgreSQL server of one's own, beside the embedded one."""
    return os.environ.get("KHAIGIANG_TEST_SERVER") or os.environ.get("DATABASE_URL")


def present(mark: str) -> bool:
    """Whether this machine has what tests of this mark need."""
    if mark == "browser":
        return importlib.util.find_spec("playwright") is not None and any(map(shutil.which, ("chromium", "chrome")))
    if mark == "office":
        return all(map(shutil.which, ("soffice", "pdftotext")))
    if mark == "long":
        return "long" in required()
    return server_url() is not None


class Absent:
    """The plugin that leaves such tests out, counts them on every worker and says so once."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()

    def pytest_configure(self, config: pytest.Config) -> None:
        asked = required()
        if unknown := asked - WHY_ABSENT.keys():
            raise pytest.UsageError(f"KHAIGIANG_REQUIRE names {sorted(unknown)}; known are {sorted(WHY_ABSENT)}")
        if missing := sorted(mark for mark in asked if not present(mark)):
            needs = "; ".join(f"{mark} needs {WHY_ABSENT[mark]}" for mark in missing)
            raise pytest.UsageError(f"KHAIGIANG_REQUIRE asks for what is not here: {needs}")

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        missing = [mark for mark in WHY_ABSENT if not present(mark)]
        out = {item: mark for item in items for mark in missing if item.get_closest_marker(mark)}
        items[:] = [item for item in items if item not in out]
        config.hook.pytest_deselected(items=list(out))
        self.counted = Counter(out.values())

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if (output := getattr(session.config, "workeroutput", None)) is not None:
            output["not_run_here"] = dict(self.counted)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        # Every worker collects everything, so the counts of one worker are those of all.
        self.counted |= Counter(getattr(node, "workeroutput", {}).get("not_run_here", {}))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        parts = [f"{mark} ({self.counted[mark]} tests, needs {WHY_ABSENT[mark]})" for mark in sorted(self.counted)]
        terminalreporter.write_line(f"not run here: {', '.join(parts) or 'nothing'}")
