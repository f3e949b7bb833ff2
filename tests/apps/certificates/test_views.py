import json
import re
from importlib.resources import files

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

import builders
import finishing
from khaigiang import documents
from khaigiang.apps.certificates.actions import revoke
from khaigiang.apps.certificates.exports import CertificateFiles
from khaigiang.apps.certificates.models import Certificate
from khaigiang.apps.certificates.phrases import FINDINGS
from khaigiang.apps.certificates.queries import known_keys
from khaigiang.apps.results.models import Completion
from khaigiang.foundation import guarded
from khaigiang.foundation.actor import SYSTEM
from web.swapping import swapped_equals_full_load

pytestmark = pytest.mark.django_db
VERIFY = "/kiem-tra/"


@pytest.fixture
def world():
    return finishing.finished_world()


def said(answer):
    (box,) = html.fromstring(answer.content.decode()).xpath("//p[starts-with(@class, 'say')]")
    return " ".join(box.text_content().split())


@pytest.mark.parametrize("people", [1, 3])
def test_pages_ask_the_same_number_of_questions(people, planner, django_assert_num_queries):
    world = finishing.finished_world(districts=1, people=people)
    (first, *_) = finishing.certificates(world)
    for route, key, questions in (
        ("of_class", world.training_class.pk, 8),
        ("register", first.register_id, 7),
        ("certificate", first.pk, 5),
    ):
        with django_assert_num_queries(questions):
            planner.get(reverse(f"certificates:{route}", args=[key]))
    with django_assert_num_queries(5):
        planner.get(reverse("certificates:index"))


def test_class_is_certified_on_its_page(world, planner):
    page = reverse("certificates:of_class", args=[world.training_class.pk])
    assert "4 người hoàn thành chưa được cấp" in planner.get(page).content.decode()
    assert planner.post(page).status_code == 302
    assert Certificate.objects.count() == 4
    refused = planner.post(page)
    assert (refused.status_code, Certificate.objects.count()) == (422, 4)


def test_page_says_that_who_was_judged_before_the_closing_is_judged_again_first(world, planner):
    with guarded.writing("test"):
        Completion.objects.update(interim=True)
    page = reverse("certificates:of_class", args=[world.training_class.pk])
    assert said(planner.get(page)).startswith("4 người được xét là hoàn thành trước khi bế giảng; hãy xét lại")
    assert (planner.post(page).status_code, Certificate.objects.count()) == (422, 0)


def test_book_is_searched_without_diacritics_and_by_number(world, planner):
    (first, *_) = finishing.certificates(world)
    page = reverse("certificates:register", args=[first.register_id])
    for asked, names in (("do anh", 2), ("1", 3), ("003", 1), ("không ai", 0), ("9" * 30, 0), ("do\x00 anh", 2)):
        rows = html.fromstring(planner.get(page, {"tim": asked}).content.decode()).xpath(
            "//section[@id='book']//tbody/tr"
        )
        assert (asked, len(rows)) == (asked, names)
    assert swapped_equals_full_load(planner, page, f"{page}?tim=do", "book")


def test_certificate_is_revoked_on_its_page(world, planner):
    (first, *_) = finishing.certificates(world)
    page = reverse("certificates:certificate", args=[first.pk])
    assert planner.post(page, {"why": " "}).status_code == 422
    assert planner.post(page, {"why": "Ghi sai"}).status_code == 302
    assert "Ghi sai" in planner.get(page).content.decode()


def test_trainee_reads_the_own_certificate_only(world, as_user):
    by_name = {each.full_name: each for each in finishing.certificates(world)}
    person = world.nominations[0].person
    own, other = by_name.pop(person.full_name), next(iter(by_name.values()))
    client = as_user(builders.user("trainee", person=person))
    for route in ("certificate", "pdf", "code"):
        assert client.get(reverse(f"certificates:{route}", args=[own.pk])).status_code == 200
        assert client.get(reverse(f"certificates:{route}", args=[other.pk])).status_code == 403
    assert client.post(reverse("certificates:certificate", args=[own.pk]), {"why": "x"}).status_code == 403


def test_anybody_checks_a_statement_without_signing_in(world, client):
    (first, *_) = finishing.certificates(world)
    assert client.get(VERIFY).status_code == 200
    good = client.post(VERIFY, {"text": f" {first.statement}\r\n"})
    assert said(good).startswith("Chứng nhận CN-TĐTCBLHP/00001 hợp lệ")
    assert first.full_name in good.content.decode()
    changed = client.post(VERIFY, {"text": first.statement.replace("Lớp 1", "Lớp 2")})
    assert said(changed) == "Không hợp lệ: CN-TĐTCBLHP/00001 Chữ ký không đúng: nội dung đã bị sửa."


def test_number_alone_names_nobody(world, client):
    (first, *_) = finishing.certificates(world)
    answer = client.post(VERIFY, {"text": "CN-TĐTCBLHP/00001"})
    assert said(answer).startswith("CN-TĐTCBLHP/00001 Số này có trong sổ gốc và còn hiệu lực")
    assert first.full_name not in answer.content.decode()


def test_check_page_is_a_file_for_everybody(world, client, django_assert_num_queries):
    (first, second, *_) = finishing.certificates(world)
    revoke(second, "Ghi sai họ tên của ai đó", by=SYSTEM)
    with django_assert_num_queries(4):
        answer = client.get("/kiem-tra/trang.html")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="kiem-tra-chung-nhan.html"'
    (data,) = html.fromstring(answer.content.decode()).xpath("//script[@type='application/json']/text()")
    facts = json.loads(data)
    assert [book["revoked"] for book in facts["books"]] == [{"CN-TĐTCBLHP/00002": "2022-05-12"}]
    assert list(facts["keys"]) == list(known_keys())
    assert ("Ghi sai" in answer.content.decode(), first.full_name in answer.content.decode()) == (False, False)
    assert html.fromstring(client.get(VERIFY).content.decode()).xpath("//main//a/@href") == ["/kiem-tra/trang.html"]


def test_check_page_has_words_for_all_it_finds(world):
    script = files(documents).joinpath("check_page", "check.js").read_text(encoding="utf-8")
    codes = set(re.findall(r'verdict\(\s*"(\w+)"', script)) | set(re.findall(r'code: "(\w+)"', script))
    assert {"not_as_written", "valid_on_page", "cannot_check"} <= codes
    assert codes <= FINDINGS.keys()


@pytest.mark.parametrize("text", ["", "xin chào", "KG1|<script>", "x" * 20000, "a\x00/1", "KG1|\x00"])
def test_anything_else_is_answered_in_words(text, client):
    answer = client.post(VERIFY, {"text": text})
    assert (answer.status_code, said(answer).startswith("Không hợp lệ")) == (200, True)


def test_file_is_checked_whole(world, client):
    finishing.certificates(world)
    first = Certificate.objects.select_related("register")[0]
    file = CertificateFiles().pdf(first)
    assert "hợp lệ" in said(client.post(VERIFY, {"file": SimpleUploadedFile("a.pdf", file)}))
    middle = len(file) // 2
    changed = file[:middle] + bytes([file[middle] ^ 1]) + file[middle + 1 :]
    assert "Tệp đã bị sửa" in said(client.post(VERIFY, {"file": SimpleUploadedFile("a.pdf", changed)}))
