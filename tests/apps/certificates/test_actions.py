import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import builders
import finishing
from apps.acting import LEADER, SCHOOL, last_event, refused, rows
from khaigiang.apps.certificates import actions, queries
from khaigiang.apps.certificates.exports import CertificateFiles
from khaigiang.apps.certificates.models import Certificate, Register
from khaigiang.apps.certificates.phrases import FINDINGS
from khaigiang.apps.results.models import Completion
from khaigiang.core.states import ClassState
from khaigiang.foundation import guarded


@pytest.fixture
def world(db):
    return finishing.finished_world(districts=1, people=3)


def test_class_gets_consecutive_numbers_in_the_order_of_its_list(world):
    made = actions.issue_certificates(world.training_class, by=SCHOOL)
    assert [(each.number, each.full_name) for each in made] == [
        (1, "Lê Thị Bình 11"),
        (2, "Đỗ Ánh Dương 12"),
        (3, "Phạm Quốc Ân 13"),
    ]
    assert Register.objects.get().last_number == 3
    assert not Completion.objects.filter(sealed_on=None).exists()
    assert last_event()[0] == "certificates.issued"
    assert (last_event()[3]["first"], last_event()[3]["last"]) == ("1", "3")


def test_next_class_of_the_school_goes_on_in_the_same_book(world):
    actions.issue_certificates(world.training_class, by=SCHOOL)
    other = finishing.another_class(world, "Lớp khác", people=2)
    assert [each.number for each in actions.issue_certificates(other, by=SCHOOL)] == [4, 5]


def test_certificate_says_what_stood_at_issue(world):
    first = actions.issue_certificates(world.training_class, by=SCHOOL)[0]
    statement = queries.check_text(first.statement, keys=queries.known_keys()).statement
    assert (statement.number, statement.name, statement.born) == ("CN-TĐTCBLHP/00001", "Lê Thị Bình 11", "01/06/1975")
    assert (statement.issuer, statement.class_name) == (world.line.school, "Lớp 1")
    assert (statement.first_day, statement.last_day) == (dt.date(2022, 5, 9), dt.date(2022, 5, 27))
    assert statement.issued_on == dt.date(2022, 5, 12)


def test_who_has_not_completed_gets_none(world):
    with guarded.writing("test"):
        Completion.objects.filter(enrolment=world.enrolments[0]).update(standing="not_completed")
    assert len(actions.issue_certificates(world.training_class, by=SCHOOL)) == 2
    with refused("not_completed"):
        actions.issue_certificate(Completion.objects.get(enrolment=world.enrolments[0]), by=SCHOOL)


def test_second_certificate_for_one_completion_is_refused(world):
    actions.issue_certificates(world.training_class, by=SCHOOL)
    with refused("nothing_to_issue"):
        actions.issue_certificates(world.training_class, by=SCHOOL)
    said = "Lê Thị Bình 11 đã được cấp chứng nhận số CN-TĐTCBLHP/00001; chỉ cấp lại sau khi thu hồi."
    with refused("already_issued", said):
        actions.issue_certificate(Completion.objects.get(enrolment=world.enrolments[0]), by=SCHOOL)


def test_class_that_is_not_over_gets_none(db):
    world = builders.small_world(districts=1, state=ClassState.OPEN)
    held = finishing.completion(world.enrolments[0])
    with refused("class_not_finished"):
        actions.issue_certificates(world.training_class, by=SCHOOL)
    with refused("class_not_finished"):
        actions.issue_certificate(held, by=SCHOOL)


def test_verdict_from_before_the_closing_carries_no_certificate(world):
    with guarded.writing("test"):
        Completion.objects.filter(enrolment=world.enrolments[0]).update(interim=True)
    assert len(actions.issue_certificates(world.training_class, by=SCHOOL)) == 2
    said = "Lớp 1 được xét kết quả trước khi bế giảng; hãy xét lại rồi cấp chứng nhận."
    with refused("judged_too_early", said):
        actions.issue_certificates(world.training_class, by=SCHOOL)
    with refused("judged_too_early"):
        actions.issue_certificate(Completion.objects.get(enrolment=world.enrolments[0]), by=SCHOOL)


