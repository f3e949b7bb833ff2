import datetime as dt
from dataclasses import replace

import pytest
from icalendar import Calendar

from documents import samples
from khaigiang.documents import ics

EVENTS = samples.events()
SEVEN = dt.timedelta(hours=7)


def rendered(events=EVENTS):
    return ics.render("Lớp thứ ba", events, stamp=samples.STAMP)


def test_calendar_reads_back_in_order_of_time_with_the_zone_of_viet_nam():
    events = Calendar.from_ical(rendered()).walk("VEVENT")
    assert [str(event["UID"]) for event in events] == ["lop-3-1@khaigiang", "lop-3-2@khaigiang"]
    assert [event.decoded("DTSTART").replace(tzinfo=None) for event in events] == [
        dt.datetime.combine(dt.date(2022, 5, 12), dt.time(7, 30)),
        dt.datetime.combine(dt.date(2022, 5, 12), dt.time(13, 30)),
    ]
    assert [event.decoded("DTSTART").utcoffset() for event in events] == [SEVEN, SEVEN]
    assert [event["DTSTART"].params["TZID"] for event in events] == ["Asia/Ho_Chi_Minh"] * 2


def test_calendar_keeps_sequence_text_and_line_ends():
    first = Calendar.from_ical(rendered()).walk("VEVENT")[0]
    assert int(first["SEQUENCE"]) == 2
    assert str(first["SUMMARY"]) == "Khai giảng; 1. " + samples.TOPICS[0]
    assert str(first["DESCRIPTION"]) == "Giảng viên: TS. Trần Minh Châu\nHọc viên có mặt trước 15 phút"


def test_calendar_lines_end_as_the_standard_asks_and_are_at_most_75_bytes():
    content = rendered()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_calendar_writes_out_its_zone():
    zone = Calendar.from_ical(rendered()).walk("VTIMEZONE")[0]
    assert str(zone["TZID"]) == "Asia/Ho_Chi_Minh"
    assert [part.decoded("TZOFFSETTO") for part in zone.walk("STANDARD")] == [SEVEN]


def test_calendar_does_not_depend_on_the_order_given():
    assert rendered() == rendered(tuple(reversed(EVENTS)))


def test_calendar_without_events_is_still_a_calendar():
    assert Calendar.from_ical(rendered(())).walk("VEVENT") == []


def test_calendar_refuses_two_events_of_one_uid():
    event = EVENTS[0]
    with pytest.raises(ValueError, match="share the UID lop-3-2@khaigiang"):
        rendered((event, event))


def test_event_refuses_to_end_before_it_starts_and_to_carry_a_zone():
    event = EVENTS[0]
    with pytest.raises(ValueError, match="ends at"):
        replace(event, end=event.start)
    with pytest.raises(ValueError, match="carry no zone"):
        replace(event, start=event.start.replace(tzinfo=dt.UTC))
