import pytest
from django.template import TemplateDoesNotExist
from django.test import RequestFactory

from khaigiang.web.pages import render_page

PAGE = "timetables/rooms.html"
CONTEXT = {"listing": {"rows": []}}


def ask(**headers):
    return render_page(RequestFactory().get("/", headers=headers), PAGE, CONTEXT)


def test_page_is_whole_without_a_target():
    assert ask().content.startswith(b"<!doctype html>")


def test_page_is_the_fragment_that_the_target_names():
    assert ask(HX_Target="rooms").content.lstrip().startswith(b'<section class="sheet flush" id="rooms"')


@pytest.mark.parametrize("target", ["elsewhere", "../rooms", "rooms#rooms", ""])
def test_page_is_whole_for_a_target_it_does_not_have(target):
    assert ask(HX_Target=target).content.startswith(b"<!doctype html>")


def test_page_varies_by_what_was_asked():
    assert ask().headers["Vary"] == "HX-Request, HX-Target"


def test_page_without_a_template_is_a_mistake_of_ours():
    with pytest.raises(TemplateDoesNotExist):
        render_page(RequestFactory().get("/"), "web/none.html")
