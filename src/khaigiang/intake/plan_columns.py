"""The sheets and columns of the plan workbook, version 2.

A workbook of version 1 lacks the columns of field, bloc, tracking, delegation and estimate, an older one of version 2
those of when a class studies and what it may cost: they are optional, so it still reads.
"""

from khaigiang.intake import plan_choices
from khaigiang.intake.columns import Column, Kind, SheetForm
from khaigiang.intake.plan import Tracking

PLAN_VERSION = "Mẫu kế hoạch, phiên bản 2"

TEXT, TEXTS, WHOLE, DATE, CHOICE = Kind.TEXT, Kind.TEXTS, Kind.WHOLE, Kind.DATE, Kind.CHOICE
MONEY = Kind.MONEY
NUMBERS, COMPETENCES, FIELD, SPELLS = Kind.NUMBERS, Kind.COMPETENCES, Kind.FIELD, Kind.SPELLS

_SPELLS = "Ví dụ: 12/5/2022; 16/5/2022 sáng; 20/5-22/5/2022"
_SPELLS_ENGLISH = "Days, half-days (sáng, chiều, tối) or ranges, parted by semicolons"


HEAD = SheetForm(
    "head",
    "Kế hoạch",
    "Plan",
    "Văn bản kế hoạch: ai ban hành, số, ngày, cho năm nào. Mỗi dòng một ô cần điền.",
    "The plan's own paper: issuer, number, date and year. One labelled cell per row.",
    (
        Column("number", "Số, ký hiệu", "Number", TEXT, True, ("Số kế hoạch", "Số"), note="Ví dụ: 05-KH/TU"),
        Column("issued_on", "Ngày ban hành", "Issued on", DATE, True, ("Ngày kế hoạch",), note="dd/mm/yyyy"),
        Column("issuer", "Cơ quan ban hành", "Issuer", TEXT, True, note="Ghi như trên tiêu đề văn bản"),
        Column(
            "parent_body",
            "Cơ quan cấp trên",
            "Parent body",
            note="Dòng trên của tiêu đề văn bản; để trống nếu không có",
            english_note="Stands above the issuer on its papers; may be empty",
        ),
        Column("place", "Địa danh", "Place", TEXT, True, note="Ghi trước ngày tháng của văn bản, ví dụ: Hà Nội"),
        Column("year", "Năm kế hoạch", "Year", WHOLE, True, ("Năm",)),
        Column("title", "Tên kế hoạch", "Title", TEXT, True, ("Trích yếu",)),
        Column(
            "pack",
            "Thể thức văn bản",
            "Layout of papers",
            CHOICE,
            True,
            choices=plan_choices.PACKS,
            note="Đảng: theo hướng dẫn của Văn phòng Trung ương Đảng; Nhà nước: theo nghị định về công tác văn thư",
            english_note="Whose prescribed layout the papers follow: the Party's or the State's",
        ),
    ),
)

INSTRUMENTS = SheetForm(
    "instruments",
    "Căn cứ",
    "Instruments",
    "Các văn bản làm căn cứ, theo thứ tự ghi trong quyết định mở lớp.",
    "The legal texts the plan rests on, in the order they are cited.",
    (
        Column("number", "Số, ký hiệu", "Number", TEXT, True, ("Số văn bản", "Số"), width=20),
        Column("issued_on", "Ngày ban hành", "Issued on", DATE, synonyms=("Ngày",), width=14),
        Column("issuer", "Cơ quan ban hành", "Issuer", TEXT, True, width=30),
        Column(
            "title",
            "Trích yếu",
            "Title",
            TEXT,
            True,
            ("Tên văn bản",),
            note="Ghi cả tên loại văn bản, ví dụ: Nghị quyết về …",
            english_note="With the type of the text in front: Nghị quyết về …",
            width=70,
        ),
    ),
    required=False,
)

