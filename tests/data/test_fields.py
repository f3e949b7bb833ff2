import pytest

from khaigiang.data import fields
from khaigiang.foundation import home


@pytest.fixture
def own_list(tmp_path, monkeypatch):
    monkeypatch.setenv("KHAIGIANG_HOME", str(tmp_path))
    return home.current().root / "fields.toml"


def test_packaged_fields_have_one_code_each_and_are_unverified():
    listed = fields.fields()
    assert len({field.code for field in listed}) == len(listed)
    assert [field.code for field in listed if field.verified or not field.consenting_body] == []


def test_field_is_found_by_its_code():
    found = fields.field_of("inspection")
    assert found is not None
    assert (found.name, fields.field_of("astronomy")) == ("Kiểm tra, giám sát, kỷ luật đảng", None)


def test_own_list_takes_the_place_of_the_packaged_one(own_list):
    own_list.write_text(
        '[[fields]]\ncode = "y_te"\nname = "Y tế"\nenglish = "Health"\nconsenting_body = "Sở Y tế"\nverified = true\n',
        encoding="utf-8",
    )
    assert [field.code for field in fields.fields()] == ["y_te"]


def test_own_list_that_says_something_else_is_named(own_list):
    own_list.write_text('[[fields]]\ncode = "y_te"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"^fields\.toml: "):
        fields.fields()
