"""Khai Giảng: from a year's training plan to opened classes, certificates and reports."""

__version__ = "0.1.0"
