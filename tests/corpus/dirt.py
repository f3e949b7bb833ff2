"""The workbooks of the corpus that differ by what was typed into them: old encodings, names, dates, numbers."""

import datetime as dt
import unicodedata
from collections.abc import Callable

from corpus.drawing import HEADINGS, Drawn, Page, row_of
from corpus.people import PEOPLE, Invented
from khaigiang.core.vietnamese import Encoding, from_unicode


def in_encoding(encoding: Encoding, font: str, *, capitals: bool = False) -> Drawn:
    """A whole list in an old encoding; every cell with an accent is to be confirmed."""
    drawn = Drawn()
    page = drawn.page()

    def write(text: str) -> str:
        return from_unicode(text, encoding, capitals=capitals)

    page.cells([write("ĐẢNG ỦY PHƯỜNG MẪU MỘT")], font_name=font)
    page.headings(HEADINGS, write, font_name=font)
    for order, person in enumerate(PEOPLE[:6], start=1):
        _old_row(page, person, order, write, font=font, capitals=capitals)
    return drawn


def _old_row(
    page: Page, person: Invented, order: int, write: Callable[[str], str], *, font: str, capitals: bool
) -> None:
    said = {}
    for place, name in ((1, "name"), (3, "said_sex"), (4, "position"), (5, "unit")):
        clean = getattr(person, name).upper() if capitals else getattr(person, name)
        if not write(getattr(person, name)).isascii():  # what has no accent needs no encoding
            fix = person.name if name == "name" else clean
            page.finds(place, "old_encoding", fix)
        said[name] = clean
    page.says(person, position=said["position"], unit=said["unit"])
    cells = row_of(person, order)
    page.cells([write(value) if isinstance(value, str) else value for value in cells], font_name=font)


def tcvn3() -> Drawn:
    """TCVN3 in the font .VnTime."""
    return in_encoding(Encoding.TCVN3, ".VnTime")


def tcvn3_capitals() -> Drawn:
    """TCVN3 in the font .VnTimeH, which draws small letters as capitals."""
    return in_encoding(Encoding.TCVN3, ".VnTimeH", capitals=True)


def tcvn3_in_times() -> Drawn:
    """TCVN3 whose font somebody changed to Times New Roman: only the words can tell."""
    return in_encoding(Encoding.TCVN3, "Times New Roman")


def vni() -> Drawn:
    """VNI in the font VNI-Times."""
    return in_encoding(Encoding.VNI, "VNI-Times")


def typed_badly() -> Drawn:
    """NFD, doubled and unbreakable spaces, letters of other alphabets, invisible characters, stray signs."""
    drawn = Drawn()
    page = drawn.page()
    page.headings(HEADINGS)
    one, two, three, four, five, six = PEOPLE[:6]
    names = (
        (one, unicodedata.normalize("NFD", one.name)),
        (two, two.name.replace(" ", "  ")),
        (three, three.name.replace(" ", "\u00a0")),
        (four, four.name.replace("P", "\u0420")),
        (five, five.name[:6] + "\u200b" + five.name[6:]),
        (six, f"{six.name},"),
    )
    for order, (person, typed) in enumerate(names, start=1):
        page.says(person)
        page.finds(1, "repair", person.name)
        if person is two:
            page.finds(4, "repair", person.position)
        position = f"{person.position}  " if person is two else person.position
        cells = row_of(person, order)
        page.cells([order, typed, *cells[2:4], position, *cells[5:]])
    return drawn


def titles_and_capitals() -> Drawn:
    """Forms of address, degrees and remarks around names; names in capitals; an initial."""
    drawn = Drawn()
    page = drawn.page()
    page.letterhead()
    page.headings(HEADINGS)
    wrapped = (
        (PEOPLE[0], f"Đ/c {PEOPLE[0].name}"),
        (PEOPLE[1], f"Bà {PEOPLE[1].name}"),
        (PEOPLE[2], PEOPLE[2].name.upper()),
        (PEOPLE[3], f"{PEOPLE[3].name} (nữ)"),
        (PEOPLE[4], f"ThS. {PEOPLE[4].name}"),
    )
    for order, (person, typed) in enumerate(wrapped, start=1):
        page.says(person)
        page.finds(1, "repair", person.name)
        page.cells([order, typed, *row_of(person, order)[2:]])
    page.finds(1, "name_abbreviated")
    page.says(PEOPLE[5], full_name="Vũ T. Tượng")
    page.cells([6, "Vũ T. Tượng", *row_of(PEOPLE[5], 6)[2:]])
    return drawn


def dates() -> Drawn:
    """True dates, text, bare years, years of two digits, a year shown as a date, and what is no date."""
    drawn = Drawn()
    page = drawn.page()
    page.letterhead()
    page.headings(HEADINGS)
    cases: tuple[tuple[object, str | None, str | None, str | None], ...] = (
        (PEOPLE[0].birth, PEOPLE[0].born, None, None),
        ("23/11/1980", "23/11/1980", None, None),
        (1978, "1978", None, None),
        ("15.8.1985", "15/08/1985", None, None),
        ("ngày 28 tháng 2 năm 1982", "28/02/1982", None, None),
        ("17/9/90", "17/09/1990", "short_year", "17/09/1990"),
        (dt.date(1905, 5, 26), "1973", "year_shown_as_date", "1973"),
        ("31/02/1988", None, "not_partial_date", None),
        ("không rõ", None, "date_stated_unknown", None),
        ("06/1983", "06/1983", None, None),
        ("", None, "cell_missing", None),
        ("16//3/1987", "16/03/1987", "not_partial_date", "16/03/1987"),
    )
    for order, (person, (typed, birth, code, fix)) in enumerate(zip(PEOPLE, cases, strict=True), start=1):
        page.says(person, birth=birth)
        if code:
            page.finds(2, code, fix)
        cells = row_of(person, order)
        page.cells([order, person.name, typed, *cells[3:]])
    return drawn


