"""The form and the columns of the nominations workbook, version 1."""

from khaigiang.core.eligibility.facts import Sex
from khaigiang.intake.columns import Column, Kind, SheetForm

NOMINATIONS_VERSION = "Mẫu danh sách cử, phiên bản 1"

_SEXES = {"Nam": Sex.MALE, "Nữ": Sex.FEMALE}

LETTER = (
    Column("unit", "Đơn vị cử", "Sending unit", Kind.TEXT, True, ("Đơn vị cử học viên", "Cơ quan cử", "Tên đơn vị cử")),
    Column("number", "Số công văn", "Letter number", Kind.TEXT, True, ("Số văn bản", "Công văn số", "Số, ký hiệu")),
    Column("day", "Ngày công văn", "Letter date", Kind.DATE, False, ("Ngày văn bản", "Ngày ban hành")),
    Column("signer", "Người ký", "Signer", Kind.TEXT, True, ("Họ tên người ký",)),
    Column("signer_title", "Chức vụ người ký", "Signer's title", synonyms=("Chức danh người ký",)),
    Column(
        "line",
        "Dòng kế hoạch",
        "Plan line",
        synonyms=("Lớp đề nghị", "Mã dòng", "Lớp bồi dưỡng"),
        note="Mã hoặc tên dòng kế hoạch; để trống nếu kế hoạch chỉ có một dòng",
        english_note="Code or title of the plan's line; may be empty when the plan has but one",
    ),
)

LIST = SheetForm(
    "list",
    "Danh sách cử",
    "Nominations",
    "Phần trên: công văn của đơn vị. Phần dưới: danh sách người được cử, theo thứ tự ưu tiên.",
    "Above: the unit's letter. Below: the people put forward, in order of preference.",
    (
        Column("order", "STT", "No.", Kind.WHOLE, synonyms=("TT", "Số TT", "Số thứ tự"), width=6),
        Column(
            "full_name",
            "Họ và tên",
            "Full name",
            Kind.TEXT,
            True,
            ("Họ tên", "Họ, tên", "Họ và tên học viên", "Tên học viên"),
            width=26,
        ),
        Column(
            "birth",
            "Ngày, tháng, năm sinh",
            "Date of birth",
            Kind.PARTIAL_DATE,
            True,
            ("Ngày sinh", "Ngày tháng năm sinh", "Năm sinh", "Sinh ngày"),
            note="dd/mm/yyyy",
            width=14,
        ),
        Column(
            "sex",
            "Giới tính",
            "Sex",
            Kind.CHOICE,
            synonyms=("Nam/Nữ", "Nam, nữ", "Phái"),
            choices=_SEXES,
            width=9,
        ),
        Column(
            "position",
            "Chức vụ",
            "Position",
            Kind.TEXT,
            True,
            ("Chức danh", "Chức vụ hiện nay", "Chức vụ, chức danh"),
            width=26,
        ),
        Column(
            "unit",
            "Đơn vị công tác",
            "Unit",
            synonyms=("Đơn vị", "Nơi công tác", "Cơ quan công tác", "Xã, phường, thị trấn"),
            note="Đơn vị của người được cử; để trống nếu chính là đơn vị cử",
            english_note="The person's own unit; empty: the sending unit itself",
            width=30,
        ),
        Column(
            "party_joined",
            "Ngày vào Đảng",
            "Party joined",
            Kind.PARTIAL_DATE,
            synonyms=("Vào Đảng", "Ngày, tháng, năm vào Đảng"),
            width=13,
        ),
        Column(
            "education",
            "Trình độ chuyên môn",
            "Education",
            synonyms=("Chuyên môn", "Trình độ", "Học vấn"),
            width=18,
        ),
        Column(
            "theory_level",
            "Lý luận chính trị",
            "Political theory",
            synonyms=("LLCT", "Trình độ LLCT", "Trình độ lý luận chính trị"),
            width=14,
        ),
        Column(
            "unavailable",
            "Không tham gia được",
            "Unavailable",
            Kind.SPELLS,
            synonyms=("Thời gian không tham gia được", "Ngày bận", "Bận"),
            note="Ví dụ: 12/5/2022; 16/5/2022 sáng; 20/5-22/5/2022",
            english_note="Days, half-days (sáng, chiều, tối) or ranges, parted by semicolons",
            width=26,
        ),
        Column("wish", "Nguyện vọng", "Wish", synonyms=("Nguyện vọng lớp", "Đề nghị"), width=20),
        Column("note", "Ghi chú", "Note", synonyms=("Chú thích",), width=20),
    ),
    synonyms=("Danh sách", "Danh sách cử học viên", "Danh sách trích ngang"),
)
