"""Vietnamese text: comparing, sorting, names, dates and numbers."""
