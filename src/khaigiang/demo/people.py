"""Invented people: common family, middle and given names drawn together at random, each full name used once."""

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from khaigiang.core.eligibility.facts import Sex

_FAMILY = (
    *("Nguyễn",) * 12,
    *("Trần",) * 4,
    *("Lê",) * 4,
    *("Phạm",) * 3,
    *("Hoàng",) * 2,
    *("Vũ",) * 2,
    *("Đỗ",) * 2,
    *("Bùi",) * 2,
    *("Đặng",) * 2,
    *("Phan", "Ngô", "Dương", "Đinh", "Đào", "Trịnh", "Mai", "Tạ", "Khuất", "Phùng", "Chu", "Kiều", "Nghiêm", "Lưu"),
)
_MIDDLE = {
    Sex.MALE: (
        "Văn",
        "Văn",
        "Đức",
        "Hữu",
        "Quang",
        "Xuân",
        "Mạnh",
        "Minh",
        "Ngọc",
        "Công",
        "Đình",
        "Thế",
        "Anh",
        "Huy",
    ),
    Sex.FEMALE: ("Thị", "Thị", "Thị Thu", "Thị Thanh", "Thị Minh", "Thị Hồng", "Thị Ngọc", "Thu", "Thanh", "Bích"),
}
_GIVEN = {
    Sex.MALE: (
        *("An", "Bình", "Chiến", "Chính", "Cường", "Dũng", "Duy", "Đạt", "Đông", "Giang", "Hà", "Hải", "Hiếu", "Hoàn"),
        *("Hòa", "Hùng", "Hưng", "Khánh", "Khoa", "Kiên", "Lâm", "Long", "Lợi", "Lực", "Mạnh", "Nam", "Nghĩa", "Phong"),
        *("Phú", "Phúc", "Quân", "Quyết", "Quý", "Sơn", "Tài", "Tâm", "Tân", "Thái", "Thắng", "Thành", "Thịnh", "Thọ"),
        *("Tiến", "Toàn", "Trung", "Trường", "Tuấn", "Tùng", "Tường", "Việt", "Vinh", "Vượng"),
    ),
    Sex.FEMALE: (
        *("Anh", "Bình", "Chi", "Dung", "Duyên", "Giang", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hòa", "Hồng", "Huệ"),
        *("Huyền", "Hương", "Lan", "Liên", "Linh", "Loan", "Mai", "Minh", "Nga", "Ngân", "Nguyệt", "Nhung", "Oanh"),
        *("Phương", "Quyên", "Tâm", "Thảo", "Thủy", "Thúy", "Trang", "Tuyết", "Vân", "Xuân", "Yến"),
    ),
}


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """Nobody real."""

    full_name: str
    sex: Sex
    birth: dt.date


def parts_differ(name: str) -> bool:
    """Whether no word of a name is said twice."""
    words = name.split()
    return len(set(words)) == len(words)


@dataclass(slots=True)
class Invention:
    """A source of invented people that never gives the same full name twice."""

    random: Random
    _used: set[str] = field(default_factory=set)

    def person(self, *, born: tuple[int, int], women: float) -> InventedPerson:
        """Someone born between two years, both included; a woman with the probability ``women``."""
        sex = Sex.FEMALE if self.random.random() < women else Sex.MALE
        first, last = dt.date(born[0], 1, 1).toordinal(), dt.date(born[1], 12, 31).toordinal()
        return InventedPerson(self.full_name(sex), sex, dt.date.fromordinal(self.random.randint(first, last)))

    def full_name(self, sex: Sex) -> str:
        """A name not given before."""
        while True:
            parts = (_FAMILY, _MIDDLE[sex], _GIVEN[sex])
            name = " ".join(self.random.choice(part) for part in parts)
            if name not in self._used and parts_differ(name):
                self._used.add(name)
                return name
