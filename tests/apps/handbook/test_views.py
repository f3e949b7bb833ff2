import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

import builders
from khaigiang.apps.handbook.models import Entry, Question
from web.swapping import swapped_equals_full_load

pytestmark = pytest.mark.django_db
INDEX, ASK, QUESTIONS = (reverse(f"handbook:{name}") for name in ("index", "ask", "questions"))
FIELD = "Kết quả và chứng chỉ"


@pytest.fixture
def trainee(as_user) -> Client:
    return as_user(builders.user("trainee"))


def listed(answer) -> list[str]:
    rows = html.fromstring(answer.content.decode()).xpath("//ul[@class='pick']//a/span[1]")
    return [row.text_content() for row in rows]


@pytest.mark.parametrize("entries", [1, 3])
def test_index_asks_the_same_number_of_questions(entries, planner, django_assert_num_queries) -> None:
    for _ in range(entries):
        builders.entry()
    with django_assert_num_queries(7):
        planner.get(INDEX)


@pytest.mark.parametrize("questions", [1, 3])
def test_questions_ask_the_same_number_of_questions(questions, planner, django_assert_num_queries) -> None:
    for _ in range(questions):
        builders.question()
    with django_assert_num_queries(7):
        planner.get(QUESTIONS)


def test_index_is_searched_without_diacritics_and_narrowed_to_a_field(trainee) -> None:
    builders.entry("Cấp lại chứng chỉ?")
    builders.entry("Cấp số văn bản?", "Văn thư cấp.", field="Văn bản")

    assert listed(trainee.get(INDEX, {"tim": "cap"})) == ["Cấp lại chứng chỉ?", "Cấp số văn bản?"]
    assert listed(trainee.get(INDEX, {"tim": "cap", "linh_vuc": "Văn bản"})) == ["Cấp số văn bản?"]
    assert "Không có mục nào khớp" in trainee.get(INDEX, {"tim": "xyz"}).content.decode()


def test_empty_handbook_says_so(trainee) -> None:
    assert "Sổ tay chưa có mục nào" in trainee.get(INDEX).content.decode()


@pytest.mark.parametrize("query", ["?tim=cap", "?linh_vuc=V%C4%83n+b%E1%BA%A3n", "?tim=xyz"])
def test_entries_swap_into_their_page(query, planner) -> None:
    builders.entry("Cấp lại chứng chỉ?")
    builders.entry("Cấp số văn bản?", field="Văn bản")
    assert swapped_equals_full_load(planner, INDEX, INDEX + query, "entries")


def test_questions_swap_into_their_page(planner) -> None:
    builders.question()
    assert swapped_equals_full_load(planner, QUESTIONS, f"{QUESTIONS}?sap_xep=-ngay_hoi", "questions")


def test_entry_names_its_mark_and_its_source(trainee) -> None:
    entry = builders.entry(sources="Thông tư 03/2023/TT-BNV, Điều 5")
    page = trainee.get(reverse("handbook:entry", args=[entry.pk])).content.decode()
    assert ("Chưa đối chiếu văn bản gốc" in page, "Thông tư 03/2023/TT-BNV, Điều 5" in page) == (True, True)


def test_book_holds_every_entry_under_its_field(trainee) -> None:
    builders.entry("Một?", field="Văn bản")
    builders.entry("Hai?")
    page = html.fromstring(trainee.get(reverse("handbook:book")).content.decode())
    chapters = page.xpath("//section[contains(@class, 'chapter')]")
    assert [(each.xpath("h2")[0].text, [h.text for h in each.xpath(".//h3")]) for each in chapters] == [
        (FIELD, ["Hai?"]),
        ("Văn bản", ["Một?"]),
    ]


def test_question_goes_from_a_trainee_over_the_answer_into_the_handbook(trainee, as_user) -> None:
    lecturer = as_user(builders.user("lecturer"))
    asked = trainee.post(ASK, {"field": FIELD, "text": "Mất chứng chỉ?"})
    question = asked.headers["Location"]
    assert "Chưa có trả lời" in trainee.get(question).content.decode()

    lecturer.post(question, {"answer": "Được cấp giấy chứng nhận."})
    page = trainee.get(question).content.decode()
    assert ("Được cấp giấy chứng nhận." in page, "Đưa vào sổ tay…" in page) == (True, False)

    into = reverse("handbook:publish", args=[Question.objects.get().pk])
    assert "Được cấp giấy chứng nhận." in lecturer.get(into).content.decode()
    made = lecturer.post(into, {"field": FIELD, "wording": "Mất chứng chỉ?", "text": "Được cấp.", "sources": ""})
    assert made.headers["Location"] == reverse("handbook:entry", args=[Entry.objects.get().pk])
    assert listed(trainee.get(INDEX, {"tim": "mat"})) == ["Mất chứng chỉ?"]
    assert "Xem mục trong sổ tay" in trainee.get(question).content.decode()


def test_form_that_lacks_something_comes_back_with_words(trainee, planner) -> None:
    asked = trainee.post(ASK, {"field": FIELD, "text": ""})
    answered = planner.post(reverse("handbook:question", args=[builders.question().pk]), {"answer": ""})
    assert (asked.status_code, answered.status_code) == (422, 422)
    assert not Question.objects.exclude(answer="").exists()


def test_refusal_of_an_action_is_said_in_the_form(planner) -> None:
    into = reverse("handbook:publish", args=[builders.question().pk])
    answer = planner.post(into, {"field": FIELD, "wording": "Gì?", "text": "Có."})
    assert "Câu hỏi phải được trả lời trước" in answer.content.decode()


def test_trainee_sees_own_questions_only_and_answers_none(trainee) -> None:
    builders.question("Của người khác")
    trainee.post(ASK, {"field": FIELD, "text": "Của tôi"})
    rows = html.fromstring(trainee.get(QUESTIONS).content.decode()).xpath("//tbody/tr/th")
    assert [row.text_content().strip() for row in rows] == ["Của tôi"]

    own = reverse("handbook:question", args=[Question.objects.get(text="Của tôi").pk])
    assert trainee.post(own, {"answer": "Tự trả lời"}).status_code == 403


def test_what_waits_for_an_answer_comes_first(planner) -> None:
    done = builders.question("Đã trả lời")
    builders.question("Chờ")
    planner.post(reverse("handbook:question", args=[done.pk]), {"answer": "Có."})
    page = planner.get(QUESTIONS).content.decode()
    rows = html.fromstring(page).xpath("//tbody/tr/th")
    assert [row.text_content().strip() for row in rows] == ["Chờ", "Đã trả lời"]
    assert "1 câu chờ trả lời." in page
