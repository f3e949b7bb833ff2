from pathlib import Path

import pytest

from khaigiang.cli import translations

PYTHON = """
from django.utils.translation import gettext_lazy as _, pgettext_lazy
SAID = _("Một câu " "hai dòng")
IN_CONTEXT = pgettext_lazy("list", "Giảng viên")
NOT_SAID = other("Không dịch")
"""
TEMPLATE = """{% load i18n %}{% translate "Đăng 'nhập'" %}
{% blocktranslate with n=rows|length %}{{ n }} người{% endblocktranslate %}{{ _("Tiếp") }}"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "phrases.py").write_text(PYTHON, encoding="utf-8")
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


def test_every_sentence_of_python_and_templates_is_found(folder: Path) -> None:
    assert translations.messages_of(folder) == {
        (None, "Một câu hai dòng"),
        ("list", "Giảng viên"),
        (None, "Đăng 'nhập'"),
        (None, "%(n)s người"),
        (None, "Tiếp"),
    }


def test_sentence_without_translation_is_named(folder: Path, monkeypatch) -> None:
    catalogue = folder / "locale" / "en" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid ""\nmsgstr ""\n\nmsgid "Tiếp"\nmsgstr "Next"\n\nmsgid "Cũ"\nmsgstr "Old"\n', "utf-8")
    monkeypatch.setattr(translations, "PACKAGE", folder)
    monkeypatch.setattr(translations, "REPOSITORY", folder)

    found = [fault.partition("django.po: ")[2] for fault in translations.faults()]

    assert found == [
        "missing: %(n)s người",
        "missing: Giảng viên",
        "missing: Một câu hai dòng",
        "missing: Đăng 'nhập'",
        "not compiled",
        "said nowhere any more: Cũ",
    ]
