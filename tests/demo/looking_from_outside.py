"""Looks at the pages of a case in the home of this process: for tests that have played it in a program of its own."""

import json
import os
import sys

import django


def look(name: str) -> None:
    """Print the figures of a case that their pages do not show."""
    django.setup()
    from demo import looking
    from khaigiang.demo.cases import load

    case = load(name)
    played = case.played()
    assert played is not None
    os.environ["KHAIGIANG_DEMO"] = "1"
    not_seen = looking.not_seen(looking.asked(case.figures, played), played)
    not_seen += looking.missing_on_page_of(case)
    sys.stdout.write(json.dumps(not_seen, ensure_ascii=False))
