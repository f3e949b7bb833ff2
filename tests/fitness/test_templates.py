"""Every template is used, and finds what it uses."""

import re
from pathlib import Path

from django.template.loader import get_template

from fitness import source

NAME = re.compile(r"""["']([\w./-]+\.html)(?:#[\w-]+)?["']""")
# Django looks these up by their name.
FOUND_BY_DJANGO = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html"}


def templates() -> dict[str, Path]:
    return {
        path.as_posix().split("/templates/", 1)[1]: path
        for path in source.files()
        if path.suffix == ".html" and source.SOURCE in path.parents and "templates" in path.parts
    }


def test_every_template_is_used() -> None:
    used = set(FOUND_BY_DJANGO)
    for path in [*source.python_files(under=source.SOURCE), *templates().values()]:
        used |= set(NAME.findall(path.read_text(encoding="utf-8")))

    assert sorted(templates().keys() - used) == []


def test_every_template_can_be_read() -> None:
    for name in templates():
        get_template(name)
