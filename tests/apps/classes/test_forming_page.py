"""The pages of forming: a line's aims and runs, and why somebody is not in another class."""

import pytest
from django.urls import reverse
from lxml import html

import builders
from apps.acting import LEADER, PLANNER, SCHOOL, last_event, refused
from apps.classes.test_actions import MAY_13, busy, line_of
from apps.classes.test_hand import JUNE_6, classes, name, sitting_in
from khaigiang.apps.classes.actions import form_line, lock, move, state_levels, swap, take_usual_levels
from khaigiang.apps.classes.bridge import stated_levels
from khaigiang.apps.classes.models import Enrolment, FormingLevels, FormingRun, TrainingClass
from khaigiang.core.forming.levels import LEVELS, WEIGHTS, StatedLevels
from khaigiang.core.states import ClassState
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db
OWN = StatedLevels(("balance", "moved", "sizes", "wishes"), {**WEIGHTS, "district": 0, "sex": 9})


def formed(people: int = 8, **facts):
    line = line_of(people, minimum=facts.pop("minimum", 3), maximum=5, **facts)
    form_line(line, by=PLANNER)
    return line


def page_of(line) -> str:
    return reverse("classes:forming", args=[line.pk])


def seat_of(enrolment) -> str:
    return reverse("classes:seat", args=[enrolment.training_class_id, enrolment.pk])


def text(answer) -> str:
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())


def posted(**more) -> dict[str, str]:
    """What the form of the levels sends for ``OWN``."""
    places = {f"place_{level}": str(OWN.order.index(level) + 1) for level in LEVELS}
    return {"act": "levels", **places, **{f"weight_{each}": str(OWN.weights[each]) for each in WEIGHTS}, **more}


@pytest.mark.parametrize("people", [4, 8])
def test_pages_ask_the_same_number_of_questions(people, planner, django_assert_num_queries) -> None:
    line = formed(people, minimum=1)
    with django_assert_num_queries(11):
        planner.get(page_of(line))
    with django_assert_num_queries(16):
        planner.get(seat_of(sitting_in(1)))


def test_page_of_a_line_forms_it_and_forms_it_again(planner) -> None:
    line = line_of(8)
    assert "Chưa lập danh sách" in text(planner.get(page_of(line)))

    said = text(planner.post(page_of(line), {"act": "form"}, follow=True))
    assert "Đã lập lớp: chứng minh tối ưu." in said
    assert "1. Mọi người đều có lớp" in said
    first = TrainingClass.objects.first().pk
    with guarded.writing("test"):
        Enrolment.objects.filter(training_class=first).first().nomination.unavailable.create(
            first_day=classes()[0].planned.first_day, last_day=classes()[0].planned.first_day
        )

    said = text(planner.post(page_of(line), {"act": "form"}, follow=True))
    assert "Đã lập lại lớp, số người phải chuyển lớp: 1; chứng minh tối ưu." in said
    assert "2. Ít người phải chuyển lớp nhất khi lập lại" in said
    assert TrainingClass.objects.first().pk == first

    said = text(planner.post(page_of(line), {"act": "from_scratch"}, follow=True))
    assert "Đã lập lớp" in said
    assert FormingRun.objects.get().moved is None
    assert TrainingClass.objects.first().pk != first


def test_page_of_a_line_offers_no_forming_of_classes_that_have_begun(planner) -> None:
    line = formed()
    with guarded.writing("test"):
        TrainingClass.objects.filter(planned__number=1).update(state=ClassState.OPEN)
    said = text(planner.get(page_of(line)))
    assert ("Lớp đã khai giảng được giữ nguyên." in said, "Lập từ đầu" in said) == (True, False)
    with guarded.writing("test"):
        TrainingClass.objects.update(state=ClassState.OPEN)
    assert "Mọi lớp đã khai giảng nên không lập lại lớp được." in text(planner.get(page_of(line)))
    said = text(planner.post(page_of(line), {"act": "form"}, follow=True))
    assert f"Dòng {line.code} đã có lớp khai giảng nên không lập lại lớp được." in said


def test_line_whose_classes_are_only_counted_has_no_such_page(planner) -> None:
    line = builders.line(builders.plan(), tracking="totals")
    assert planner.get(page_of(line)).status_code == 404


