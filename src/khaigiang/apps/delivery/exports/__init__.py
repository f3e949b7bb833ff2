"""The papers of a class: which there are, and how each is rendered."""

from khaigiang.apps.delivery.exports.orders import paper_orders, second_summonses, signed_order
from khaigiang.apps.delivery.exports.reports import report_orders
from khaigiang.apps.delivery.exports.sheet import sheet_of
from khaigiang.apps.delivery.queries import about

__all__ = ["about", "paper_orders", "report_orders", "second_summonses", "sheet_of", "signed_order"]
