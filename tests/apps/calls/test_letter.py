import io

import docx
import pytest

import builders
from apps.acting import PLANNER
from apps.calls.calling import drafted, seats
from khaigiang.apps.calls.exports import call_order
from khaigiang.apps.calls.queries import letter_of
from khaigiang.apps.papers.actions import Signed, issue_signed
from khaigiang.foundation import clock

pytestmark = pytest.mark.django_db


def words(content: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [text.strip() for text in [*cells, *(each.text for each in document.paragraphs)] if text.strip()]


def test_letter_says_what_for_whom_until_when_and_each_units_seats() -> None:
    quota = seats(2)
    builders.grant(quota.line, builders.unit("Quận B"), 3)
    said = "\n".join(words(call_order(drafted(quota.line)).render(None)))

    for text in (
        "THÔNG BÁO",
        "chiêu sinh lớp bồi dưỡng bí thư đảng ủy xã, phường, thị trấn",
        "Thời gian dự kiến: từ ngày 06/06/2022 đến ngày 17/06/2022.",
        "Đương chức.",
        "trước hết ngày 20/05/2022",
        "Quận A\n2",
        "Quận B\n3",
    ):
        assert text in said


def test_signed_letter_bears_number_day_and_signer() -> None:
    call = drafted(seats().line)
    paper = letter_of(call)
    issue_signed(paper, Signed(clock.today(), "Nguyễn Văn Ký"), number=41, by=PLANNER)

    said = "\n".join(words(bytes(paper.content)))
    assert "41-TB/BTCTU" in said
    assert "Nguyễn Văn Ký" in said
    assert paper.symbol == "TB/BTCTU"
