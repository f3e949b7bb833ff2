"""Habits of every file: short, documented, named in the office's words, and pointing nowhere outside."""

import ast
import re

from fitness import source

LONGEST, LONGEST_TEST = 400, 600
FORBIDDEN_WORDS = {"utils", "util", "helpers", "helper", "manager", "process", "handle", "handler", "misc", "common"}
NAMED_BY_DJANGO = {"process_view", "process_exception", "process_request", "process_response"}
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b")
REGISTRIES = re.compile(r"(pypi\.org|pythonhosted|npmjs|proxy\.golang|crates\.io|/simple/|index[-_]url\s*=)")
OUTSIDE = re.compile(r"(?<![\w.])/(work|home|root|Users)/\w")
NOT_PACKAGES = {"templates", "static", "locale", "migrations", "__pycache__"}


def test_every_source_file_fits_in_one_look() -> None:
    too_long = {
        source.named(path): lines
        for path in source.files()
        if path.suffix == ".py" and "migrations" not in path.parts
        if (lines := len(path.read_text(encoding="utf-8").splitlines()))
        > (LONGEST_TEST if "tests" in path.parts else LONGEST)
    }

    assert too_long == {}


def test_no_name_says_nothing() -> None:
    found = []
    for path in source.python_files(under=source.SOURCE):
        names = [path.stem] + [
            node.name
            for node in ast.walk(source.tree(path))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            if node.name not in NAMED_BY_DJANGO
        ]
        for name in names:
            words = re.findall(r"[a-z]+|[A-Z][a-z]*", name)
            if FORBIDDEN_WORDS.intersection(word.lower() for word in words):
                found.append(f"{source.named(path)}: {name}")

    assert found == []


def test_nothing_is_left_for_later() -> None:
    found = [source.named(path) for path, text in source.texts() if UNFINISHED.search(text)]

    assert found == []


def test_no_file_names_a_package_registry() -> None:
    found = [source.named(path) for path, text in source.texts() if REGISTRIES.search(text)]

    assert [name for name in found if name != "tests/fitness/test_files.py"] == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = [
        f"{source.named(path)}: {match.group()}" for path, text in source.texts() for match in OUTSIDE.finditer(text)
    ]

    assert found == []


def test_every_package_says_what_it_is_for() -> None:
    silent = [
        source.named(path)
        for path in source.python_files(under=source.SOURCE)
        if path.name == "__init__.py" and not NOT_PACKAGES.intersection(path.parts)
        if ast.get_docstring(source.tree(path)) is None
    ]

    assert [name for name in silent if "/templatetags/" not in name] == []


def test_every_folder_of_source_is_a_package() -> None:
    folders = {path.parent for path in source.python_files(under=source.SOURCE)}

    assert [source.named(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
