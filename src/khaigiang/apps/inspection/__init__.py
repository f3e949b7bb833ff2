"""Kiểm tra, giám sát: the audit trail, read and never written."""
