import re
from pathlib import Path

import polib
import pytest
from django.utils import translation

import khaigiang.intake
from khaigiang.intake.columns import Kind
from khaigiang.intake.findings import Finding, Severity
from khaigiang.intake.phrases import SENTENCES, message, place

ROOM = Path(khaigiang.intake.__file__).parent
LOCALE = ROOM / "locale"
CATALOGUE = LOCALE / "en" / "LC_MESSAGES" / "django.po"
_CODES = (
    re.compile(r'"([a-z]+(?:_[a-z]+)+)",\s*(?:Severity\.|_FAULT|severity)'),
    re.compile(r'(?:CellFaultError|_refused|_unknown)\(\s*(?:name, |[a-z.]+, "[a-z]+", )?"([a-z_]+)"'),
    re.compile(r'(?:, |return )"((?:file|sheet|workbook)_[a-z_]+)"'),
    re.compile(r'"(column_[a-z]+)", Severity'),
)
_KINDS_THAT_FAIL = (
    Kind.WHOLE,
    Kind.DATE,
    Kind.PARTIAL_DATE,
    Kind.NUMBERS,
    Kind.COMPETENCES,
    Kind.SPELLS,
    Kind.WEEKDAYS,
    Kind.PARTS,
)

ENGLISH = {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOGUE))}


def placeholders(text):
    return sorted(re.findall(r"%\((\w+)\)s", text))


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_has_its_english_with_no_other_facts(code):
    with translation.override(None):
        vietnamese = str(SENTENCES[code])
    assert set(placeholders(ENGLISH[vietnamese])) - {"english", "sheet"} <= set(placeholders(vietnamese))


def test_compiled_catalogue_says_what_its_source_says():
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    assert {entry.msgid: entry.msgstr for entry in compiled} == ENGLISH


def test_message_speaks_the_active_language(settings):
    settings.LOCALE_PATHS = [LOCALE]
    finding = Finding("p.xlsx", "Lớp", "D5", "bounds_reversed", Severity.FILE_FAULT, {"minimum": "36", "maximum": "35"})
    said = {}
    for language in ("vi", "en"):
        with translation.override(language):
            said[language] = (place(finding), message(finding))
    assert said == {
        "vi": ("Tệp p.xlsx, trang “Lớp”, ô D5", "Sĩ số ít nhất (36) lớn hơn sĩ số nhiều nhất (35)."),
        "en": ("File p.xlsx, sheet “Lớp”, cell D5", "The minimum size (36) is above the maximum (35)."),
    }


@pytest.mark.parametrize(
    ("sheet", "cell", "said"),
    [("", "", "Tệp p.xlsx"), ("Lớp", "", "Tệp p.xlsx, trang “Lớp”"), ("Lớp", "D5", "Tệp p.xlsx, trang “Lớp”, ô D5")],
)
def test_place_says_as_much_as_is_known(sheet, cell, said):
    assert place(Finding("p.xlsx", sheet, cell, "cell_missing", Severity.ROW_FAULT)) == said


def test_every_code_given_in_the_room_has_a_sentence():
    text = "".join(module.read_text(encoding="utf-8") for module in ROOM.glob("*.py") if module.name != "phrases.py")
    codes = {code for pattern in _CODES for code in pattern.findall(text)}
    codes |= {f"not_{kind}" for kind in (*_KINDS_THAT_FAIL, Kind.CHOICE)}
    assert len(codes) > 40  # the patterns still find what they look for
    assert codes - set(SENTENCES) == set()
