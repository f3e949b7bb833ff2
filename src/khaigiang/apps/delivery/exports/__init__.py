"""The papers of a class: which there are, and how each is rendered."""

from khaigiang.apps.delivery.exports.orders import paper_orders, signed_order
from khaigiang.apps.delivery.exports.reports import report_orders
from khaigiang.apps.delivery.queries import about

__all__ = ["about", "paper_orders", "report_orders", "signed_order"]