LINES = SheetForm(
    "lines",
    "Dòng kế hoạch",
    "Lines",
    "Mỗi dòng: một chương trình cho một nhóm đối tượng, bao nhiêu lớp, bao nhiêu chỉ tiêu.",
    "Each row: one programme for one audience, in so many classes and seats.",
    (
        Column("code", "Mã dòng", "Line code", TEXT, True, ("Mã", "Mã dòng kế hoạch"), width=10),
        Column("title", "Tên dòng kế hoạch", "Line title", TEXT, True, ("Tên lớp bồi dưỡng", "Nội dung"), width=42),
        Column("programme", "Mã chương trình", "Programme code", TEXT, True, ("Chương trình",), width=12),
        Column(
            "audience",
            "Đối tượng",
            "Audience",
            TEXTS,
            True,
            ("Nhóm chức danh", "Đối tượng học viên"),
            note="Các nhóm chức danh, cách nhau bằng dấu chấm phẩy",
            english_note="Position groups, parted by semicolons",
            width=30,
        ),
        Column(
            "rule_set",
            "Bộ điều kiện",
            "Rule set",
            note="Mã bộ điều kiện xét; để trống thì xét theo đối tượng",
            english_note="Code of the rules to judge by; empty: by audience only",
            width=14,
        ),
        Column("classes", "Số lớp", "Classes", WHOLE, True, width=8),
        Column("seats", "Chỉ tiêu", "Seats", WHOLE, True, ("Số chỉ tiêu", "Số học viên"), width=9),
        Column("organiser", "Đơn vị chủ trì", "Organiser", TEXT, True, ("Cơ quan chủ trì",), width=26),
        Column("school", "Cơ sở đào tạo", "School", TEXT, True, ("Trường", "Cơ sở đào tạo, bồi dưỡng"), width=30),
        Column(
            "venue",
            "Địa điểm",
            "Venue",
            TEXT,
            True,
            ("Địa điểm học", "Nơi học"),
            note="Đúng như cột Địa điểm của trang Phòng học",
            english_note="As written in the venue column of the rooms",
            width=30,
        ),
        Column("payer", "Nguồn kinh phí", "Payer", synonyms=("Kinh phí", "Đơn vị chi trả"), width=22),
        Column(
            "chief_and_deputy_together",
            "Cấp trưởng, cấp phó học cùng đợt",
            "Chief and deputy together",
            CHOICE,
            True,
            ("Trưởng, phó học cùng",),
            choices=plan_choices.YES_NO,
            note="có: được vắng cùng ngày; không: không được vắng cùng ngày",
            english_note="Whether a unit's chief and deputy may be away on the same days (có: yes, không: no)",
            width=16,
        ),
        Column(
            "quota_method",
            "Cách phân bổ chỉ tiêu",
            "Quota method",
            CHOICE,
            True,
            ("Phương thức phân bổ",),
            choices=plan_choices.QUOTA_METHODS,
            note="Theo danh sách: đúng cột Chỉ tiêu của trang Chỉ tiêu; hai cách kia: theo cột Trọng số",
            english_note="As listed, or apportioned by weight (largest remainder, Webster)",
            width=18,
        ),
        Column(
            "bloc",
            "Khối",
            "Bloc",
            CHOICE,
            choices=plan_choices.BLOCS,
            note="Khối của đối tượng; để trống nếu nhiều khối",
            english_note="Which part of the system the audience belongs to; empty: several",
            width=14,
        ),
        Column(
            "abroad",
            "Ở nước ngoài",
            "Abroad",
            CHOICE,
            choices=plan_choices.YES_NO,
            note="có: tổ chức ở nước ngoài; để trống: không",
            english_note="Whether it is held abroad (có: yes; empty: no)",
            width=11,
            empty=False,
        ),
        Column(
            "tracking",
            "Theo dõi",
            "Tracking",
            CHOICE,
            choices=plan_choices.TRACKING,
            note="Số tổng hợp: đơn vị chủ trì báo cáo số lớp, số lượt; không ghi dòng ở trang Lớp và trang Chỉ tiêu",
            english_note="Each class (Từng lớp, also when empty), or only totals that the organiser reports",
            width=13,
            empty=Tracking.CLASSES,
        ),
        Column(
            "delegated",
            "Phân cấp",
            "Delegated",
            CHOICE,
            choices=plan_choices.YES_NO,
            note="có: đơn vị chủ trì tự mở lớp sau khi cơ quan cho ý kiến đã thống nhất; tên đơn vị ghi đúng danh mục",
            english_note="Run by the organiser, which must be a unit by its name, once the consenting body has agreed",
            width=10,
            empty=False,
        ),
        Column(
            "consenting_body",
            "Cơ quan cho ý kiến",
            "Consenting body",
            note="Chỉ ghi khi phân cấp; để trống thì là cơ quan thường cho ý kiến của lĩnh vực (xem trang Hướng dẫn)",
            english_note="Only when delegated; empty: the usual body of the programme's field, see the guide",
            width=26,
        ),
        Column(
            "estimate",
            "Dự toán (đồng)",
            "Estimate (đồng)",
            MONEY,
            synonyms=("Dự toán kinh phí", "Kinh phí dự toán", "Số tiền"),
            note="Dự toán của cả dòng, bằng đồng; để trống nếu chưa có",
            english_note="What the whole line may cost, in đồng; may be empty",
            width=18,
        ),
    ),
)

