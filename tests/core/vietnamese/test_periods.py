import datetime as dt

import pytest

from khaigiang.core.vietnamese import period_at_end, read_period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Quý I/2024", "2024-01-01", "2024-03-31"),
        ("quý 4 năm 2023", "2023-10-01", "2023-12-31"),
        ("Tháng 02/2024", "2024-02-01", "2024-02-29"),
        ("tháng 3 năm 2024", "2024-03-01", "2024-03-31"),
        ("6 tháng đầu năm 2024", "2024-01-01", "2024-06-30"),
        ("6 tháng cuối năm 2024", "2024-07-01", "2024-12-31"),
        ("09 tháng năm 2023", "2023-01-01", "2023-09-30"),
        ("Năm 2024", "2024-01-01", "2024-12-31"),
        ("Từ ngày 01/01/2024 đến ngày 31/3/2024", "2024-01-01", "2024-03-31"),
        ("15/4/2024 – 20/4/2024", "2024-04-15", "2024-04-20"),
        ("từ 01/2024 đến 06/2024", "2024-01-01", "2024-06-30"),
        ("Từ tháng 1 đến tháng 6/2024", "2024-01-01", "2024-06-30"),
        ("(Quý II/2024)", "2024-04-01", "2024-06-30"),
    ],
)
def test_a_time_is_read_as_offices_write_it(text, first, last):
    assert read_period(text) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    ["", "đầu năm", "Quý V/2024", "tháng 13/2024", "30/4/2024 - 1/4/2024", "31/02/2024 - 1/4/2024", "0 tháng 2024"],
)
def test_what_says_no_time_is_not_guessed(text):
    assert read_period(text) is None


@pytest.mark.parametrize(
    ("title", "last"),
    [
        ("BÁO CÁO KẾT QUẢ BỒI DƯỠNG 6 THÁNG ĐẦU NĂM 2024", "2024-06-30"),
        ("Kết quả đào tạo từ ngày 01/01/2024 đến ngày 30/9/2024", "2024-09-30"),
        ("Kết quả quý II/2024", "2024-06-30"),
    ],
)
def test_a_title_ends_with_its_time(title, last):
    assert period_at_end(title)[1] == dt.date.fromisoformat(last)


@pytest.mark.parametrize("text", ["Hà Nội, ngày 5 tháng 4 năm 2024", "Số: 12-BC/HU", "Danh sách lớp"])
def test_a_letterhead_has_no_time_of_its_own(text):
    assert period_at_end(text) is None