def test_who_may_not_certify(world):
    with refused("may_not_certify"):
        actions.issue_certificates(world.training_class, by=LEADER)
    with refused("may_not_certify"):
        actions.issue_certificate(Completion.objects.all()[0], by=LEADER)
    (first, *_) = actions.issue_certificates(world.training_class, by=SCHOOL)
    with refused("may_not_certify"):
        actions.revoke(first, "Sai", by=LEADER)


def test_revoked_certificate_keeps_its_number_and_another_is_issued(world):
    (first, *_) = actions.issue_certificates(world.training_class, by=SCHOOL)
    actions.revoke(first, " Ghi sai ngày sinh ", by=SCHOOL)
    assert last_event()[0] == "certificates.revoked"
    again = actions.issue_certificate(first.completion, by=SCHOOL)
    assert (again.number, last_event()[0]) == (4, "certificates.issued_one")
    first.refresh_from_db()
    assert (first.state, first.revoked_why, first.revoked_on) == ("revoked", "Ghi sai ngày sinh", dt.date(2022, 5, 12))
    with refused("already_revoked"):
        actions.revoke(first, "Lại", by=SCHOOL)


def test_revoking_needs_a_reason_and_frees_the_result(world):
    (first, *_) = actions.issue_certificates(world.training_class, by=SCHOOL)
    with refused("revoked_without_reason"):
        actions.revoke(first, "  ", by=SCHOOL)
    actions.revoke(first, "Sai", by=SCHOOL)
    assert Completion.objects.get(pk=first.completion_id).sealed_on is None


def test_issuing_that_fails_gives_its_numbers_back(world, monkeypatch):
    before = rows()
    monkeypatch.setattr(actions, "seal", _break)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.issue_certificates(world.training_class, by=SCHOOL)
    monkeypatch.undo()
    assert rows() == before
    assert actions.issue_certificates(world.training_class, by=SCHOOL)[0].number == 1


def _break(*_completions, **_facts):
    raise ZeroDivisionError


def test_database_refuses_what_cannot_be(world):
    (first, *_) = actions.issue_certificates(world.training_class, by=SCHOOL)
    copied = {
        each.attname: getattr(first, each.attname) for each in Certificate._meta.concrete_fields if each.attname != "id"
    }
    with guarded.writing("test"):
        with refused("register_once"):
            Register.objects.create(issuer=first.register.issuer, name=first.register.name, prefix="X")
        with refused("certificate_number_once"):
            Certificate.objects.create(
                **{**copied, "state": "revoked", "revoked_on": first.issued_on, "revoked_why": "x"}
            )
        with refused("one_certificate_for_a_completion"):
            Certificate.objects.create(**{**copied, "number": 99})
        with refused("certificate_revoked_with_reason"):
            Certificate.objects.create(**{**copied, "number": 99, "state": "revoked"})


def test_same_row_gives_the_same_file(world):
    (first, *_) = actions.issue_certificates(world.training_class, by=SCHOOL)
    row, keys = Certificate.objects.select_related("register").get(pk=first.pk), queries.known_keys()
    file = CertificateFiles().pdf(row)
    assert CertificateFiles().pdf(row) == file
    assert queries.check_file(file, keys=keys).code == "valid"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text.replace("Bình", "Binh"), "wrong_signature"),
        (lambda text: text.replace("2022-05-12", "2022-05-13"), "wrong_signature"),
        (lambda text: text[:-4], "not_as_written"),
        (lambda _text: "", "nothing"),
        (lambda _text: "xin chào", "not_a_statement"),
    ],
)
def test_changed_statement_is_not_valid(change, code, world):
    (first, *_) = actions.issue_certificates(world.training_class, by=SCHOOL)
    checked = queries.check_text(change(first.statement), keys=queries.known_keys())
    assert (checked.code, checked.valid, checked.statement) == (code, False, None)


