import datetime as dt
import hashlib
import threading
from dataclasses import replace

import pytest
from django.db import connection

import builders
from apps.acting import PLANNER, last_event, refused, rows
from khaigiang.apps.papers.actions import DOCX, Numbering, PaperOrder, discard_drafts, draft, issue, slug
from khaigiang.apps.papers.models import OutgoingRegister, Paper, PaperKind
from khaigiang.foundation import guarded

DAY = dt.date(2022, 5, 5)


def order(name: str = "quyet-dinh.docx", series: str = "QĐ 2022", text: str = "Quyết định số") -> PaperOrder:
    return PaperOrder(
        PaperKind.OPENING_DECISION,
        "class:1",
        "Quyết định mở Lớp 1",
        name,
        DOCX,
        lambda number: f"{text} {number}".encode(),
        Numbering(series, "QĐ/BTCTU", DAY),
    )


def kept(paper: Paper) -> bytes:
    return bytes(Paper.objects.get(pk=paper.pk).content)


def test_draft_keeps_the_bytes_with_the_blank_number(db) -> None:
    paper = draft(order(), by=PLANNER)

    stored = Paper.objects.get()
    assert (stored.kind, stored.about, stored.title, stored.file_name, stored.media_type, stored.state) == (
        "opening_decision",
        "class:1",
        "Quyết định mở Lớp 1",
        "quyet-dinh.docx",
        DOCX,
        "draft",
    )
    assert (stored.series, stored.number, stored.symbol, stored.dated) == ("", None, "", None)
    assert kept(paper) == "Quyết định số None".encode()
    assert last_event() == (
        "papers.drafted",
        f"Paper:{paper.pk}",
        "7",
        {"file": "quyet-dinh.docx", "digest": hashlib.sha256(kept(paper)).hexdigest()},
    )


def test_draft_replaces_the_draft_before(db) -> None:
    first = draft(order(), by=PLANNER)

    second = draft(order(text="Bản sửa"), by=PLANNER)

    assert (second.pk, Paper.objects.count(), kept(first)) == (first.pk, 1, b"B\xe1\xba\xa3n s\xe1\xbb\xada None")


def test_issue_gives_number_symbol_and_day_with_the_final_bytes(db) -> None:
    paper = issue(draft(order(), by=PLANNER), order(), by=PLANNER)

    stored = Paper.objects.get()
    assert (stored.state, stored.series, stored.number, stored.symbol, stored.dated) == (
        "issued",
        "QĐ 2022",
        1,
        "QĐ/BTCTU",
        DAY,
    )
    assert (kept(paper), stored.digest) == ("Quyết định số 1".encode(), hashlib.sha256(kept(paper)).hexdigest())
    assert OutgoingRegister.objects.get().last_number == 1
    assert last_event() == (
        "papers.issued",
        f"Paper:{paper.pk}",
        "7",
        {"number": "1", "symbol": "QĐ/BTCTU", "digest": stored.digest},
    )


def test_numbers_of_a_series_follow_each_other_and_series_are_apart(db) -> None:
    orders = [order("1.docx"), order("2.docx", "CV 2022"), order("3.docx"), order("4.docx", "QĐ 2023")]

    numbers = [issue(draft(each, by=PLANNER), each, by=PLANNER).number for each in orders]

    assert numbers == [1, 1, 2, 1]


ALREADY = "Văn bản quyet-dinh.docx đã ban hành nên không soạn lại được."


def test_second_click_on_a_page_that_is_out_of_date_takes_no_second_number(db) -> None:
    made = draft(order(), by=PLANNER)
    first, second = (Paper.objects.get(pk=made.pk) for _page in range(2))
    issue(first, order(), by=PLANNER)

    with refused("paper_already_issued", ALREADY):
        issue(second, order(), by=PLANNER)

    assert OutgoingRegister.objects.get().last_number == 1


def test_issued_paper_is_never_changed(db) -> None:
    paper = issue(draft(order(), by=PLANNER), order(), by=PLANNER)

    with refused("paper_already_issued", ALREADY):
        draft(order(text="Khác"), by=PLANNER)
    with refused("paper_already_issued", ALREADY):
        issue(paper, order(text="Khác"), by=PLANNER)
    with refused("paper_already_issued", ALREADY):
        discard_drafts(Paper.objects.all(), by=PLANNER)
    assert kept(paper) == "Quyết định số 1".encode()


def test_paper_that_cannot_be_written_takes_no_number(db) -> None:
    def fails(number: int | None) -> bytes:
        raise OSError(f"no room on the disk for {number}")

    paper = draft(order(), by=PLANNER)
    before = rows()

    with pytest.raises(OSError, match="no room on the disk for 1"):
        issue(paper, replace(order(), render=fails), by=PLANNER)

    assert (rows(), Paper.objects.get().state) == (before, "draft")
    paper.refresh_from_db()
    assert issue(paper, order(), by=PLANNER).number == 1


def test_discard_throws_these_drafts_away(db) -> None:
    draft(order("1.docx"), by=PLANNER)
    draft(order("2.docx"), by=PLANNER)

    assert discard_drafts(Paper.objects.filter(file_name="1.docx"), by=PLANNER) == 1
    assert list(Paper.objects.values_list("file_name", flat=True)) == ["2.docx"]
    assert last_event() == ("papers.drafts_discarded", "papers", "7", {"papers": "1"})


def test_number_is_given_once_in_a_series_whoever_writes(db) -> None:
    issue(draft(order(), by=PLANNER), order(), by=PLANNER)
    other = builders.paper("class:2")

    with (
        refused("paper_number_once", "Số văn bản này đã được cấp cho một văn bản khác trong cùng sổ."),
        guarded.writing("test"),
    ):
        Paper.objects.filter(pk=other.pk).update(series="QĐ 2022", number=1)


def test_many_who_issue_at_once_get_consecutive_numbers(transactional_db) -> None:
    papers = {draft(order(f"{place}.docx"), by=PLANNER).pk: order(f"{place}.docx") for place in range(6)}
    halves = [dict(list(papers.items())[:3]), dict(list(papers.items())[3:])]
    together, numbers = threading.Barrier(2), []

    def issue_all(mine: dict[int, PaperOrder]) -> None:
        together.wait()
        try:
            numbers.extend(issue(Paper.objects.get(pk=key), each, by=PLANNER).number for key, each in mine.items())
        finally:
            connection.close()

    threads = [threading.Thread(target=issue_all, args=(half,)) for half in halves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
    assert OutgoingRegister.objects.get().last_number == 6


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("D1-1", "d1-1"),
        ("Quận Ba Đình", "quan-ba-dinh"),
        ("Phường Ea H'leo (mới)", "phuong-ea-h-leo-moi"),
        ("12/5", "12-5"),
    ],
)
def test_slug_is_a_file_name_for_any_system(name, file) -> None:
    assert slug(name) == file
