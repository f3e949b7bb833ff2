import datetime as dt

import pytest

import builders
from khaigiang.apps.handbook.queries import chapters, found, marks, plain_words
from khaigiang.apps.instruments.models import Instrument
from khaigiang.foundation import guarded


def named(words: str) -> list[str]:
    return [entry.question for entry in found(words)]


@pytest.fixture
def entries(db) -> None:
    builders.entry("Cấp lại chứng chỉ?", "Không, chỉ cấp giấy chứng nhận.", code="a")
    builders.entry("Mất giấy chứng nhận?", "Báo cơ sở đào tạo; chứng chỉ cấp một lần.", code="b")
    builders.entry("Tuổi theo Nghị định 171/2025/NĐ-CP?", "Đọc Quy định 350-QĐ/TW.", code="c", field="Văn bản")


def test_signs_and_diacritics_are_taken_off() -> None:
    assert plain_words("Nghị định 171/2025/NĐ-CP – “Đào tạo”") == "nghi dinh 171 2025 nd cp dao tao"


@pytest.mark.parametrize("words", ["chung chi", "chứng chỉ", "CHUNG  CHI", "chỉ chứng", "chứ chỉ"])
def test_search_does_not_ask_for_diacritics_case_or_order(entries, words) -> None:
    assert named(words) == ["Cấp lại chứng chỉ?", "Mất giấy chứng nhận?"]


@pytest.mark.parametrize("words", ["171/2025", "nđ-cp", "350-qd/tw", "350 tw"])
def test_search_finds_a_number_of_an_instrument(entries, words) -> None:
    assert named(words) == ["Tuổi theo Nghị định 171/2025/NĐ-CP?"]


@pytest.mark.parametrize("words", ["chứng khoán", "chi | x", "'):*", "xyz"])
def test_search_of_words_that_no_entry_has_finds_nothing(entries, words) -> None:
    assert named(words) == ([] if plain_words(words) else named(""))


def test_search_without_words_gives_everything(entries) -> None:
    assert len(named(" ?! ")) == 3


def test_chapters_follow_the_order_of_the_handbook(entries) -> None:
    builders.entry(field="Của riêng cơ quan")

    assert [each.field for each in chapters(found(""))] == ["Kết quả và chứng chỉ", "Văn bản", "Của riêng cơ quan"]


def test_entry_is_marked_when_it_was_not_compared_or_its_instrument_ended(db) -> None:
    entry = builders.entry(verified=True)
    with guarded.writing("test"):
        entry.instruments.add(Instrument.objects.create(number="57-QĐ/TW", valid_to=dt.date(2025, 8, 28)))
    unverified = builders.entry()

    assert list(marks(entry, on=dt.date(2025, 8, 28))) == []
    assert [mark.label for mark in marks(entry, on=dt.date(2025, 8, 29))] == ["Văn bản căn cứ đã hết hiệu lực"]
    assert [mark.label for mark in marks(unverified, on=dt.date(2025, 8, 29))] == ["Chưa đối chiếu văn bản gốc"]