def test_statement_with_any_one_letter_changed_left_out_or_added_is_not_valid(world):
    """Every position of the text, and three letters at each: another one, none, and one more."""
    (first, *_) = actions.issue_certificates(world.training_class, by=SCHOOL)
    text, keys = first.statement, queries.known_keys()
    assert queries.check_text(text, keys=keys).valid
    for place, letter in enumerate(text):
        other = "A" if letter != "A" else "B"
        for changed in (
            text[:place] + other + text[place + 1 :],
            text[:place] + letter.swapcase() + text[place + 1 :] if letter.swapcase() != letter else "",
            text[:place] + text[place + 1 :],
            text[:place] + other + text[place:],
        ):
            assert (changed, queries.check_text(changed, keys=keys).valid) == (changed, False)


def test_statement_with_any_one_byte_changed_is_not_valid(world):
    (first, *_) = actions.issue_certificates(world.training_class, by=SCHOOL)
    data, keys = first.statement.encode(), queries.known_keys()
    for place in range(len(data)):
        for bit in range(8):
            changed = bytearray(data)
            changed[place] ^= 1 << bit
            assert (place, bit, queries.check_file(bytes(changed), keys=keys).valid) == (place, bit, False)


@pytest.fixture
def sealed(world):
    """A certificate's file."""
    actions.issue_certificates(world.training_class, by=SCHOOL)
    return CertificateFiles().pdf(Certificate.objects.select_related("register")[0])


def test_every_byte_of_the_seal_counts(sealed):
    keys, begins = queries.known_keys(), sealed.rindex(b"\n%KG-STATEMENT ")
    for place in range(begins, len(sealed)):
        for bit in (0, 5, 7):
            changed = bytearray(sealed)
            changed[place] ^= 1 << bit
            assert (place, queries.check_file(bytes(changed), keys=keys).valid) == (place, False)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(share=st.floats(0, 1, exclude_max=True), change=st.integers(1, 255), more=st.binary(max_size=3))
def test_file_with_any_change_is_not_valid(sealed, share, change, more):
    keys, place = queries.known_keys(), int(share * len(sealed))
    changed = bytearray(sealed)
    changed[place] ^= change
    for damaged in (bytes(changed) + more, sealed[:place], sealed[:place] + b"\n" + sealed[place:], sealed + b"\n"):
        assert not queries.check_file(damaged, keys=keys).valid


def test_register_knows_more_than_the_signature(world):
    first, second, third = actions.issue_certificates(world.training_class, by=SCHOOL)
    keys = queries.known_keys()
    assert queries.check_text(second.statement, keys={}).code == "unknown_key"
    actions.revoke(first, "Ghi sai", by=SCHOOL)
    revoked = queries.check_text(first.statement, keys=keys)
    assert (revoked.code, revoked.reason) == ("revoked", "Chứng nhận đã bị thu hồi ngày 12/05/2022. Lý do: Ghi sai")
    assert queries.check_number("CN-TĐTCBLHP/00001").code == "revoked"
    assert queries.check_number("CN-TĐTCBLHP/00002").code == "in_register"
    assert queries.check_number("CN-TĐTCBLHP/00009").code == "not_a_statement"
    with guarded.writing("test"):
        Certificate.objects.filter(pk=second.pk).update(statement="khác")
        Certificate.objects.filter(pk=third.pk).delete()
    assert queries.check_text(second.statement, keys=keys).code == "other_in_register"
    assert queries.check_text(third.statement, keys=keys).code == "not_in_register"
    with guarded.writing("test"):
        Register.objects.update(issuer="Trường khác")
    assert (checked := queries.check_text(third.statement, keys=keys)).code == "valid_elsewhere"
    assert checked.valid


def test_number_of_two_books_is_not_decided(world):
    actions.issue_certificates(world.training_class, by=SCHOOL)
    other = finishing.another_class(world, "Lớp khác")
    with guarded.writing("test"):
        other.line.school = "Trung tâm Đào tạo cán bộ Lê Hồng Phong"
        other.line.save()
    actions.issue_certificates(other, by=SCHOOL)
    with guarded.writing("test"):
        Register.objects.update(prefix="CN")
    assert queries.check_number("CN/00001").code == "number_of_several"


def test_every_finding_has_its_words():
    facts = {"key": "k", "on": "o", "why": "w", "file": "f"}
    assert [code for code in FINDINGS if not queries.Checked(code, facts=facts).reason.endswith((".", "w"))] == []
