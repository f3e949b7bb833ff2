import pytest

from documents.reading import GOLDEN, texts

TEXTS = texts()


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_document_says_its_golden_text(name):
    assert TEXTS[name] == (GOLDEN / name).read_text(encoding="utf-8")


def test_golden_folder_holds_no_text_without_a_document():
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(TEXTS)