def test_levels_are_stated_on_the_page_and_used_by_the_next_forming(planner) -> None:
    line = formed()
    said = text(planner.post(page_of(line), posted(), follow=True))
    assert "Đã ghi thứ tự và trọng số; dùng từ lần lập lớp sau." in said
    assert stated_levels(line) == OWN

    form_line(line, by=PLANNER)
    assert [level["name"] for level in FormingRun.objects.get().levels] == ["unplaced", *OWN.order]

    said = text(planner.post(page_of(line), {"act": "usual"}, follow=True))
    assert "Đang dùng thứ tự và trọng số thông thường." in said
    assert not FormingLevels.objects.exists()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"place_sizes": "1"}, "Mỗi mục tiêu giữ một thứ tự khác nhau, từ 1 đến 4."),
        ({"weight_sex": "10"}, "nhỏ hơn hoặc bằng với 9"),
        ({"weight_sex": ""}, "bắt buộc"),
    ],
)
def test_levels_that_make_no_sense_are_asked_again(sent, sentence, planner) -> None:
    line = formed()
    answer = planner.post(page_of(line), posted(**sent))
    assert (answer.status_code, sentence in text(answer)) == (422, True)
    assert not FormingLevels.objects.exists()


def test_stating_levels_is_an_act_of_planners_and_schools_and_audited() -> None:
    line = formed()
    for act in (lambda by: state_levels(line, stated=OWN, by=by), lambda by: take_usual_levels(line, by=by)):
        with refused("may_not_form"):
            act(LEADER)
    with refused("levels_are_usual", f"Dòng {line.code} đang dùng thứ tự và trọng số thông thường."):
        take_usual_levels(line, by=PLANNER)

    state_levels(line, stated=OWN, by=SCHOOL)
    assert last_event() == (
        "classes.levels_stated",
        f"PlanLine:{line.pk}",
        "7",
        {
            "line": line.code,
            "order": (
                "Cân đối thành phần; Ít người phải chuyển lớp nhất khi lập lại; Sĩ số các lớp đều nhau; "
                "Nguyện vọng chọn lớp"
            ),
            "weights": "Đơn vị cử 0; Khối 3; Chức danh 2; Nam, nữ 9; Độ tuổi 1",
        },
    )
    take_usual_levels(line, by=PLANNER)
    assert last_event()[0] == "classes.levels_usual"


def test_reader_who_may_not_form_reads_the_levels(as_user) -> None:
    line = formed()
    state_levels(line, stated=OWN, by=PLANNER)
    said = text(as_user(builders.user("leader", everywhere=True)).get(page_of(line)))
    assert "Trọng số cân đối thành phần: Đơn vị cử 0; Khối 3; Chức danh 2; Nam, nữ 9; Độ tuổi 1." in said
    assert "Lập từ đầu" not in said


def test_seat_tells_of_every_other_class_why_not_or_what_it_would_cost(planner) -> None:
    formed()
    asked = sitting_in(1)
    said = text(planner.get(seat_of(asked)))
    assert "Vì sao không học lớp khác" in said
    assert "Kém đi: lệch sĩ số 0 → 2" in said

    busy(asked.nomination, JUNE_6, JUNE_6)
    said = text(planner.get(seat_of(asked)))
    assert f"Không được: {name(asked)} bận từ 06/06/2022 đến 06/06/2022, trùng thời gian Lớp 2." in said


def test_seat_moves_swaps_locks_and_unlocks(planner) -> None:
    formed()
    mover, other = sitting_in(1), sitting_in(2)
    page = seat_of(mover)

    said = text(planner.post(page, {"act": "lock"}, follow=True))
    assert f"Đã khóa chỗ {name(mover)}: lập lại lớp không chuyển người này." in said
    assert "khóa chỗ" in text(planner.get(reverse("classes:trainees", args=[mover.training_class_id])))
    said = text(planner.post(page, {"act": "move", "chon": classes()[1].pk}, follow=True))
    assert "đang khóa chỗ ở Lớp 1; mở khóa trước." in said
    assert f"Đã mở khóa chỗ {name(mover)}." in text(planner.post(page, {"act": "unlock"}, follow=True))

    moved = planner.post(page, {"act": "move", "chon": classes()[1].pk}, follow=True)
    assert f"Đã chuyển {name(mover)} sang Lớp 2. lệch sĩ số 0 → 2" in text(moved)
    back = Enrolment.objects.get(pk=mover.pk)
    assert moved.redirect_chain == [(seat_of(back), 302)]
    assert moved.status_code == 200
    move(back, into=classes()[0], by=PLANNER)
    said = text(planner.post(page, {"act": "swap", "chon": other.pk}, follow=True))
    assert f"Đã đổi chỗ {name(mover)} và {name(other)}." in said
    assert planner.post(seat_of(other), {"act": "move", "chon": "0"}).status_code == 404


