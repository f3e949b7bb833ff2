"""Case F: the report of case A as it was, and as it is now, on the real succession of units."""

from django.urls import reverse

from khaigiang.apps.reports.phrases import Placing
from khaigiang.apps.reports.queries import coverage_now
from khaigiang.apps.units.queries import compare, province_named
from khaigiang.demo.case_a import PLAN, TODAY, YEAR
from khaigiang.demo.case_f import ASKED_ON
from khaigiang.demo.figures import Case, LeftOut, Played, Question, Words
from khaigiang.demo.questions import COVERAGE, SENDERS


def _city(played: Played) -> int:
    city = province_named("Hà Nội", played.today)
    assert city is not None
    return city.pk


NOW = Question(
    coverage_now,
    lambda played: {"line": played.line, "on": played.today, "day": ASKED_ON},
    lambda played: f"{reverse('reports:coverage_now', args=[played.line.pk])}?ngay={ASKED_ON}",
)
COMPARED = Question(
    compare,
    lambda played: {"root": province_named("Hà Nội", played.today), "earlier": played.today, "later": ASKED_ON},
    lambda played: f"{reverse('units:compare', args=[_city(played)])}?tu={played.today}&den={ASKED_ON}",
)

FIGURES = (
    SENDERS.figure("Như khi ấy: số quận, huyện, thị xã", "As it was: districts", 30, len),
    COVERAGE.figure("Như khi ấy: số xã, phường, thị trấn", "As it was: communes", 579, lambda found: found.total),
    COMPARED.figure("Số xã, phường ngày trước", "Communes on the earlier day", 579, lambda found: found.before),
    COMPARED.figure("Số xã, phường ngày sau", "Communes on the later day", 126, lambda found: found.after),
    COMPARED.figure(
        "Xã, phường không có đơn vị kế thừa trên hồ sơ",
        "Communes without a successor on record",
        53,
        lambda found: len(found.gone),
    ),
    NOW.figure("Như hiện nay: số xã, phường", "As it is now: communes", 126, lambda found: len(found.units)),
    NOW.figure("Số bí thư, như khi ấy", "Secretaries, as many as then", 579, lambda found: found.total),
    NOW.figure(
        "Về nơi mới theo bảng kế thừa, vì xã cũ nhập trọn",
        "Placed by the table, because the old commune went whole",
        327,
        lambda found: found.by_placing[Placing.TABLE],
        ours=True,
    ),
    NOW.figure(
        "Chưa xếp, vì xã cũ đã chia",
        "Unplaced, because the old commune was split",
        199,
        lambda found: found.by_placing[Placing.SEVERAL],
        ours=True,
    ),
    NOW.figure(
        "Chưa xếp, vì không có đơn vị kế thừa trên hồ sơ",
        "Unplaced, because there is no successor on record",
        53,
        lambda found: found.by_placing[Placing.NOWHERE],
    ),
    NOW.figure(
        "Người chưa xếp được nêu tên",
        "The unplaced, listed",
        252,
        lambda found: len(found.unplaced),
        ours=True,
    ),
)

CASE = Case(
    title=Words(
        "Hà Nội: báo cáo 579 bí thư, hỏi lại sau cải cách", "Hà Nội: the 579 secretaries, asked after the reform"
    ),
    plan_number=PLAN,
    year=YEAR,
    today=TODAY,
    figures=FIGURES,
    left_out=(
        LeftOut(
            Words("198 xã đã chia", "198 communes that were split"),
            Words(
                "đếm theo mã; bảng ghi một phần của xã Đặng Xá dưới mã của xã Cổ Bi, đếm theo tên là 199",
                "counted by code; the table has one part of Đặng Xá under the code of Cổ Bi, by name they are 199",
            ),
        ),
        LeftOut(
            Words("Người về đâu khi xã đã chia", "Where people went when their commune was split"),
            Words(
                "đơn vị cử quyết định; chương trình chỉ đề xuất", "the sending unit decides; the program only proposes"
            ),
        ),
    ),
)