CLASSES = SheetForm(
    "classes",
    "Lớp",
    "Classes",
    "Mỗi lớp của một dòng: sĩ số, khoảng ngày được mở; học ngày nào, buổi nào và dự toán nếu có.",
    "Each class of a line: its size, the days it may be held on; when it studies and what it may cost, if known.",
    (
        Column("line", "Mã dòng", "Line code", TEXT, True, ("Dòng kế hoạch",), width=10),
        Column("number", "Lớp số", "Class number", WHOLE, True, ("Số thứ tự lớp",), width=8),
        Column("name", "Tên lớp", "Class name", TEXT, True, width=50),
        Column("minimum", "Sĩ số ít nhất", "Minimum size", WHOLE, True, ("Sĩ số tối thiểu",), width=11),
        Column("maximum", "Sĩ số nhiều nhất", "Maximum size", WHOLE, True, ("Sĩ số tối đa",), width=11),
        Column("first_day", "Từ ngày", "First day", DATE, True, ("Ngày khai giảng",), width=13),
        Column("last_day", "Đến ngày", "Last day", DATE, True, ("Ngày bế giảng",), width=13),
        Column(
            "weekdays",
            "Ngày học trong tuần",
            "Weekdays",
            Kind.WEEKDAYS,
            synonyms=("Ngày học", "Các ngày trong tuần"),
            note="Ví dụ: T2-T6; T7, CN. Để trống: từ thứ Hai đến thứ Sáu, hoặc như đã ghi ở trang của lớp",
            english_note="As in T2-T6 or T7, CN; empty: Monday to Friday, or as was stated on the class's page",
            width=14,
        ),
        Column(
            "parts",
            "Buổi học",
            "Parts of the day",
            Kind.PARTS,
            synonyms=("Buổi trong ngày",),
            note="Ví dụ: sáng, chiều; tối. Để trống: sáng và chiều, hoặc như đã ghi ở trang của lớp",
            english_note="sáng, chiều, tối; empty: morning and afternoon, or as was stated on the class's page",
            width=14,
        ),
        Column(
            "estimate",
            "Dự toán lớp (đồng)",
            "Class estimate (đồng)",
            MONEY,
            synonyms=("Dự toán của lớp", "Dự toán"),
            note="Chỉ ghi cho lớp của dòng phân cấp, bằng đồng; để trống nếu chưa có, hoặc như đơn vị đã ghi",
            english_note="Only for a class of a delegated line, in đồng; empty: none, or as its unit has stated",
            width=18,
        ),
    ),
)

PROGRAMMES = SheetForm(
    "programmes",
    "Chương trình",
    "Programmes",
    "Các chương trình và số tiết của một buổi.",
    "The programmes and how many periods a half-day holds.",
    (
        Column("code", "Mã chương trình", "Programme code", TEXT, True, ("Mã",), width=12),
        Column("name", "Tên chương trình", "Programme name", TEXT, True, width=70),
        Column(
            "kind", "Loại", "Kind", CHOICE, True, ("Loại chương trình",), choices=plan_choices.PROGRAMME_KINDS, width=18
        ),
        Column(
            "form", "Hình thức", "Form", CHOICE, True, ("Hình thức học",), choices=plan_choices.STUDY_FORMS, width=18
        ),
        Column("periods_per_half_day", "Số tiết một buổi", "Periods per half-day", WHOLE, True, width=10),
        Column(
            "field",
            "Lĩnh vực",
            "Field",
            FIELD,
            synonyms=("Ngành",),
            note="Tên lĩnh vực theo danh mục ở trang Hướng dẫn; quyết định cơ quan cho ý kiến của dòng phân cấp",
            english_note="By its name in the guide's list; decides who consents to a delegated line",
            width=30,
        ),
    ),
)

