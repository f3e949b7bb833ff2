"""Pages of the desk: what there is to do, the year, a person's whole record, files on their way in."""

from khaigiang.apps.desk.views.batches import batch, batch_book
from khaigiang.apps.desk.views.intake import intake, results_book, units_book
from khaigiang.apps.desk.views.pages import board, home, latest_board, person
from khaigiang.apps.desk.views.years import submit_year, year_run

__all__ = [
    "batch",
    "batch_book",
    "board",
    "home",
    "intake",
    "latest_board",
    "person",
    "results_book",
    "submit_year",
    "units_book",
    "year_run",
]