def month_first() -> Drawn:
    """A sheet made where the month comes first: true dates have lost day for month, the others stayed text."""
    drawn = Drawn()
    page = drawn.page()
    page.headings(HEADINGS)
    for order, person in enumerate(PEOPLE[1:4], start=1):
        page.says(person)
        page.cells([order, person.name, person.born, *row_of(person, order)[3:]])
    swapped = ((PEOPLE[4], dt.date(1982, 2, 3)), (PEOPLE[5], dt.date(1990, 4, 5)), (PEOPLE[6], dt.date(1973, 6, 7)))
    for order, (person, meant) in enumerate(swapped, start=4):
        fix = f"{meant:%d/%m/%Y}"
        page.says(person, birth=fix)
        page.finds(2, "repair", fix)
        page.cells([order, person.name, meant.replace(month=meant.day, day=meant.month), *row_of(person, order)[3:]])
    return drawn


def citizen_numbers() -> Drawn:
    """Lost zeros, spaces, an older card, letters, too short, of another sex and year, rounded, twice."""
    drawn = Drawn()
    page = drawn.page()
    page.headings(("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Chức vụ", "Đơn vị"))
    spaced = f"{PEOPLE[2].number[:3]} {PEOPLE[2].number[3:]}"
    lettered = PEOPLE[4].number.replace("00", "OO", 1)
    other_year = f"{PEOPLE[7].number[:4]}77{PEOPLE[7].number[6:]}"
    cases = (
        (PEOPLE[0].number, PEOPLE[0].number, ()),
        (float(PEOPLE[1].number), PEOPLE[1].number, (("repair", PEOPLE[1].number),)),
        (spaced, PEOPLE[2].number, (("repair", PEOPLE[2].number),)),
        ("012345678", "012345678", ()),
        (lettered, PEOPLE[4].number, (("repair", PEOPLE[4].number),)),
        ("00119012", "", (("number_wrong_length", None),)),
        (PEOPLE[6].number[:3] + "1" + PEOPLE[6].number[4:], None, (("number_sex_differs", None),)),
        (other_year, other_year, (("number_birth_year_differs", None),)),
        ("1,0790E+11", "", (("number_digits_lost", None),)),
        ("chưa có", "", (("number_not_digits", None),)),
        (PEOPLE[0].number, PEOPLE[0].number, (("number_birth_year_differs", None), ("number_repeated", None))),
    )
    for order, (person, (typed, number, found)) in enumerate(zip(PEOPLE, cases, strict=False), start=1):
        page.says(person, citizen_number=typed if number is None else number)
        for code, fix in found:
            page.finds(4, code, fix)
        page.cells([order, person.name, person.birth, person.said_sex, typed, person.position, person.unit])
    return drawn


def phones() -> Drawn:
    """Eleven digits of before 2018, a lost zero, the country's code, two in a cell, and no number."""
    drawn = Drawn()
    page = drawn.page()
    page.headings(("TT", "Họ và tên", "Năm sinh", "Giới tính", "SĐT", "Chức vụ", "Đơn vị"))
    cases = (
        ("0912345678", "0912345678", None),
        ("01681234567", "0381234567", "repair"),
        (1681234568, "0381234568", "repair"),
        (912345679, "0912345679", "repair"),
        ("+84 912 345 670", "0912345670", "repair"),
        ("0912.345.671 / 0243.8251234", "0912345671; 02438251234", "repair"),
        ("12345", "12345", "phone_unknown"),
    )
    for order, (person, (typed, phone, code)) in enumerate(zip(PEOPLE, cases, strict=False), start=1):
        page.says(person, phone=phone, birth=str(person.birth.year))
        if code:
            page.finds(4, code, phone if code == "repair" else None)
        page.cells([order, person.name, person.birth.year, person.said_sex, typed, person.position, person.unit])
    return drawn


def formulas() -> Drawn:
    """Numbers by formula, a formula that was never calculated, and a cell that shows an error."""
    drawn = Drawn()
    page = drawn.page()
    page.headings(HEADINGS)
    for order, person in enumerate(PEOPLE[:4], start=1):
        cells = row_of(person, order)
        page.says(person, unit="" if order in {2, 3} else person.unit)
        for place, value in enumerate(cells):
            if place == 0:
                page.sheet.write_formula(page.row, 0, "=ROW()-1", None, order)
            elif place == 5 and order == 2:
                page.finds(place, "cell_error")
                page.sheet.write_formula(page.row, place, "=#REF!", None, "#REF!")
            elif place == 5 and order == 3:
                page.finds(place, "formula_unsolved")
                page.sheet.write_formula(page.row, place, '=""&B2', None, "")  # saved without a value
            else:
                page.cell(place, value)
        page.skip()
    return drawn


DIRT = (
    tcvn3,
    tcvn3_capitals,
    tcvn3_in_times,
    vni,
    typed_badly,
    titles_and_capitals,
    dates,
    month_first,
    citizen_numbers,
    phones,
    formulas,
)
