"""Writes are actions, and actions are the only writes."""

import ast
import importlib
import inspect
from pathlib import Path

import pytest

from fitness import source

# What writes a row or asks the database to. ``set`` and ``add`` are told by their owner: a set of Python has them too.
WRITES = {
    "save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "delete", "acreate", "asave",
    "adelete", "aupdate", "copy_in", "copy_values", "tell",
}  # fmt: skip
WRITERS = {"actions"}
ALLOWED = {
    "accounts/middleware.py": "Django's own session",
    "accounts/views.py": "Django's own session",
    "desk/tasks.py": "how far a run has come is shown at once, beside the run's own transaction; it is no act",
    "timetables/tasks.py": "the same of a search",
}
QUERIES = {"objects", "filter", "exclude", "all", "order_by", "select_for_update"}
NOT_ACTIONS = {
    "classes.actions.changing.hold_classes": "a lock",
    "classes.actions.changing.refuse_when_announced": "a check",
    "classes.actions.changing.refuse_when_begun": "a check",
    "classes.actions.changing.write_changes": "a part of forming again and of changes by hand; the rows refuse others",
    "classes.actions.groups.settle_groups": "the same",
    "desk.actions.years.run_year": "keeps why a run was refused, which must outlive its rolled-back transaction",
    "desk.actions.years.digest_of": "what a run is known by: a value, asked for before the run is written",
    "desk.actions.plans.look_at_amendment": "an amendment that is rolled back whole",
    "desk.actions.plans.look_at_line": "the same of one line",
    "plans.actions.entering.cite_instruments": "a part of entering and amending; the rows refuse others",
    "plans.actions.entering.enter_line": "the same",
    "plans.actions.entering.enter_new_means": "a part of amending; what it calls are actions",
    "plans.actions.entering.enter_programmes": "a part of entering and amending; what it calls are actions",
    "plans.actions.joint.join_again": "a part of entering a plan anew; the rows refuse others",
    "plans.actions.joint.mend_joint": "a part of amending; the rows refuse others",
    "plans.actions.life.step": "a part of each step in the course of a plan; it saves nothing",
    "plans.actions.study_times.hold_open": "a lock",
    "people.actions.asking.ask_about": "a part of entering and correcting persons; refuses to be called outside",
    "papers.actions.let_issue": "how a paper reads is told at start-up by the slice that drafts it; no row is written",
    "papers.actions.slug": "a value",
    "timetables.actions.lessons.replace_lessons": "a part of making and of mending timetables; the rows refuse others",
    "timetables.actions.lessons.write_lessons": "a part of making timetables; the rows refuse others",
    "timetables.actions.searching.refuse_while_searching": "a check",
    "timetables.actions.solving.why_not": "a value",
    "timetables.actions.versions.write_changed_version": "a part of publishing; the rows refuse others",
    "timetables.actions.versions.write_version": "a part of making timetables; the rows refuse others",
}
CHANGES = ("INSERT ", "UPDATE ", "DELETE ", "TRUNCATE ", "COPY ")


def action_modules() -> list[Path]:
    return [
        path
        for path in source.python_files(under=source.APPS)
        if path.stem == "actions" or path.parent.name == "actions"
    ]


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(source.SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", action_modules(), ids=source.named)
def test_every_public_function_of_actions_is_an_action(path) -> None:
    module = importlib.import_module(module_name(path))
    public = {
        name: verb
        for name, verb in inspect.getmembers(module, inspect.isfunction)
        if verb.__module__ == module.__name__ and not name.startswith("_")
        if f"{module.__name__.removeprefix('khaigiang.apps.')}.{name}" not in NOT_ACTIONS
    }

    plain = [name for name, verb in public.items() if not getattr(verb, "is_action", False)]
    unnamed = [
        name
        for name, verb in public.items()
        if (by := inspect.signature(verb).parameters.get("by")) is None or by.kind is not by.KEYWORD_ONLY
    ]

    assert (plain, unnamed) == ([], [])


def writes_in(path: Path) -> list[str]:
    found = []
    for node in ast.walk(source.tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WRITES:
            found.append(f"{source.named(path)}:{node.lineno} {node.func.id}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            on_rows = node.func.attr in WRITES or (node.func.attr == "update" and _is_query(node.func.value))
            if on_rows:
                found.append(f"{source.named(path)}:{node.lineno} {node.func.attr}")
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lstrip().startswith(CHANGES):
            found.append(f"{source.named(path)}:{node.lineno} SQL")
    return found


def _is_query(node: ast.expr) -> bool:
    """A dictionary has ``update`` too; a query set is known by the words that made it."""
    return any(isinstance(part, ast.Attribute) and part.attr in QUERIES for part in ast.walk(node))


def test_nothing_but_actions_writes() -> None:
    others = [
        path
        for path in source.python_files(under=source.APPS)
        if not WRITERS.intersection({path.stem, path.parent.name}) and "migrations" not in path.parts
        if path.relative_to(source.APPS).as_posix() not in ALLOWED
    ]

    assert [line for path in others for line in writes_in(path)] == []


def test_scan_sees_a_write(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(source, "REPOSITORY", tmp_path)
    written = tmp_path / "queries.py"
    written.write_text(
        "row.save()\nUnit.objects.filter(x=1).update(y=2)\nknown.update(other)\ncursor.execute('DELETE FROM x')\n"
    )

    assert writes_in(written) == ["queries.py:1 save", "queries.py:2 update", "queries.py:4 SQL"]
