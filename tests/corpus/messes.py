"""The workbooks of the corpus that differ by how they are laid out: letterheads, headings, groups, sheets, columns."""

from corpus.drawing import HEADINGS, Drawn, row_of
from corpus.people import PEOPLE


def letterhead() -> Drawn:
    """The usual list: letterhead, title, one row of headings, who signed."""
    drawn = Drawn()
    page = drawn.page("Danh sách")
    page.letterhead()
    page.headings(HEADINGS)
    for order, person in enumerate(PEOPLE, start=1):
        page.says(person)
        page.cells(row_of(person, order))
    page.signed()
    return drawn


def _two_row_headings(page, head) -> None:
    top = ("STT", "Họ và tên", "Năm sinh", "", "Chức vụ", "Đơn vị công tác", "Trình độ", "", "Ghi chú")
    low = {2: "Nam", 3: "Nữ", 6: "Chuyên môn", 7: "LLCT"}
    for place, text in enumerate(top):
        if place in {2, 6}:
            page.sheet.merge_range(page.row, place, page.row, place + 1, text, head)
        elif place not in low:
            page.sheet.merge_range(page.row, place, page.row + 1, place, text, head)
    for place, text in low.items():
        page.sheet.write_string(page.row + 1, place, text, head)
    page.skip(2)


def _two_row_cells(person, order: int) -> list[object]:
    births = [person.birth, ""] if person.sex == "male" else ["", person.birth]
    return [order, person.name, *births, person.position, person.unit, person.education, person.theory, ""]


def two_row_headings() -> Drawn:
    """Births under "Nam" and "Nữ", levels under "Trình độ", and a row that numbers the columns."""
    drawn = Drawn()
    page = drawn.page()
    page.letterhead()
    _two_row_headings(page, drawn.look(bold=True, border=1, align="center"))
    page.cells([f"({number})" for number in range(1, 10)])
    for order, person in enumerate(PEOPLE[:6], start=1):
        page.says(person, education="Đại học", theory_level="Trung cấp")
        page.cells(_two_row_cells(person, order))
    page.signed()
    return drawn


def pages_repeat_headings() -> Drawn:
    """Two rows of headings again after every third person, as on printed pages."""
    drawn = Drawn()
    page = drawn.page()
    head = drawn.look(bold=True, border=1, align="center")
    page.letterhead()
    for order, person in enumerate(PEOPLE, start=1):
        if order % 3 == 1:
            _two_row_headings(page, head)
        page.says(person, education="Đại học", theory_level="Trung cấp")
        page.cells(_two_row_cells(person, order))
    page.signed()
    return drawn


def groups() -> Drawn:
    """Groups in a row of their own with a Roman number, numbers that start again, subtotals and a total."""
    drawn = Drawn()
    page = drawn.page()
    page.letterhead()
    page.headings(HEADINGS)
    for number, text, members in (("I", "Khối Đảng", PEOPLE[:3]), ("II", "Khối chính quyền", PEOPLE[3:6])):
        page.group(number, text)
        for order, person in enumerate(members, start=1):
            page.says(person, group=text)
            page.cells(row_of(person, order))
        page.cells(["", "Cộng: 3"])
    page.cells(["", "Tổng cộng: 6 đồng chí"])
    page.signed()
    return drawn


def total_differs() -> Drawn:
    """Groups in merged rows, and a total that counts one person more than there are."""
    drawn = Drawn()
    page = drawn.page()
    page.letterhead()
    page.headings(HEADINGS)
    for number, text, members in (("A", "Phường Mẫu Một", PEOPLE[:2]), ("B", "Xã Mẫu Hai", PEOPLE[2:4])):
        page.group(number, text, merged=True)
        for order, person in enumerate(members, start=1):
            page.says(person, group=text, unit="")
            page.cells([*row_of(person, order)[:5], "", ""])
    page.finds(0, "total_differs")
    page.sheet.merge_range(page.row, 0, page.row, 6, "Danh sách có 05 người.", drawn.look(italic=True))
    page.skip()
    page.signed()
    return drawn


def name_over_two_columns() -> Drawn:
    """One heading "Họ và tên" drawn over two columns."""
    drawn = Drawn()
    page = drawn.page()
    page.letterhead()
    head = drawn.look(bold=True, border=1)
    page.sheet.merge_range(page.row, 1, page.row, 2, "Họ và tên", head)
    for place, text in ((0, "TT"), (3, "Ngày sinh"), (4, "Chức danh"), (5, "Đơn vị")):
        page.sheet.write_string(page.row, place, text, head)
    page.skip()
    for order, person in enumerate(PEOPLE[:5], start=1):
        page.says(person, sex=None)
        page.cells([order, person.family, person.given, person.birth, person.position, person.unit])
    return drawn


