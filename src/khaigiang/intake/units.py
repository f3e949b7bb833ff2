"""The form of local bodies beyond the official table: agencies, departments, schools, cells; version 1."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from khaigiang.core.vietnamese import PartialDate
from khaigiang.intake.columns import Column, Kind, SheetForm
from khaigiang.intake.findings import At

UNITS_VERSION = "Mẫu danh sách đơn vị, phiên bản 1"
BLOCS: Mapping[str, str] = MappingProxyType(
    {
        "Đảng": "party",
        "Đoàn thể": "mass",
        "Chính quyền": "government",
        "Lực lượng vũ trang": "armed",
        "Doanh nghiệp": "enterprise",
    }
)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One local body as a list states it; what was not stated or could not be read is empty.

    ``parent`` are the words that name the unit above it, ``bloc`` is a code, ``since`` the day it began as stated.
    """

    name: str
    kind: str = ""
    parent: str = ""
    bloc: str = ""
    since: PartialDate | None = None
    order: int | None = None
    at: At = field(default_factory=At, compare=False, repr=False)


UNITS = SheetForm(
    "units",
    "Danh sách đơn vị",
    "Units",
    "Cơ quan, phòng, trường, chi bộ ngoài danh mục hành chính chính thức; mỗi dòng một đơn vị.",
    "Agencies, departments, schools and cells beyond the official table; one unit a row.",
    (
        Column("order", "STT", "No.", Kind.WHOLE, synonyms=("TT", "Số TT", "Số thứ tự"), width=6),
        Column(
            "name",
            "Tên đơn vị",
            "Unit",
            Kind.TEXT,
            True,
            ("Đơn vị", "Tên cơ quan", "Tên cơ quan, đơn vị", "Cơ quan, đơn vị", "Tên tổ chức", "Tên chi bộ"),
            width=36,
        ),
        Column(
            "kind",
            "Loại đơn vị",
            "Kind",
            Kind.TEXT,
            True,
            ("Loại", "Loại hình", "Loại hình đơn vị"),
            note="Như: chi bộ, đảng ủy, sở, phòng, trường",
            english_note="Such as: cell, committee, department, division, school",
            width=16,
        ),
        Column(
            "parent",
            "Trực thuộc",
            "Belongs to",
            Kind.TEXT,
            False,
            ("Đơn vị cấp trên", "Cấp trên", "Cấp trên trực tiếp", "Đơn vị chủ quản", "Trực thuộc đơn vị"),
            note="Tên một đơn vị đã có, hoặc của một dòng khác trong tệp; để trống là đơn vị gửi tệp",
            english_note="A unit that is known, or of another row of the file; empty means the sending unit",
            width=36,
        ),
        Column(
            "bloc",
            "Khối",
            "Bloc",
            Kind.CHOICE,
            choices=dict(BLOCS),
            width=16,
        ),
        Column(
            "since",
            "Hoạt động từ ngày",
            "Since",
            Kind.PARTIAL_DATE,
            synonyms=("Ngày thành lập", "Thành lập", "Thành lập ngày", "Từ ngày", "Năm thành lập"),
            note="dd/mm/yyyy; để trống thì tính từ ngày nhập tệp",
            english_note="dd/mm/yyyy; empty means from the day the file is taken in",
            width=16,
        ),
    ),
    ("Đơn vị", "Cơ cấu tổ chức"),
)
EXAMPLE = (
    UnitLine("Đảng ủy Phường Ba Đình", "đảng ủy", "Phường Ba Đình", "party", PartialDate(2025, 7, 1), 1),
    UnitLine("Chi bộ số 1", "chi bộ", "Đảng ủy Phường Ba Đình", "party", PartialDate(2025, 7, 1), 2),
    UnitLine("Trường Tiểu học Ba Đình", "trường", "Phường Ba Đình", "government", PartialDate(1990), 3),
)
