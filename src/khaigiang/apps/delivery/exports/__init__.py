"""The papers of a class: which there are, and how each is rendered."""

from khaigiang.apps.delivery.exports.orders import about, paper_orders

__all__ = ["about", "paper_orders"]
