import base64
import datetime as dt
import hashlib
import json
import re
from dataclasses import replace
from importlib.resources import files

import pytest
from lxml import html

from khaigiang.documents import check_page
from khaigiang.documents.check_page import CheckedBook, CheckPage, render

ISSUER = "Trường </script><script>alert(1)</script> & “Lê”"
PAGE = CheckPage(
    made_on=dt.date(2022, 5, 12),
    keys={"0123456789abcdef": bytes(range(32))},
    other_keys={"fedcba9876543210": bytes(32), "0123456789abcdef": bytes(32)},
    books=(CheckedBook(ISSUER, "CN", {"CN/00002": dt.date(2022, 5, 1)}), CheckedBook("Trường B", "CN-B", {})),
    findings={"nothing": ("Không có gì để kiểm tra.", "There is nothing to check.")},
    longest=4000,
    largest=2_000_000,
)
MADE = render(PAGE).decode()
TREE = html.fromstring(MADE)
NOBLE = "f389fc0e22f65f140d2b59520feadd17ea3347edb154888496e3d4ea61b6ae35"


def test_page_asks_for_nothing_and_sends_nothing():
    assert TREE.xpath("//@src | //@href | //@action | //@style | //@onclick | //link | //form | //iframe") == []
    assert re.findall(r"url\(|@import|fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(", MADE) == []


def test_policy_names_exactly_the_scripts_and_the_style_that_are_there():
    (policy,) = TREE.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    run = TREE.xpath("//script[not(@type)]/text()")
    named = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in run]
    (style,) = TREE.xpath("//style/text()")
    look = f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
    assert policy == (
        f"default-src 'none'; script-src {' '.join(named)}; style-src {look}; form-action 'none'; base-uri 'none'"
    )


def test_whatever_a_name_holds_stays_a_text():
    (data,) = TREE.xpath("//script[@type='application/json']/text()")
    facts = json.loads(data)
    assert [book["issuer"] for book in facts["books"]] == [ISSUER, "Trường B"]
    assert facts["books"][0]["revoked"] == {"CN/00002": "2022-05-01"}
    assert len(TREE.xpath("//script")) == 3
    assert TREE.xpath("//title/text()") == [f"Kiểm tra chứng nhận – {ISSUER}; Trường B"]


def test_page_names_its_keys_and_keeps_the_own_one_over_a_stranger_of_the_same_name():
    facts = json.loads(TREE.xpath("//script[@type='application/json']/text()")[0])
    assert facts["keys"] == {"0123456789abcdef": base64.urlsafe_b64encode(bytes(range(32))).decode()}
    assert list(facts["otherKeys"]) == ["fedcba9876543210"]
    assert TREE.xpath("//code/text()") == ["0123 4567 89ab cdef", "fedc ba98 7654 3210"]


def test_page_says_the_day_it_was_made_and_that_later_revocations_are_unknown():
    said = " ".join(TREE.xpath("string(//header)").split())
    assert "Trang này lập ngày 12/05/2022" in said
    assert "Revocations after 12/05/2022 cannot be seen here" in said
    assert "tính đến ngày 12/05/2022: 1." in TREE.xpath("string(//details)")


def test_same_facts_give_the_same_bytes_and_an_office_without_a_book_a_page_too():
    assert render(PAGE).decode() == MADE
    bare = html.fromstring(render(replace(PAGE, books=())).decode())
    assert bare.xpath("//title/text()") == ["Kiểm tra chứng nhận – Khai Giảng"]


def test_library_is_the_published_one_and_its_licence_lies_beside_it():
    folder = files(check_page)
    assert hashlib.sha256(folder.joinpath("noble-ed25519.js").read_bytes()).hexdigest() == NOBLE
    assert folder.joinpath("LICENSE-noble-ed25519.txt").read_text(encoding="utf-8").startswith("The MIT License (MIT)")
    assert "noble-ed25519 - MIT License (c) 2019 Paul Miller" in MADE


def test_library_without_its_export_is_refused(monkeypatch):
    monkeypatch.setattr(check_page, "_part", lambda _name: "const x = 1;")
    with pytest.raises(ValueError, match="does not end with its export"):
        render(PAGE)
