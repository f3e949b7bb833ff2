import datetime as dt
import io
import zipfile

import pytest

from khaigiang.documents.sealing import sealed_zip, utc

STAMP = dt.datetime(2022, 5, 12, 7, 30, 15, 999, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def archive(*members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in members:
            made.writestr(name, text)
    return out.getvalue()


def test_utc_drops_zone_and_fractions():
    assert utc(STAMP) == dt.datetime.combine(dt.date(2022, 5, 12), dt.time(0, 30, 15))


def test_utc_refuses_a_stamp_without_zone():
    with pytest.raises(ValueError, match="time zone"):
        utc(STAMP.replace(tzinfo=None))


def test_sealed_zip_dates_every_member_and_puts_content_types_first():
    sealed = sealed_zip(archive(("b.xml", "b"), ("a.xml", "a"), ("[Content_Types].xml", "t")), STAMP)
    with zipfile.ZipFile(io.BytesIO(sealed)) as read:
        members = [(member.filename, member.date_time, read.read(member)) for member in read.infolist()]
    moment = (2022, 5, 12, 0, 30, 14)  # a zip counts every other second
    assert members == [("[Content_Types].xml", moment, b"t"), ("a.xml", moment, b"a"), ("b.xml", moment, b"b")]


def test_sealed_zip_is_the_same_whatever_the_order_of_the_members():
    members = (("b.xml", "b"), ("a.xml", "a"))
    assert sealed_zip(archive(*members), STAMP) == sealed_zip(archive(*reversed(members)), STAMP)


def test_sealed_zip_refuses_a_stamp_before_zips_began():
    with pytest.raises(ValueError, match="cannot be dated"):
        sealed_zip(archive(("a.xml", "a")), STAMP.replace(year=1979))
