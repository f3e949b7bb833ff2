"""The fixed words of a paper: number, date, recipients, grounds. Text only; how it is set is the renderer's."""

import datetime as dt
from collections.abc import Iterable, Sequence

from khaigiang.documents.packs import Pack, SubjectRule
from khaigiang.documents.paper import Appendix, Paper, Signer

BLANK = "\u00a0" * 6
FIRST_UNPADDED_DAY = 10
LAST_PADDED_MONTH = 2
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def date_in_words(day: dt.date | None, year: int | None = None) -> str:
    """``ngày 05 tháng 01 năm 2020``: days below 10 and months 1 and 2 are padded (NĐ 30/2020, Phụ lục I).

    Without a day, room is left for the pen, and ``year`` is printed when known.
    """
    if day is None:
        return f"ngày{BLANK}tháng{BLANK}năm {year or ''}".rstrip()
    month = f"{day.month:02d}" if day.month <= LAST_PADDED_MONTH else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_date(day: dt.date) -> str:
    """``12/5/2022`` as lists print it."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def place_and_date(paper: Paper) -> str:
    return f"{paper.place}, {date_in_words(paper.day, paper.year)}"


def bare_number(paper: Paper) -> str:
    """Number and symbol without their label: ``05-QĐ/BTCTU``; a draft leaves the blank."""
    form, number = paper.pack.number, paper.number
    if number is None:
        number = form.blank.replace(" ", "\u00a0")
    elif number.isdecimal() and int(number) < FIRST_UNPADDED_DAY:
        number = f"{int(number):02d}"
    return f"{number}{form.separator}{paper.symbol}"


def number_line(paper: Paper) -> str:
    return f"{paper.pack.number.label}{bare_number(paper)}"


def ended(lines: Sequence[str], *, separator: str, ending: str, prefix: str = "") -> tuple[str, ...]:
    """Each line with its separator, the last with the ending; stops already written are replaced."""
    bare = [line.rstrip(" .;,") for line in lines]
    last = len(bare) - 1
    return tuple(f"{prefix}{line}{ending if place == last else separator}" for place, line in enumerate(bare))


def grounds(paper: Paper) -> tuple[str, ...]:
    """The legal grounds and the proposal, punctuated as the pack asks."""
    lines: Iterable[str] = (*paper.grounds, *((paper.proposal,) if paper.proposal else ()))
    form = paper.pack.grounds
    return ended(tuple(lines), separator=form.separator, ending=form.ending, prefix=form.prefix)


def recipients(paper: Paper) -> tuple[str, ...]:
    return ended(paper.recipients, separator=paper.pack.recipients.separator, ending=".", prefix="- ")


def addressees(paper: Paper) -> tuple[str, ...]:
    """``Kính gửi``: one stands bare, several are a list."""
    if len(paper.to) <= 1:
        return tuple(paper.to)
    return ended(paper.to, separator=paper.pack.recipients.separator, ending=".", prefix="- ")


def authority_line(signer: Signer, pack: Pack) -> str:
    """``T/M BAN THƯỜNG VỤ``; empty when the signer signs in their own right."""
    return f"{pack.mark(signer.authority)} {signer.on_behalf_of}".strip()


def closing(text: str, pack: Pack) -> str:
    """The last sentence of the body with the stop the pack asks for."""
    return text.rstrip(" ./") + pack.body.ending


def letter_subject(paper: Paper) -> str:
    return f"{paper.pack.subject_prefix}{paper.subject}"


def subject_dashes(pack: Pack) -> str:
    return "-----" if pack.subject_rule is SubjectRule.DASHES else ""


def roman(number: int) -> str:
    """A Roman numeral for 1 and up."""
    text = ""
    for value, letters in ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def appendix_heading(paper: Paper, place: int) -> str:
    """``Phụ lục``, with a Roman numeral when there are two or more."""
    word = paper.pack.appendix_word
    return word if len(paper.appendices) == 1 else f"{word} {roman(place + 1)}"


def appendix_note(paper: Paper, appendix: Appendix) -> str:
    """``(Kèm theo Quyết định số 12-QĐ/BTCTU ngày 12 tháng 5 năm 2022 của Ban Tổ chức Thành ủy)``."""
    if appendix.note:
        return f"(Kèm theo {appendix.note})"
    kind = (paper.type_name or "Công văn").capitalize()
    issuer = f" của {paper.issuer_in_text}" if paper.issuer_in_text else ""
    return f"(Kèm theo {kind} số {bare_number(paper)} {date_in_words(paper.day, paper.year)}{issuer})"