TOPICS = SheetForm(
    "topics",
    "Chuyên đề",
    "Topics",
    "Các chuyên đề theo thứ tự. Ghi số buổi nếu chiếm trọn buổi; chỉ ghi số tiết nếu có thể chung buổi.",
    "The topics in order. Half-days when it fills them; periods alone when it may share one.",
    (
        Column("programme", "Mã chương trình", "Programme code", TEXT, True, ("Chương trình",), width=12),
        Column("module", "Học phần số", "Module number", WHOLE, True, ("Học phần",), width=9),
        Column("module_name", "Tên học phần", "Module name", width=36),
        Column(
            "number",
            "Chuyên đề số",
            "Topic number",
            WHOLE,
            True,
            ("Số chuyên đề",),
            note="Đánh số liên tục trong cả chương trình",
            english_note="Counted through the whole programme",
            width=10,
        ),
        Column("name", "Tên chuyên đề", "Topic name", TEXT, True, ("Nội dung",), width=70),
        Column("kind", "Loại", "Kind", CHOICE, True, ("Loại chuyên đề",), choices=plan_choices.TOPIC_KINDS, width=18),
        Column("half_days", "Số buổi", "Half-days", WHOLE, width=8),
        Column("periods", "Số tiết", "Periods", WHOLE, width=8),
        Column(
            "after",
            "Học sau chuyên đề",
            "After topics",
            NUMBERS,
            note="Số của các chuyên đề phải học trước, ví dụ: 1, 4-6",
            english_note="Numbers of the topics that must come before it",
            width=12,
        ),
    ),
)

LECTURERS = SheetForm(
    "lecturers",
    "Giảng viên",
    "Lecturers",
    "Giảng viên, báo cáo viên: dạy được chuyên đề nào, bận khi nào.",
    "Lecturers: what they can give and when they are busy.",
    (
        Column("name", "Họ và tên", "Full name", TEXT, True, ("Họ tên", "Giảng viên"), width=26),
        Column("rank", "Chức danh, học vị", "Rank", synonyms=("Chức danh", "Học hàm, học vị"), width=24),
        Column("unit", "Đơn vị công tác", "Unit", synonyms=("Đơn vị", "Nơi công tác"), width=36),
        Column(
            "topics",
            "Chuyên đề đảm nhận",
            "Topics",
            COMPETENCES,
            True,
            ("Chuyên đề",),
            note="Mã chương trình và số chuyên đề, ví dụ: CT1: 1, 4-6; CT2: 3. Chỉ ghi mã: dạy được cả chương trình",
            english_note="Programme code and topic numbers; the code alone: all of its topics",
            width=26,
        ),
        Column(
            "busy", "Bận", "Busy", SPELLS, False, ("Ngày bận",), note=_SPELLS, english_note=_SPELLS_ENGLISH, width=36
        ),
    ),
)

ROOMS = SheetForm(
    "rooms",
    "Phòng học",
    "Rooms",
    "Phòng học, hội trường: ở đâu, bao nhiêu chỗ, khi nào đã có việc khác.",
    "Rooms: where, how many seats, when taken by others.",
    (
        Column("name", "Tên phòng", "Room", TEXT, True, ("Phòng", "Phòng học"), width=22),
        Column("venue", "Địa điểm", "Venue", TEXT, True, ("Cơ sở",), width=40),
        Column("capacity", "Số chỗ", "Capacity", WHOLE, True, ("Sức chứa",), width=9),
        Column(
            "busy", "Bận", "Busy", SPELLS, False, ("Ngày bận",), note=_SPELLS, english_note=_SPELLS_ENGLISH, width=36
        ),
    ),
)

SEATS = SheetForm(
    "seats",
    "Chỉ tiêu",
    "Seats",
    "Chỉ tiêu của từng đơn vị: số chỗ, hoặc trọng số để phần mềm phân bổ.",
    "Each unit's share of a line: its seats, or a weight to apportion by.",
    (
        Column("line", "Mã dòng", "Line code", TEXT, True, ("Dòng kế hoạch",), width=10),
        Column("unit", "Đơn vị", "Unit", TEXT, True, ("Tên đơn vị", "Đơn vị cử"), width=44),
        Column("seats", "Chỉ tiêu", "Seats", WHOLE, synonyms=("Số chỉ tiêu",), width=10),
        Column("weight", "Trọng số", "Weight", WHOLE, synonyms=("Số đơn vị trực thuộc",), width=10),
    ),
)

UNITS = SheetForm(
    "units",
    "Đơn vị",
    "Units",
    "Đơn vị ngoài danh mục hành chính: chi bộ, cơ quan, trường. Để trống nếu không có.",
    "Local units beyond the official table: cells, agencies, schools. May be empty.",
    (
        Column("name", "Tên đơn vị", "Unit", TEXT, True, ("Đơn vị",), width=50),
        Column("kind", "Loại đơn vị", "Kind", TEXT, True, ("Loại",), width=22),
        Column("parent", "Đơn vị cấp trên", "Parent", TEXT, True, ("Trực thuộc",), width=44),
    ),
    required=False,
)

TABLES = (INSTRUMENTS, LINES, CLASSES, PROGRAMMES, TOPICS, LECTURERS, ROOMS, SEATS, UNITS)
