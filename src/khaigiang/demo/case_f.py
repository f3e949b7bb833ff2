"""Case F: the report of case A, asked again after the reform of 1 July 2025."""

import datetime as dt
from dataclasses import replace

from khaigiang.demo.case import DemoCase
from khaigiang.demo.case_a import make_case_a

ASKED_ON = dt.date(2026, 5, 1)
"""The day by whose units the report is asked: after the latest packaged state."""


def make_case_f() -> DemoCase:
    """The work of case A; only the questions differ."""
    return replace(make_case_a(), name="F", title="Hà Nội: báo cáo 579 bí thư, hỏi lại sau cải cách")