def family_and_given_name() -> Drawn:
    """Two columns "Họ và tên đệm" and "Tên", no letterhead, no numbers."""
    drawn = Drawn()
    page = drawn.page()
    page.headings(("Họ và tên đệm", "Tên", "Phái", "Sinh ngày", "Chức vụ", "Cơ quan công tác"))
    for person in PEOPLE[:5]:
        page.says(person)
        page.cells([person.family, person.given, person.said_sex, person.born, person.position, person.unit])
    return drawn


def day_month_year() -> Drawn:
    """The date of birth in three columns under one heading."""
    drawn = Drawn()
    page = drawn.page()
    page.letterhead()
    head = drawn.look(bold=True, border=1, align="center")
    for place, text in ((0, "STT"), (1, "Họ và tên"), (5, "Chức vụ"), (6, "Đơn vị")):
        page.sheet.merge_range(page.row, place, page.row + 1, place, text, head)
    page.sheet.merge_range(page.row, 2, page.row, 4, "Ngày sinh", head)
    for place, text in ((2, "Ngày"), (3, "Tháng"), (4, "Năm")):
        page.sheet.write_string(page.row + 1, place, text, head)
    page.skip(2)
    for order, person in enumerate(PEOPLE[:4], start=1):
        birth = person.birth
        page.says(person, sex=None)
        page.cells([order, person.name, birth.day, birth.month, birth.year, person.position, person.unit])
    page.finds(4, "cell_missing")
    page.says(PEOPLE[4], sex=None, birth=None)
    page.cells([5, PEOPLE[4].name, "", "", "", PEOPLE[4].position, PEOPLE[4].unit])
    return drawn


def crosses_for_sex() -> Drawn:
    """ "Giới tính" over "Nam" and "Nữ", marked by crosses."""
    drawn = Drawn()
    page = drawn.page()
    head = drawn.look(bold=True, border=1, align="center")
    for place, text in ((0, "STT"), (1, "Họ tên"), (2, "Năm sinh"), (5, "Chức vụ"), (6, "Đơn vị")):
        page.sheet.merge_range(0, place, 1, place, text, head)
    page.sheet.merge_range(0, 3, 0, 4, "Giới tính", head)
    page.sheet.write_string(1, 3, "Nam", head)
    page.sheet.write_string(1, 4, "Nữ", head)
    page.skip(2)
    for order, person in enumerate(PEOPLE[:5], start=1):
        crosses = ["x", ""] if person.sex == "male" else ["", "X"]
        page.says(person, birth=str(person.birth.year))
        page.cells([order, person.name, person.birth.year, *crosses, person.position, person.unit])
    return drawn


def births_by_sex_alone() -> Drawn:
    """Columns "Nam" and "Nữ" that hold years, with no word of birth above them."""
    drawn = Drawn()
    page = drawn.page()
    page.headings(("TT", "Họ và tên", "Nam", "Nữ", "Chức vụ", "Đơn vị công tác"))
    for order, person in enumerate(PEOPLE[:5], start=1):
        years = [person.birth.year, ""] if person.sex == "male" else ["", person.birth.year]
        page.says(person, birth=str(person.birth.year))
        page.cells([order, person.name, *years, person.position, person.unit])
    page.finds(3, "two_births")
    page.says(PEOPLE[5], birth=None)
    page.cells([6, PEOPLE[5].name, 1990, 1990, PEOPLE[5].position, PEOPLE[5].unit])
    return drawn


def several_sheets() -> Drawn:
    """A list on each sheet, somebody on both, a sheet of remarks, and a hidden list."""
    drawn = Drawn()
    remarks = drawn.page("Ghi chú chung")
    remarks.finds(0, "sheet_without_table")
    remarks.cells(["Danh sách lập theo Công văn số 12-CV/ĐU."])
    for name, members in (("Khối Đảng", PEOPLE[:3]), ("Khối MTTQ", PEOPLE[2:6])):
        page = drawn.page(name)
        page.letterhead()
        page.headings(HEADINGS)
        for order, person in enumerate(members, start=1):
            if name == "Khối MTTQ" and person is PEOPLE[2]:
                page.finds(1, "person_repeated")
            page.says(person)
            page.cells(row_of(person, order))
    hidden = drawn.page("Nháp")
    hidden.finds(0, "sheet_hidden")
    hidden.headings(HEADINGS)
    hidden.cells(row_of(PEOPLE[11], 1))
    hidden.sheet.hide()
    return drawn


