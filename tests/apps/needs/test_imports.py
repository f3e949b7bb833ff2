import io

import openpyxl
import pytest

from apps.acting import PLANNER, refused
from apps.needs.surveying import DEPUTY, SECRETARY, answered, drafted, form_in, holder, own, published
from khaigiang.apps.needs.imports import checked_needs, needs_book, take_in_needs
from khaigiang.apps.needs.models import NamedNeed, StatedNeed
from khaigiang.intake.refusal import FilesRefused

pytestmark = pytest.mark.django_db


def filled(form, **cells) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(needs_book(form, actor=own(form))))
    for address, value in cells.items():
        book.active[address] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_form_goes_out_with_the_records_and_comes_back_filled() -> None:
    survey = published(None, SECRETARY, DEPUTY)
    form, an = form_in(survey), holder("Lê An")
    sheet = openpyxl.load_workbook(io.BytesIO(needs_book(form, actor=own(form)))).active
    assert [sheet[f"D{row}"].value for row in (5, 6)] == ["Cần học: 1", "Hồ sơ chưa có ai giữ chức danh này."]
    data = filled(form, E5=1, F5="lê  an", G5="đã rà soát")
    assert [take_in_needs(form, "phiếu.xlsx", data, by=own(form)) for _time in range(2)] == [1, 0]
    need = StatedNeed.objects.get()
    assert (need.people, need.remark, NamedNeed.objects.get().person) == (1, "đã rà soát", an)
    form.refresh_from_db()
    assert (form.state, form.file_name) == ("filling", "phiếu.xlsx")


def test_empty_cell_keeps_what_was_answered() -> None:
    survey = published()
    form = answered(form_in(survey), 4, submit=False)
    assert take_in_needs(form, "x.xlsx", filled(form, E5=None), by=own(form)) == 0
    assert StatedNeed.objects.get().people == 4


def test_name_that_nobody_or_several_of_the_unit_have_refuses_the_file() -> None:
    survey = published()
    form = form_in(survey)
    for _time in range(2):
        holder("Lê Trùng")
    holder("Trần Quận Khác", 2)
    data = filled(form, E5=3, F5="Lê Trùng; Trần Quận Khác")
    with pytest.raises(FilesRefused) as refusal:
        take_in_needs(form, "x.xlsx", data, by=own(form))
    assert [(each.cell, each.code) for each in refusal.value.findings] == [
        ("F5", "needs_name_ambiguous"),
        ("F5", "needs_name_unknown"),
    ]
    assert not StatedNeed.objects.exists()
    book = checked_needs(form, "x.xlsx", data, by=own(form))
    assert book is not None
    comment = openpyxl.load_workbook(io.BytesIO(book))["Phiếu nhu cầu"]["F5"].comment
    assert comment is not None
    assert "Trần Quận Khác" in comment.text
    assert checked_needs(form, "x.xlsx", filled(form, E5=3), by=own(form)) is None


def test_file_is_refused_where_the_form_is_not_open() -> None:
    survey = drafted()
    form = form_in(survey)
    data = filled(form, E5=3)
    with refused("form_not_open"):
        take_in_needs(form, "x.xlsx", data, by=own(form))
    with refused("may_not_answer_survey"):
        take_in_needs(form, "x.xlsx", data, by=own(form_in(survey, 2)))
    with refused("may_not_answer_survey"):
        needs_book(form, actor=own(form_in(survey, 2)))
    assert needs_book(form, actor=PLANNER)
