"""Files of people for the tests of what becomes of them."""

import datetime as dt
from collections.abc import Sequence

from intake.books import book_of

TODAY = dt.date(2025, 6, 1)
HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Đơn vị"]
FIRST = [1, "Nguyễn Văn Thử", "12/05/1975", "Nam", "Bí thư Đảng ủy", "Phường Láng Hạ"]
SECOND = [2, "Trần Thị Nghiệm", "23/11/1980", "Nữ", "Phó Bí thư Đảng ủy", "Phường Ô Chợ Dừa"]


def book(*rows: Sequence[object], above: Sequence[Sequence[object]] = ()) -> bytes:
    return book_of({"DS": [*above, HEAD, *rows]})
