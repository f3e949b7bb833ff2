"""Papers, lists and timetables of an invented office; every person is invented."""

import datetime as dt

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
        subject="về việc mở lớp bồi dưỡng, cập nhật kiến thức cho bí thư đảng ủy xã,\nnhiệm kỳ 2020 - 2025 (lớp thứ ba)",
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
                f"Mở lớp bồi dưỡng, cập nhật kiến thức cho bí thư đảng ủy xã nhiệm kỳ 2020 - 2025 (lớp thứ ba) gồm {count} "
                "học viên (có danh sách kèm theo).",
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
                "Phòng Đào tạo, bồi dưỡng cán bộ, Trường Đào tạo cán bộ Lê Hồng Phong, các đơn vị có liên quan và các học "
                "viên có tên trong danh sách chịu trách nhiệm thi hành Quyết định này.",
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
            "Căn cứ Nghị định số 101/2017/NĐ-CP ngày 01 tháng 9 năm 2017 của Chính phủ về đào tạo, bồi dưỡng cán bộ, công "
            "chức, viên chức",
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
