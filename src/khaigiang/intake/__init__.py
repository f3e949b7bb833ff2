"""Bytes of a real office workbook in, dataclasses with findings out. Knows no database."""
