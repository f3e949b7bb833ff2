"""Assessments, marks, and who has completed."""
