"""The check page in a real browser: from a file, with the network off, it says what Python says of every change."""

import base64
import datetime as dt
import random
import unicodedata
from dataclasses import replace

import pytest

import finishing
from browser.test_pages import WIDTHS
from khaigiang.apps.certificates import queries
from khaigiang.apps.certificates.actions import revoke
from khaigiang.apps.certificates.exports import CertificateFiles, check_page
from khaigiang.apps.certificates.models import Certificate
from khaigiang.core.attestation import read_statement, text_to_sign, with_signature
from khaigiang.foundation.actor import SYSTEM
from khaigiang.foundation.home import Home
from khaigiang.foundation.signing import signing_keys

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
# What the page calls otherwise, because it has no register at hand.
ON_PAGE = {"valid": "valid_on_page", "revoked": "revoked_on_page"}
NO_ED25519 = """
const real = crypto.subtle.importKey.bind(crypto.subtle);
crypto.subtle.importKey = (format, key, algorithm, ...more) =>
  algorithm.name === "Ed25519" ? Promise.reject(new Error("unknown")) : real(format, key, algorithm, ...more);
"""
NO_CRYPTO = "Object.defineProperty(crypto, 'subtle', { value: undefined });"


@pytest.fixture
def certificates(db):
    """Four certificates with their registers; the second is revoked."""
    made = list(finishing.certificates(finishing.finished_world()))
    revoke(made[1], "Ghi sai", by=SYSTEM)
    return made


@pytest.fixture
def stranger(tmp_path):
    """The signing key of another office."""
    return signing_keys(Home(tmp_path / "noi-khac").made())[0]


@pytest.fixture
def opened(certificates, stranger, chromium, tmp_path):
    """Opens the page from its file with the network off; nothing may be asked for and nothing complain."""
    file = tmp_path / "kiểm tra chứng nhận.html"
    file.write_bytes(check_page(other_keys={stranger.name: stranger.public}))
    asked, complaints, contexts = [], [], []

    def open_page(*, width=1440, before="", dark=False):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, offline=True, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        if before:
            page.add_init_script(before)
        page.goto(file.as_uri())
        return page

    open_page.complaints = complaints
    yield open_page
    for context in contexts:
        context.close()
    assert {url for url in asked if url != file.as_uri()} == set()
    assert complaints == []


def keys_of(stranger):
    return {**queries.known_keys(), stranger.name: stranger.public}


def expected(checked):
    return [ON_PAGE.get(checked.code, checked.code), checked.number]


def say_of_texts(page, texts):
    asked = (
        "texts => Promise.all(texts.map(each => khaigiang.checkText(each).then(found => [found.code, found.number])))"
    )
    return page.evaluate(asked, texts)


def say_of_files(page, files):
    asked = """files => Promise.all(files.map(each => khaigiang.checkFile(
        Uint8Array.from(atob(each), letter => letter.charCodeAt(0))).then(found => [found.code, found.number])))"""
    return page.evaluate(asked, [base64.b64encode(each).decode() for each in files])


def say_of_changed_file(page, file, changes):
    """The file with one byte changed, once for each (place, what is changed of its bits)."""
    asked = """([file, changes]) => {
        const data = Uint8Array.from(atob(file), letter => letter.charCodeAt(0));
        return Promise.all(changes.map(([place, bits]) => {
          const changed = data.slice();
          changed[place] ^= bits;
          return khaigiang.checkFile(changed).then(found => [found.code, found.number]);
        }));
      }"""
    return page.evaluate(asked, [base64.b64encode(file).decode(), changes])


def signed(key, text, **changes):
    statement = replace(read_statement(text).statement, key=key.name, **changes)
    said = text_to_sign(statement)
    return with_signature(said, key.sign(said))


def changes_of(text, chance, count):
    """Texts that differ from a statement in one place or in spelling only."""
    letters = "AaBb09|%/-_ =\u0301\u00a0\u200b\u2028\ufeff\x1c\x85\x00đ０"
    for _ in range(count):
        place, letter = chance.randrange(len(text)), chance.choice(letters)
        kind = chance.randrange(5)
        if kind == 0:
            yield text[:place] + letter + text[place + 1 :]
        elif kind == 1:
            yield text[:place] + letter + text[place:]
        elif kind == 2:
            yield text[:place] + text[place + 1 :]
        elif kind == 3:
            yield text[:place] + f"%{ord(text[place]) % 256:02X}" + text[place + 1 :]
        else:
            yield text[:place] + text[place].swapcase() + text[place + 1 :]


