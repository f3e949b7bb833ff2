"""Twelve people who do not exist, for every workbook of the corpus."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Invented:
    name: str
    birth: dt.date
    sex: str
    position: str
    unit: str
    joined: dt.date
    number: str
    phone: str
    education: str = "Đại học"
    theory: str = "Trung cấp"

    @property
    def family(self) -> str:
        return self.name.rpartition(" ")[0]

    @property
    def given(self) -> str:
        return self.name.rpartition(" ")[2]

    @property
    def born(self) -> str:
        return f"{self.birth:%d/%m/%Y}"

    @property
    def said_sex(self) -> str:
        return "Nam" if self.sex == "male" else "Nữ"


def _person(name: str, birth: str, sex: str, position: str, unit: str, joined: str, tail: int) -> Invented:
    day, joined_day = (dt.datetime.strptime(text, "%d/%m/%Y").date() for text in (birth, joined))  # noqa: DTZ007
    number = f"001{0 if sex == 'male' else 1}{day:%y}{tail:06d}"
    return Invented(name, day, sex, position, unit, joined_day, number, f"09{tail * 37 % 10**8:08d}")


PEOPLE = (
    _person("Nguyễn Văn Thử", "12/05/1975", "male", "Bí thư Đảng ủy", "Phường Mẫu Một", "03/02/1999", 120417),
    _person("Trần Thị Nghiệm", "23/11/1980", "female", "Phó Bí thư Đảng ủy", "Phường Mẫu Một", "19/05/2004", 230418),
    _person("Lê Hữu Giả", "30/01/1978", "male", "Chủ tịch Ủy ban nhân dân", "Xã Mẫu Hai", "02/09/2001", 340419),
    _person("Phạm Thị Định", "15/08/1985", "female", "Chủ tịch Hội Nông dân", "Xã Mẫu Hai", "26/03/2008", 450420),
    _person("Hoàng Đức Tưởng", "28/02/1982", "male", "Công chức Văn phòng", "Phường Mẫu Ba", "22/12/2006", 560421),
    _person("Vũ Thị Tượng", "17/09/1990", "female", "Bí thư Đoàn Thanh niên", "Phường Mẫu Ba", "03/02/2013", 670422),
    _person("Đặng Quốc Phỏng", "21/04/1973", "male", "Chủ tịch Hội Cựu chiến binh", "Xã Mẫu Bốn", "30/04/1996", 780423),
    _person("Bùi Thị Chừng", "19/07/1988", "female", "Công chức Tư pháp", "Xã Mẫu Bốn", "15/10/2012", 890424),
    _person("Đỗ Minh Ước", "25/12/1979", "male", "Trưởng ban Tổ chức", "Phường Mẫu Năm", "19/08/2003", 910425),
    _person("Ngô Thị Lượng", "14/06/1983", "female", "Ủy viên Ban Kiểm tra", "Phường Mẫu Năm", "07/11/2007", 120526),
    _person(
        "Dương Văn Đoán", "31/10/1976", "male", "Phó Chủ tịch Hội đồng nhân dân", "Xã Mẫu Sáu", "22/12/2000", 230627
    ),
    _person("Lý Thị Mường", "16/03/1987", "female", "Chủ tịch Hội Phụ nữ", "Xã Mẫu Sáu", "08/03/2011", 340728),
)
