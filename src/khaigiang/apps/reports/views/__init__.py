"""The pages of reports: the hub and the leader's page, plan against actual and its cuts, coverage."""

from khaigiang.apps.reports.views.coverage import coverage, coverage_book, coverage_now, coverage_now_book
from khaigiang.apps.reports.views.figures import breakdown, breakdown_book, plan_actual, plan_actual_book
from khaigiang.apps.reports.views.overview import index, leader

__all__ = [
    "breakdown",
    "breakdown_book",
    "coverage",
    "coverage_book",
    "coverage_now",
    "coverage_now_book",
    "index",
    "leader",
    "plan_actual",
    "plan_actual_book",
]
