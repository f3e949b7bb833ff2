"""Numbers as they are written in Vietnamese: a full stop between thousands, a comma before decimals."""


def grouped(number: int) -> str:
    """``13.267``."""
    return f"{number:,}".replace(",", ".")


def percentage(part: int, whole: int) -> str:
    """``40,9%``, without decimals when there are none; a dash when there is no whole to measure against."""
    if whole == 0:
        return "–"
    tenths = round(part * 1000 / whole)
    decimals = f",{tenths % 10}" if tenths % 10 else ""
    return f"{tenths // 10}{decimals}%"