def swapping(answer) -> tuple[list[str], list[str]]:
    """Who is offered to change places with, and what is said of the others."""
    page = html.fromstring(answer.content.decode())
    offered = [each.text.partition(",")[0] for each in page.xpath("//select[@id='other']//option")]
    (section,) = page.xpath("//section[@aria-labelledby='swap-title']")
    return offered, [" ".join(each.text_content().split()) for each in section.xpath(".//li")]


def test_seat_offers_only_those_with_whom_places_can_be_changed(planner) -> None:
    formed()
    asked = sitting_in(1)
    fixed, away, *free = (sitting_in(2, place) for place in range(4))
    lock(fixed, by=PLANNER)
    busy(away.nomination, MAY_13, MAY_13)

    offered, barred = swapping(planner.get(seat_of(asked)))

    assert offered == sorted(map(name, free))
    assert barred == [
        f"Lớp 2: {name(fixed)} đang khóa chỗ ở Lớp 2; mở khóa trước.",
        f"Lớp 2: {name(away)} bận từ 13/05/2022 đến 13/05/2022, trùng thời gian Lớp 1.",
    ]
    for other in free:
        swap(asked, other, by=PLANNER)
        swap(asked, other, by=PLANNER)


def test_seat_says_once_what_bars_a_whole_class(planner) -> None:
    formed()
    asked = sitting_in(1)
    busy(asked.nomination, JUNE_6, JUNE_6)

    page = planner.get(seat_of(asked))

    why = f"{name(asked)} bận từ 06/06/2022 đến 06/06/2022, trùng thời gian Lớp 2."
    assert swapping(page) == ([], [f"Lớp 2: {why} (4 người)"])
    assert "Hiện không đổi chỗ được với ai." in text(page)


def test_who_is_accepted_no_more_is_not_offered(planner) -> None:
    formed()
    gone = sitting_in(2)
    with guarded.writing("test"):
        type(gone.nomination).objects.filter(pk=gone.nomination_id).update(state="withdrawn")

    offered, barred = swapping(planner.get(seat_of(sitting_in(1))))

    assert (len(offered), barred) == (
        3,
        [f"Lớp 2: {name(gone)} không còn trong danh sách được duyệt nên không chuyển lớp được."],
    )


def test_seat_of_a_class_that_has_begun_offers_no_change(planner) -> None:
    formed()
    with guarded.writing("test"):
        TrainingClass.objects.filter(planned__number=1).update(state=ClassState.OPEN)
    said = text(planner.get(seat_of(sitting_in(1))))
    assert ("Vì sao không học lớp khác" in said, "Khóa chỗ ở lớp này" in said) == (True, False)


def test_sending_unit_does_not_read_who_sits_elsewhere(as_user) -> None:
    formed()
    held = lock(sitting_in(1), by=PLANNER)
    own = as_user(builders.user("sending_unit", units=[held.nomination.list.unit]))
    said = text(own.get(seat_of(held)))
    assert ("Đã khóa: lập lại lớp không chuyển người này" in said, "Vì sao không học lớp khác" in said) == (True, False)
    assert own.post(seat_of(held), {"act": "unlock"}).status_code == 403


@pytest.mark.parametrize("act", ["", "zzz"])
def test_act_that_nobody_knows_does_nothing(act, planner) -> None:
    line = formed()
    held = sitting_in(1)
    lock(held, by=PLANNER)
    runs = FormingRun.objects.count()

    for page in (page_of(line), seat_of(held)):
        assert "chưa làm gì" in text(planner.post(page, {"act": act}, follow=True))
    held.refresh_from_db()
    assert (held.locked, FormingRun.objects.count()) == (True, runs)


def test_weight_out_of_range_is_refused_by_the_database_in_words() -> None:
    line = line_of(2)
    with (
        refused("forming_weight_in_range", "Trọng số cân đối là số từ 0 đến 9."),
        guarded.writing("test"),
    ):
        FormingLevels.objects.create(line=line, order=[], district=10, bloc=0, position=0, sex=0, age_band=0)
