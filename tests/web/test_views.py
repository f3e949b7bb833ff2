import pytest

pytestmark = pytest.mark.django_db


def test_theme_is_kept_and_the_reader_goes_back(client):
    answer = client.post("/giao-dien/", {"theme": "dark", "next": "/dang-nhap/"})
    assert answer.headers["Location"] == "/dang-nhap/"
    assert 'data-theme="dark"' in client.get("/dang-nhap/").content.decode()


def test_unknown_theme_is_not_kept(client):
    client.post("/giao-dien/", {"theme": "pink"})
    assert 'data-theme="auto"' in client.get("/dang-nhap/").content.decode()


def test_theme_leads_nowhere_outside(client):
    assert client.post("/giao-dien/", {"theme": "dark", "next": "//example.org"}).headers["Location"] == "/"


def test_page_is_vietnamese_whatever_the_browser_asks(client):
    page = client.get("/dang-nhap/", headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="vi"' in page


def test_page_is_english_when_the_reader_chose_it(client):
    client.post("/ngon-ngu/", {"language": "en", "next": "/dang-nhap/"})
    answer = client.get("/dang-nhap/")
    assert "<h1>Sign in</h1>" in answer.content.decode()
    assert answer.headers["Content-Language"] == "en"


def test_page_allows_nothing_inline_and_nothing_from_elsewhere(client):
    policy = client.get("/dang-nhap/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_unknown_address_is_answered_in_the_same_look(client):
    answer = client.get("/khong-co/")
    assert answer.status_code == 404
    assert "Không có trang ở địa chỉ này" in answer.content.decode()