def two_tables() -> Drawn:
    """Below the list a second one of alternates with other columns; a row that names only somebody."""
    drawn = Drawn()
    page = drawn.page()
    page.letterhead(title="DANH SÁCH CHÍNH THỨC")
    page.headings(HEADINGS)
    for order, person in enumerate(PEOPLE[:4], start=1):
        page.says(person)
        page.cells(row_of(person, order))
    page.finds(1, "row_unclear")
    page.cells(["", PEOPLE[4].name])
    page.skip(2)
    page.cells(["DANH SÁCH DỰ BỊ"])
    page.headings(("TT", "Đơn vị", "Họ và tên", "Chức vụ", "Sinh ngày"))
    for order, person in enumerate(PEOPLE[6:9], start=1):
        page.says(person, sex=None, group="")
        page.cells([order, person.unit, person.name, person.position, person.born])
    page.signed()
    return drawn


def hidden_rows() -> Drawn:
    """Rows that a filter hides are read, and said."""
    drawn = Drawn()
    page = drawn.page()
    page.headings(HEADINGS)
    for order, person in enumerate(PEOPLE[:6], start=1):
        page.says(person)
        if order in {2, 5}:
            page.finds(1, "row_hidden")
            page.sheet.set_row(page.row, None, None, {"hidden": True})
        page.cells(row_of(person, order))
    return drawn


def odd_headings() -> Drawn:
    """Headings said at length, misspelt, unknown and twice."""
    drawn = Drawn()
    page = drawn.page()
    page.letterhead()
    page.finds(1, "column_guessed")
    page.finds(2, "column_guessed")
    page.finds(4, "column_unknown")
    page.finds(6, "column_repeated")
    page.finds(7, "column_unknown")
    texts = ("Stt", "Họ và tên cán bộ tham gia lớp", "Ngày thang nam sinhh", "Giới tính (Nam/Nữ)", "Dân tộc")
    page.headings((*texts, "CHỨC VỤ (ghi rõ)", "Chức vụ Đảng", "Quê quán", "Nơi công tác"))
    for order, person in enumerate(PEOPLE[:4], start=1):
        page.says(person)
        cells = [order, person.name, person.birth, person.said_sex, "Kinh", person.position, "", "Xã Mẫu", person.unit]
        page.cells(cells)
    return drawn


def wide_groups_of_headings() -> Drawn:
    """Three rows of headings: a general one over all, groups of columns, the columns."""
    drawn = Drawn()
    page = drawn.page()
    page.letterhead(right=5)
    head = drawn.look(bold=True, border=1, align="center")
    page.sheet.merge_range(page.row, 0, page.row + 2, 0, "Số TT", head)
    page.sheet.merge_range(page.row, 1, page.row + 2, 1, "Họ và tên khai sinh", head)
    page.sheet.merge_range(page.row, 2, page.row, 7, "Thông tin của cán bộ", head)
    page.sheet.merge_range(page.row + 1, 2, page.row + 1, 3, "Ngày sinh", head)
    page.sheet.merge_range(page.row + 1, 4, page.row + 1, 5, "Công tác", head)
    page.sheet.merge_range(page.row + 1, 6, page.row + 1, 7, "Vào Đảng", head)
    texts = ("Nam", "Nữ", "Chức vụ", "Đơn vị", "Ngày vào Đảng", "Ngày chính thức")
    for place, text in enumerate(texts, start=2):
        page.sheet.write_string(page.row + 2, place, text, head)
    page.skip(3)
    for order, person in enumerate(PEOPLE[:4], start=1):
        births = [person.birth, ""] if person.sex == "male" else ["", person.birth]
        official = person.joined.replace(year=person.joined.year + 1)
        page.says(person, party_joined=f"{person.joined:%d/%m/%Y}", party_official=f"{official:%d/%m/%Y}")
        page.cells([order, person.name, *births, person.position, person.unit, person.joined, official])
    return drawn


LAYOUTS = (
    letterhead,
    two_row_headings,
    pages_repeat_headings,
    groups,
    total_differs,
    name_over_two_columns,
    family_and_given_name,
    day_month_year,
    crosses_for_sex,
    births_by_sex_alone,
    several_sheets,
    two_tables,
    hidden_rows,
    odd_headings,
    wide_groups_of_headings,
)
