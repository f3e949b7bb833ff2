"""Pages of surveys, of what units answer, of what inspections found, and of what all of it adds up to."""

from khaigiang.apps.needs.views.adding_up import consolidated, consolidated_book, plan_draft
from khaigiang.apps.needs.views.answering import form, form_book
from khaigiang.apps.needs.views.inspecting import inspection, inspections
from khaigiang.apps.needs.views.surveying import index, open_survey, survey
from khaigiang.apps.needs.views.yearly import yearly, yearly_unit

__all__ = [
    "consolidated",
    "consolidated_book",
    "form",
    "form_book",
    "index",
    "inspection",
    "inspections",
    "open_survey",
    "plan_draft",
    "survey",
    "yearly",
    "yearly_unit",
]
