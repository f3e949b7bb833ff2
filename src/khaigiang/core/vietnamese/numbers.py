"""Numbers in words, as on certificates and payment papers."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9


def number_in_words(number: int, *, zero_tens: str = "linh", thousand: str = "nghìn") -> str:
    """``1105`` → ``một nghìn một trăm linh năm``. The South says ``zero_tens="lẻ"`` and ``thousand="ngàn"``."""
    if number < 0:
        return f"âm {number_in_words(-number, zero_tens=zero_tens, thousand=thousand)}"
    if number == 0:
        return _DIGITS[0]
    return " ".join(_read(number, zero_tens, thousand, leading=True))


def _read(number: int, zero_tens: str, thousand: str, *, leading: bool) -> list[str]:
    """The words of a number; one that is not ``leading`` says its missing hundreds: ``không trăm linh năm``."""
    if number >= _BILLION:
        billions, rest = divmod(number, _BILLION)
        words = [*_read(billions, zero_tens, thousand, leading=leading), "tỷ"]
        return words + (_read(rest, zero_tens, thousand, leading=False) if rest else [])
    words = []
    for size, name in ((10**6, "triệu"), (10**3, thousand), (1, "")):
        group, number = divmod(number, size)
        if group:
            words += _hundreds(group, zero_tens, leading=leading and not words)
            words += [name] if name else []
    return words


def _hundreds(number: int, zero_tens: str, *, leading: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or not leading else []
    tens, units = divmod(rest, 10)
    if tens == 0:
        if units and words:
            words.append(zero_tens)
        return words + ([_DIGITS[units]] if units else [])
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return words + ([_unit(tens, units)] if units else [])


def _unit(tens: int, units: int) -> str:
    """After tens, one is ``mốt`` (but ``mười một``) and five is ``lăm``."""
    if units == 5:  # noqa: PLR2004 - the figure whose word changes
        return "lăm"
    return "mốt" if units == 1 and tens > 1 else _DIGITS[units]
