"""Papers, lists and timetables of an invented office; every person is invented."""

import datetime as dt
from dataclasses import replace

from khaigiang.charts.model import Tone
from khaigiang.core.calendar import Part
from khaigiang.documents import excel, ics
from khaigiang.documents.packs import Authority, load
from khaigiang.documents.paper import (
    Align,
    Appendix,
    Article,
    Band,
    Bullet,
    DataTable,
    Paper,
    Paragraph,
    Signer,
    TableColumn,
)
from khaigiang.documents.summary import ClassLine, Coverage, Stage, Verdicts, YearSummary
from khaigiang.documents.timetable import Entry, EntryKind, PosterDay, PosterPart, TimetablePoster

STAMP = dt.datetime(2022, 5, 12, 7, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
MIDDLES = ("Văn", "Thị", "Đức", "Thị Thu", "Quang", "Minh", "Thị Ngọc")
GIVENS = ("An", "Ánh", "Bình", "Châu", "Dũng", "Đạt", "Hà", "Hải", "Hiền", "Khôi", "Lâm", "Oanh", "Uyên")
COMMUNES = ("Phú Cát", "Hòa Thạch", "Đông Xuân", "Cổ Loa", "Vĩnh Ngọc", "Thủy Xuân Tiên", "Tam Hiệp")
DISTRICTS = ("Quốc Oai", "Đông Anh", "Chương Mỹ", "Phúc Thọ")


def person(place):
    surname, middle, given = (names[place % len(names)] for names in (SURNAMES, MIDDLES, GIVENS))
    return f"{surname} {middle} {given}"


def trainees(count):
    """Rows of a class list: number, name, birth date, post, district, study group."""
    return tuple(
        (
            str(place + 1),
            person(place),
            f"{place % 28 + 1:02d}/{place % 12 + 1:02d}/{1965 + place % 25}",
            f"Bí thư Đảng ủy xã {COMMUNES[place % len(COMMUNES)]}",
            f"Huyện {DISTRICTS[place % len(DISTRICTS)]}",
        )
        for place in range(count)
    )


LIST_COLUMNS = (
    TableColumn("STT", 12, Align.CENTRE),
    TableColumn("Họ và tên", 46),
    TableColumn("Ngày sinh", 24, Align.CENTRE),
    TableColumn("Chức vụ", 48),
    TableColumn("Đơn vị", 35),
)


def list_of(count):
    rows = trainees(count)
    middle = (count + 1) // 2
    return DataTable(LIST_COLUMNS, (Band("Tổ 1"), *rows[:middle], Band("Tổ 2"), *rows[middle:]))


def party_decision(count=7, number="128"):
    return Paper(
        pack=load("party"),
        parent_body="THÀNH ỦY HÀ NỘI",
        issuing_body="BAN TỔ CHỨC",
        number=number,
        symbol="QĐ/BTCTU",
        place="Hà Nội",
        day=dt.date(2022, 5, 5) if number else None,
        year=2022,
        type_name="QUYẾT ĐỊNH",
        subject="về việc mở lớp bồi dưỡng cho bí thư đảng ủy xã,\nnhiệm kỳ 2020 - 2025 (lớp thứ ba)",
        grounds=(
            "Căn cứ Nghị quyết số 04-NQ/TU, ngày 31-5-2021 của Thành ủy Hà Nội",
            "Căn cứ Quy chế làm việc của Ban Tổ chức Thành ủy",
            "Căn cứ Kế hoạch đào tạo, bồi dưỡng cán bộ năm 2022",
        ),
        proposal="Xét đề nghị của Phòng Đào tạo, bồi dưỡng cán bộ",
        decided_by="TRƯỞNG BAN TỔ CHỨC THÀNH ỦY",
        decision_verb="QUYẾT ĐỊNH",
        issuer_in_text="Ban Tổ chức Thành ủy",
        body=(
            Article(
                1,
                "Mở lớp bồi dưỡng, cập nhật kiến thức cho bí thư đảng ủy xã nhiệm kỳ 2020 - 2025 (lớp thứ ba) gồm "
                f"{count} học viên (có danh sách kèm theo).",
            ),
            Article(
                2,
                "Thời gian, địa điểm và kinh phí",
                (
                    "Thời gian: 12 ngày, khai giảng ngày 12-5-2022.",
                    "Địa điểm: Trường Đào tạo cán bộ Lê Hồng Phong.",
                    "Kinh phí: từ nguồn đào tạo, bồi dưỡng cán bộ của Thành phố năm 2022.",
                ),
            ),
            Article(
                3,
                "Phòng Đào tạo, bồi dưỡng cán bộ, Trường Đào tạo cán bộ Lê Hồng Phong, các đơn vị có liên quan và "
                "các học viên có tên trong danh sách chịu trách nhiệm thi hành Quyết định này.",
            ),
        ),
        signer=Signer("PHÓ TRƯỞNG BAN", "Nguyễn Văn Khôi", Authority.DEPUTY, "TRƯỞNG BAN"),
        recipients=(
            "Thường trực Thành ủy (để báo cáo)",
            "Như Điều 3",
            "Các quận, huyện, thị ủy có học viên",
            "Lưu Văn phòng, Phòng Đào tạo, bồi dưỡng cán bộ",
        ),
        appendices=(Appendix("DANH SÁCH HỌC VIÊN", list_of(count)),),
    )


def state_decision(count=7, number="15"):
    return Paper(
        pack=load("state"),
        parent_body="ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI",
        issuing_body="SỞ NỘI VỤ",
        number=number,
        symbol="QĐ-SNV",
        place="Hà Nội",
        day=dt.date(2024, 1, 5) if number else None,
        year=2024,
        type_name="QUYẾT ĐỊNH",
        subject="Về việc cử công chức tham gia khóa bồi dưỡng ngạch chuyên viên chính",
        grounds=(
            "Căn cứ Nghị định số 101/2017/NĐ-CP ngày 01 tháng 9 năm 2017 của Chính phủ",
            "Căn cứ Quyết định số 12/2022/QĐ-UBND của Ủy ban nhân dân Thành phố về tổ chức Sở Nội vụ",
        ),
        proposal="Theo đề nghị của Trưởng phòng Công chức, viên chức",
        decided_by="GIÁM ĐỐC SỞ NỘI VỤ",
        decision_verb="QUYẾT ĐỊNH",
        issuer_in_text="Giám đốc Sở Nội vụ",
        body=(
            Article(1, f"Cử {count} công chức có tên trong danh sách kèm theo tham gia khóa bồi dưỡng."),
            Article(2, "Quyết định này có hiệu lực kể từ ngày ký."),
            Article(3, "Trưởng các phòng thuộc Sở và các ông (bà) có tên tại Điều 1 chịu trách nhiệm thi hành."),
        ),
        signer=Signer("PHÓ GIÁM ĐỐC", "Trần Thị Ngọc Ánh", Authority.DEPUTY, "GIÁM ĐỐC"),
        recipients=("Như Điều 3", "UBND Thành phố (để báo cáo)", "Lưu: VT, CCVC"),
        appendices=(
            Appendix("DANH SÁCH CÔNG CHỨC ĐƯỢC CỬ", list_of(count)),
            Appendix("LỊCH HỌC DỰ KIẾN", wide_table()),
        ),
    )


def wide_table():
    columns = tuple(TableColumn(f"Tuần {week}", 30, Align.CENTRE) for week in range(1, 9))
    return DataTable((TableColumn("Nội dung", 60), *columns), (("Kiến thức chung", *("x",) * 8),))


def party_letter(names=7, to=("Các quận, huyện, thị ủy", "Đảng ủy trực thuộc Thành ủy")):
    return Paper(
        pack=load("party"),
        parent_body="THÀNH ỦY HÀ NỘI",
        issuing_body="BAN TỔ CHỨC",
        number=None,
        symbol="CV/BTCTU",
        place="Hà Nội",
        day=None,
        year=2022,
        type_name=None,
        subject="Triệu tập học viên lớp bồi dưỡng\nbí thư đảng ủy xã (lớp thứ ba)",
        to=to,
        body=(
            Paragraph("Ban Tổ chức Thành ủy trân trọng đề nghị các đồng chí thông báo tới học viên có tên dưới đây:"),
            DataTable(LIST_COLUMNS, trainees(names)),
            Paragraph("Thời gian và địa điểm", heading=True),
            Bullet("Thời gian: từ 7 giờ 30 phút ngày 12-5-2022 đến hết ngày 27-5-2022;"),
            Bullet("Địa điểm: Hội trường A, Trường Đào tạo cán bộ Lê Hồng Phong, quận Cầu Giấy, thành phố Hà Nội."),
            Paragraph(
                "Đề nghị các đồng chí quan tâm, tạo điều kiện để học viên tham gia lớp học đầy đủ, đúng thành phần."
            ),
        ),
        signer=Signer("PHÓ TRƯỞNG BAN", "Nguyễn Văn Khôi", Authority.DEPUTY, "TRƯỞNG BAN"),
        recipients=("Như trên", "Lưu Văn phòng"),
    )


def state_letter():
    return Paper(
        pack=load("state"),
        parent_body="ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI",
        issuing_body="SỞ NỘI VỤ",
        number="5",
        symbol="SNV-CCVC",
        place="Hà Nội",
        day=dt.date(2024, 2, 29),
        type_name=None,
        subject="cử công chức tham gia khóa bồi dưỡng ngạch chuyên viên chính năm 2024",
        to=("Ủy ban nhân dân các quận, huyện, thị xã",),
        body=(Paragraph("Sở Nội vụ đề nghị các đơn vị cử công chức tham gia khóa bồi dưỡng trước ngày 15/3/2024."),),
        signer=Signer("GIÁM ĐỐC", "Lê Quang Hải"),
        recipients=("Như trên", "Lưu: VT, CCVC"),
    )


TOPICS = (
    "Những vấn đề chung về công tác xây dựng Đảng ở cơ sở hiện nay",
    "Nguyên tắc tập trung dân chủ và quy chế làm việc của cấp ủy cơ sở",
    "Kỹ năng ra nghị quyết và tổ chức thực hiện nghị quyết của đảng ủy xã",
    "Công tác kiểm tra, giám sát và thi hành kỷ luật của Đảng",
    "Công tác dân vận của hệ thống chính trị",
    "Xử lý tình huống, điểm nóng chính trị - xã hội ở cơ sở",
    "Chuyển đổi số trong hoạt động lãnh đạo, quản lý",
)
LECTURERS = ("TS. Trần Minh Châu", "ThS. Lê Thị Thu Hà", "Đ/c Phạm Quang Hải", "PGS.TS. Vũ Đức Lâm")
KINDS = (EntryKind.LECTURE, EntryKind.LECTURE, EntryKind.LECTURE, EntryKind.DISCUSSION)


def lesson(place):
    return Entry(
        TOPICS[place % len(TOPICS)],
        KINDS[place % len(KINDS)],
        topic=place + 1,
        module=place // 8 + 1,
        lecturer=LECTURERS[place % len(LECTURERS)],
        room="Hội trường A",
        periods=5,
    )


def class_poster(days=12):
    """Twelve working days from 12 May 2022, the opening first, the closing last."""
    opening = Entry("Khai giảng", EntryKind.CEREMONY)
    closing = Entry("Bế giảng, trao chứng nhận", EntryKind.CEREMONY)
    dates = [dt.date(2022, 5, 12) + dt.timedelta(days=shift) for shift in range(days * 2)]
    dates = [day for day in dates if day.weekday() < 5][:days]
    halves = [(lesson(place),) for place in range(days * 2 - 2)]
    halves.append((Entry("Nghiên cứu thực tế tại xã Cổ Loa", EntryKind.FIELD_STUDY, lecturer="Ban quản lý lớp"),))
    halves.append((Entry("Viết thu hoạch", EntryKind.TEST, room="Hội trường A", periods=4), closing))
    halves[0] = (opening, *halves[0])
    halves[5] = (Entry("Tự nghiên cứu tài liệu", EntryKind.SELF_STUDY, module=1, room="Thư viện"),)
    return TimetablePoster(
        title="LỊCH HỌC LỚP THỨ BA",
        subtitle="Bồi dưỡng, cập nhật kiến thức cho bí thư đảng ủy xã, nhiệm kỳ 2020 - 2025",
        organiser="BAN TỔ CHỨC",
        parent_body="THÀNH ỦY HÀ NỘI",
        place="Hội trường A, Trường Đào tạo cán bộ Lê Hồng Phong",
        days=tuple(
            PosterDay(
                day,
                (
                    PosterPart(Part.MORNING, halves[place * 2], "7.30 – 11.30"),
                    PosterPart(Part.AFTERNOON, halves[place * 2 + 1], "13.30 – 17.00"),
                ),
            )
            for place, day in enumerate(dates)
        ),
        modules=("Kiến thức chung", "Công tác xây dựng Đảng", "Kỹ năng lãnh đạo, quản lý"),
        notes=("Học viên có mặt trước 15 phút.", "Thay đổi lịch học được thông báo qua chủ nhiệm lớp."),
    )


DISTRICT_NAMES = tuple(f"Huyện {name}" for name in ("Ba Vì", "Chương Mỹ", "Đan Phượng", "Đông Anh", "Gia Lâm"))


def year(classes=5, districts=30):
    stages = (Stage.DONE, Stage.DONE, Stage.OPENING, Stage.OPENING, Stage.TO_COME)
    first = dt.date(2022, 3, 1)
    return YearSummary(
        title="Bồi dưỡng bí thư đảng ủy xã năm 2022",
        subtitle="Kế hoạch thực hiện Nghị quyết 04-NQ/TU ngày 31-5-2021",
        organiser="BAN TỔ CHỨC",
        parent_body="THÀNH ỦY HÀ NỘI",
        today=dt.date(2022, 5, 12),
        verdicts=Verdicts(579, 562, 6, 4, 7),
        classes=tuple(
            ClassLine(
                f"Lớp thứ {place + 1}",
                100 + place * 7 % 25,
                125,
                first + dt.timedelta(weeks=4 * (place % 5)) if place % 5 < 4 else None,
                first + dt.timedelta(weeks=4 * (place % 5), days=15) if place % 5 < 4 else None,
                stages[place % 5],
            )
            for place in range(classes)
        ),
        cohort="579 bí thư đảng ủy xã",
        coverage=Coverage("Hà Nội", 223, 237, 119),
        districts=tuple(
            Coverage(DISTRICT_NAMES[place % 5], 5 + place % 7, 6 + place % 5, place % 4) for place in range(districts)
        ),
        quality=(
            "Xếp lớp đã chứng minh là tối ưu: các lớp cân đối về địa bàn, giới tính và độ tuổi.",
            "Hai lớp song song không trùng giảng viên, hội trường; không vi phạm quy tắc nào.",
        ),
        attention=(
            "4 người chưa đủ thông tin ngày sinh; đơn vị cần bổ sung trước ngày 20/5/2022.",
            "Lớp thứ năm chưa có ngày khai giảng.",
            "1 người có tên trong hai danh sách cử.",
        ),
    )


def class_list(count=119):
    """A class list as handed to the class board: two study groups, a column to sign in."""
    rows = tuple(
        (place + 1, person(place), dt.date(1965 + place % 25, place % 12 + 1, place % 28 + 1), *rest, None)
        for place, (_, _, _, *rest) in enumerate(trainees(count))
    )
    half = (count + 1) // 2
    return excel.Sheet(
        title="Danh sách lớp",
        heading="DANH SÁCH HỌC VIÊN LỚP THỨ BA",
        subheading="Bồi dưỡng, cập nhật kiến thức cho bí thư đảng ủy xã, nhiệm kỳ 2020 - 2025",
        letterhead=excel.Letterhead(
            "THÀNH ỦY HÀ NỘI", "BAN TỔ CHỨC", ("ĐẢNG CỘNG SẢN VIỆT NAM",), "Hà Nội, ngày 05 tháng 5 năm 2022"
        ),
        columns=(
            excel.Column("STT", 6, excel.Kind.CENTRE),
            excel.Column("Họ và tên", 26),
            excel.Column("Ngày sinh", 13, excel.Kind.DATE),
            excel.Column("Chức vụ", 34, group="Công tác"),
            excel.Column("Đơn vị", 22, group="Công tác"),
            excel.Column("Ký tên", 14),
        ),
        rows=(excel.Group("Tổ 1", rows[:half]), excel.Group("Tổ 2", rows[half:])),
        notes=(f"Danh sách gồm {count} học viên.",),
        freeze=2,
        footer="Lớp thứ ba",
        signature=excel.Signature(
            (("NGƯỜI LẬP BIỂU", ""), ("TRƯỞNG BAN", "Nguyễn Văn Khôi")), "Hà Nội, ngày 05/5/2022"
        ),
    )


def verdicts():
    """Verdicts with their rule, article and fact."""
    tones = (Tone.GOOD, Tone.BAD, Tone.NOTICE, Tone.QUIET)
    words = ("Đủ điều kiện", "Không đủ điều kiện", "Chưa đủ thông tin", "Dự bị")
    facts = ("", "Chức vụ: Phó Bí thư; đối tượng của lớp là bí thư đảng ủy xã", "Thiếu ngày sinh", "Vượt chỉ tiêu")
    rows = tuple(
        (
            place + 1,
            person(place),
            f"Huyện {DISTRICTS[place % 4]}",
            excel.Toned(words[place % 4], tones[place % 4]),
            facts[place % 4],
            place * 1500,
            0.125,
        )
        for place in range(12)
    )
    return excel.Sheet(
        title="Kết quả xét",
        heading="KẾT QUẢ XÉT DANH SÁCH CỬ",
        columns=(
            excel.Column("STT", 6, excel.Kind.CENTRE),
            excel.Column("Họ và tên", 26),
            excel.Column("Đơn vị cử", 22),
            excel.Column("Kết quả", 20, excel.Kind.CENTRE),
            excel.Column("Lý do", 46),
            excel.Column("Số", 10, excel.Kind.NUMBER),
            excel.Column("Tỷ lệ", 10, excel.Kind.PERCENT),
        ),
        rows=rows,
        landscape=True,
        filters=True,
    )


def book(*sheets):
    return excel.Book("Sổ mẫu", sheets, STAMP, author="Ban Tổ chức")


def lecturer_poster():
    days = class_poster(4).days
    mine = tuple(
        PosterDay(
            day.day,
            tuple(
                replace(part, entries=tuple(replace(entry, class_name="Lớp thứ ba") for entry in part.entries))
                for part in day.parts[:1]
            ),
        )
        for day in days
    )
    return TimetablePoster("LỊCH GIẢNG CỦA GIẢNG VIÊN", LECTURERS[0], "BAN TỔ CHỨC", "", mine)


def events():
    """Two half-days, given in the wrong order."""
    afternoon = dt.datetime.combine(dt.date(2022, 5, 12), dt.time(13, 30))
    morning = dt.datetime.combine(dt.date(2022, 5, 12), dt.time(7, 30))
    return (
        ics.Event(
            "lop-3-2@khaigiang", afternoon, afternoon + dt.timedelta(hours=3.5), "2. " + TOPICS[1], "Hội trường A"
        ),
        ics.Event(
            "lop-3-1@khaigiang",
            morning,
            morning + dt.timedelta(hours=4),
            "Khai giảng; 1. " + TOPICS[0],
            "Hội trường A",
            "Giảng viên: TS. Trần Minh Châu\nHọc viên có mặt trước 15 phút",
            sequence=2,
        ),
    )