def spellings_of(text, key):
    """What might be taken for the same statement, or for one at all."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    yield from (text[:-1] + letter for letter in alphabet)
    yield from (text + tail for tail in ("=", "==", "A", "|", "\n", "\r\n", " ", "\u3000", "\x1c", "\x85", "\ufeff"))
    yield from (head + text for head in (" ", "\t\n", "\u2028", "\x1f", "\ufeff", "x", "KG1|"))
    yield from (text[:-1], unicodedata.normalize("NFD", text), text.upper(), text.replace("KG1", "KG2"))
    yield from (
        "",
        " ",
        "\x1c",
        "xin chào",
        "KG",
        "KG1|",
        "KG１|x",
        "KG12|x",
        "CN/00001",
        text + "A" * 4000,
        "KG1|" + "😀" * 3996,
        "KG1|" + "😀" * 3997,
    )
    yield from (text.replace("2022-05-12", other) for other in ("20220512", "2022-5-12", "2022-02-30", "0000-01-01"))
    yield from (text.replace("Lớp 1", other) for other in ("Lớp  1", "L%E1p", "Lớp%201", "Lớp%0A1", "Lớp 1%"))
    statement = read_statement(text).statement
    for changed in (
        {"name": "A|B%C\x07"},
        {"name": "Ê\u0323 😀", "programme": ""},
        {"born": "1975"},
        {"born": "06/1975"},
        {"number": "khong-gach"},
        {"issuer": "Trường khác"},
        {"last_day": dt.date(9999, 12, 31)},
        {"first_day": dt.date(1, 1, 1)},
    ):
        said = text_to_sign(replace(statement, **changed))
        yield with_signature(said, key.sign(said))


def test_page_says_of_every_changed_text_what_python_says(certificates, stranger, opened):
    own = signing_keys(queries.home.current())[0]
    chance = random.Random(20220512)
    texts = [each.statement for each in certificates]
    texts += changes_of(texts[0], chance, 600)
    texts += spellings_of(texts[0].strip(), own)
    texts += [
        texts[0].replace(own.name, "0" * len(own.name)),  # a key that nobody knows
        signed(stranger, texts[0]),  # another office's key in our book
        signed(stranger, texts[0], issuer="Trường khác"),
        signed(stranger, texts[0], issuer="Trường khác", number="CN/1")[:-7] + "AAAAAAA",
    ]
    told = say_of_texts(opened(), texts)
    # The register also knows which numbers were never issued and what they were issued for; the page knows by whom.
    in_book = {"not_in_register", "other_in_register"}
    for text, found in zip(texts, told, strict=True):
        checked = queries.check_text(text, keys=keys_of(stranger))
        code, number = expected(checked)
        if f"|{own.name}|" in text and code in {*in_book, "valid_elsewhere"}:
            code = "valid_on_page"
        elif code in in_book:
            code = "not_in_register"
        assert (text, found) == (text, [code, number])
    assert {code for code, _ in told} == {
        "valid_on_page", "revoked_on_page", "valid_elsewhere", "not_in_register", "nothing", "not_a_statement",
        "unknown_version", "not_as_written", "unknown_key", "wrong_signature",
    }  # fmt: skip


@pytest.fixture
def file(certificates):
    return CertificateFiles().pdf(Certificate.objects.select_related("register").get(pk=certificates[0].pk))


def test_page_says_of_every_changed_file_what_python_says(file, stranger, opened):
    chance = random.Random(5)
    places = [*chance.sample(range(len(file)), 60), *range(len(file) - 520, len(file))]
    changes = [(place, 1 << chance.randrange(8)) for place in places]
    told = say_of_changed_file(opened(), file, changes)
    for (place, bits), found in zip(changes, told, strict=True):
        changed = bytearray(file)
        changed[place] ^= bits
        assert (place, found) == (place, expected(queries.check_file(bytes(changed), keys=keys_of(stranger))))
    assert {code for code, _ in told} == {"file_changed", "file_without_seal", "unknown_key"}


def test_page_says_of_every_kind_of_file_what_python_says(file, certificates, stranger, opened):
    text = certificates[0].statement.encode()
    files = [file, file + b"\n", file[:-1], file[:-1] + b" ", file.replace(b"\n%KG-SEAL ", b"\n%KG-SEAL x")]
    files += [b"%PDF-1.7", b"", b"\xff\xfe", b"\xef\xbb\xbf", b"x" * 2_000_001, bytes(range(256))]
    files += [text, b"\xef\xbb\xbf" + text + b"\r\n", text[:50] + b"\xff" + text[51:], text.decode().encode("utf-16")]
    for found, each in zip(say_of_files(opened(), files), files, strict=True):
        assert found == expected(queries.check_file(each, keys=keys_of(stranger)))


def test_browser_without_ed25519_says_the_same(certificates, stranger, opened):
    text = certificates[0].statement
    texts = [text, certificates[1].statement, signed(stranger, text, issuer="Trường khác")]
    texts += changes_of(text, random.Random(7), 40)
    slow = say_of_texts(opened(before=NO_ED25519), texts)
    assert slow == say_of_texts(opened(), texts)
    assert [code for code, _ in slow[:3]] == ["valid_on_page", "revoked_on_page", "valid_elsewhere"]


def test_browser_that_cannot_check_says_so_and_calls_nothing_valid(certificates, opened):
    page = opened(before=NO_CRYPTO)
    page.locator("#text").fill(certificates[0].statement)
    page.locator("#check").click()
    page.locator("#found.bad").wait_for()
    assert "Trình duyệt này không kiểm tra được chữ ký số" in page.locator("#found").inner_text()


def said(page):
    page.locator("#found").wait_for()
    return " ".join(page.locator("#found").inner_text().split())


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_certificate_is_pasted_and_checked_at_either_width(certificates, opened, width, dark):
    page = opened(width=width, dark=dark)
    page.locator("#text").fill(f" {certificates[0].statement}\r\n")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    told = said(page)
    assert told.startswith("Chứng nhận CN-TĐTCBLHP/00001 hợp lệ")
    assert "đến ngày 12/05/2022 chứng nhận chưa bị thu hồi" in told
    for each in (certificates[0].full_name, "01/06/1975", "Lớp 1", "09/05/2022 – 27/05/2022", "12/05/2022"):
        assert each in told
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert (
        "Chứng nhận bị thu hồi sau ngày 12/05/2022 thì trang này không biết được" in page.locator("header").inner_text()
    )


def test_revoked_and_changed_ones_are_not_valid_on_the_page(certificates, opened):
    page = opened()
    for text, heading, why in (
        (certificates[1].statement, "Không hợp lệ: CN-TĐTCBLHP/00002", "Chứng nhận đã bị thu hồi ngày 12/05/2022"),
        (certificates[0].statement.replace("Lớp 1", "L 2"), "Không hợp lệ: CN-TĐTCBLHP/00001", "Chữ ký không đúng"),
        ("<img src=x onerror=alert(1)>", "Không hợp lệ", "Đây không phải là nội dung mã"),
    ):
        page.locator("#text").fill(text)
        page.locator("#check").click()
        page.locator("#found p", has_text=why).first.wait_for()
        assert said(page).startswith(f"{heading} {why}")
        assert page.locator("#found dl").count() == 0


def test_file_is_chosen_and_checked_whole(file, opened, tmp_path):
    good, bad = tmp_path / "chung-nhan.pdf", tmp_path / "da-sua.pdf"
    good.write_bytes(file)
    middle = len(file) // 2
    bad.write_bytes(file[:middle] + bytes([file[middle] ^ 1]) + file[middle + 1 :])
    page = opened()
    page.locator("#file").set_input_files(good)
    page.locator("#found.good").wait_for()
    assert said(page).startswith("Chứng nhận CN-TĐTCBLHP/00001 hợp lệ")
    page.locator("#file").set_input_files(bad)
    page.locator("#found.bad").wait_for()
    assert said(page).startswith("Không hợp lệ: CN-TĐTCBLHP/00001 Tệp đã bị sửa sau khi cấp.")


def test_policy_lets_nothing_foreign_run_or_leave(opened):
    page = opened()
    policy = page.locator("meta[http-equiv]").get_attribute("content")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    tried = page.evaluate(
        """async () => {
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
          const left = await fetch("data:text/plain,x").then(() => true, () => false);
          return [window.ran === true, left];
        }"""
    )
    assert tried == [False, False]
    assert sum("Content Security Policy" in each for each in opened.complaints) >= 2
    opened.complaints.clear()
