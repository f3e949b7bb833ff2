import pytest

import builders
from apps.acting import LEADER, PLANNER, last_event, refused, rows, somebody
from apps.intake.lists import FIRST, SECOND, book
from khaigiang.apps.desk.tasks import check_batch
from khaigiang.apps.intake.actions import accept, check, commit, decide, drop, remember, upload
from khaigiang.apps.intake.bridge import file_of
from khaigiang.apps.intake.models import Batch, BatchFinding, ColumnMemory, StagedPerson
from khaigiang.apps.intake.queries import batches_of, findings_of, kinds_open
from khaigiang.apps.people.models import Person
from khaigiang.core.vietnamese import Encoding, from_unicode
from khaigiang.foundation import guarded, home
from khaigiang.intake.refusal import FilesRefused
from khaigiang.intake.sheets import MAX_BYTES


def uploaded(*people, **facts) -> Batch:
    return upload("ds.xlsx", book(*people), kind=facts.pop("kind", "people"), by=facts.pop("by", PLANNER), **facts)


def checked(*people, **facts) -> Batch:
    return check(uploaded(*people, **facts), by=PLANNER)


def told(batch: Batch) -> list[tuple[str, str, str | None]]:
    return [(each.cell, each.code, each.suggestion) for each in findings_of(batch)]


def test_upload_keeps_the_bytes_and_writes_nothing_else(district) -> None:
    before = rows()
    batch = uploaded(FIRST, unit=district)

    assert {name: count - before[name] for name, count in rows().items() if count != before[name]} == {
        "Batch": 1, "Event": 1, "Unsealed": 1,
    }  # fmt: skip
    assert b"PK" not in (home.current().waiting_lists / batch.digest).read_bytes()[:40]  # it lies there sealed
    assert file_of(batch)[:2] == b"PK"
    assert last_event()[0] == "intake.uploaded"
    assert last_event()[3] == {"file": "ds.xlsx", "kind": "people"}


def test_the_same_file_for_the_same_end_is_one_batch(district) -> None:
    data = book(FIRST)
    first = upload("ds.xlsx", data, kind="people", by=PLANNER)
    again = upload("khac.xlsx", data, kind="people", by=PLANNER)
    other = upload("ds.xlsx", data, kind="nominations", by=PLANNER)

    assert first == again != other


def test_a_second_batch_of_one_file_is_refused_by_the_database(district) -> None:
    batch = uploaded(FIRST)
    facts = {"digest": batch.digest, "kind": batch.kind, "uploaded_at": batch.uploaded_at}
    with refused("batch_once"), guarded.writing("test"):
        Batch.objects.create(file_name="b.xlsx", **facts)


def test_two_people_at_one_place_are_refused_by_the_database(district) -> None:
    batch = checked(FIRST)
    with refused("staged_person_place_once"), guarded.writing("test"):
        StagedPerson.objects.create(batch=batch, place=1, sheet="DS", row=2, full_name="A")


def test_one_heading_with_two_meanings_is_refused_by_the_database(district) -> None:
    remember(district, headings={"Mã số": "citizen_number"}, by=PLANNER)
    with refused("column_memory_once"), guarded.writing("test"):
        ColumnMemory.objects.create(unit=district, heading="mã số", field="phone")


@pytest.mark.parametrize("by", [LEADER, somebody("sending_unit")])
def test_upload_is_refused_to_others(district, by) -> None:
    with refused("may_not_bring_in"):
        uploaded(FIRST, by=by)


def test_a_sending_unit_hands_in_its_own_nominees(district) -> None:
    sender = somebody("sending_unit", scope=frozenset({district.pk}))
    assert uploaded(FIRST, kind="nominations", unit=district, by=sender).unit == district
    with refused("may_not_bring_in"):
        uploaded(FIRST, unit=district, by=sender)


def test_a_file_that_is_too_large_is_not_even_kept(district) -> None:
    with pytest.raises(FilesRefused) as said:
        upload("lon.xlsx", bytes(MAX_BYTES + 1), kind="people", by=PLANNER)
    assert [each.code for each in said.value.findings] == ["file_too_large"]
    assert not home.current().waiting_lists.exists()


def test_check_keeps_people_findings_and_columns(district) -> None:
    batch = checked(FIRST, [2, "Trần  Thị Nghiệm", *SECOND[2:]])

    assert list(batch.staged.values_list("place", "row", "full_name", "unit__name")) == [
        (1, 2, "Nguyễn Văn Thử", "Phường Láng Hạ"),
        (2, 3, "Trần  Thị Nghiệm", "Phường Ô Chợ Dừa"),
    ]
    assert told(batch) == [("B3", "repair", "Trần Thị Nghiệm")]
    assert kinds_open(batch) == {"spaces": 1}
    assert [column[3] for column in batch.columns] == ["order", "full_name", "birth", "sex", "position", "unit"]
    assert last_event() == ("intake.checked", f"Batch:{batch.pk}", "7", {"people": "2", "findings": "1"})


def test_check_again_changes_nothing(district) -> None:
    batch = checked(FIRST, SECOND)
    before = list(batch.staged.values_list("place", "full_name", "facts"))
    check(batch, by=PLANNER)
    assert list(batch.staged.values_list("place", "full_name", "facts")) == before


def test_check_tells_units_nobody_knows_and_suggests_those_nearly_known(district) -> None:
    batch = checked([*FIRST[:5], "Phường Lang Hạ"], [*SECOND[:5], "Phường Không Có"])
    assert told(batch) == [("F2", "unit_misspelt", "Phường Láng Hạ, Quận A"), ("F3", "unit_unknown", None)]
    decide(batch, kinds=["unit"], by=PLANNER)
    check(batch, by=PLANNER)
    assert [row.unit.name if row.unit else None for row in batch.staged.all()] == ["Phường Láng Hạ", None]


def test_a_unit_of_other_letters_is_not_taken_with_all_the_rest(district) -> None:
    batch = checked([*FIRST[:5], "Phường Láng Hạc"])
    for kinds, units in ((["all"], [None]), (["near_unit"], ["Phường Láng Hạ"])):
        decide(batch, kinds=kinds, by=PLANNER)
        check(batch, by=PLANNER)
        assert [row.unit.name if row.unit else None for row in batch.staged.all()] == units


def test_a_unit_in_an_old_encoding_is_asked_about_once(district) -> None:
    written = from_unicode("Phường Láng Hạ", Encoding.TCVN3)
    batch = checked([*FIRST[:5], written])
    assert told(batch) == [("F2", "old_encoding", "Phường Láng Hạ")]
    decide(batch, kinds=["tcvn3"], by=PLANNER)
    check(batch, by=PLANNER)
    assert batch.staged.get().unit.name == "Phường Láng Hạ"


def test_people_without_a_unit_are_of_their_group_or_of_the_sending_unit(district) -> None:
    group = ["I", "Phường Láng Hạ", "", "", "", ""]
    assert [row.unit.name for row in checked(group, [*FIRST[:5], ""]).staged.all()] == ["Phường Láng Hạ"]
    assert [row.unit.name for row in checked([*FIRST[:5], ""], unit=district).staged.all()] == ["Quận A"]
    assert told(checked([*SECOND[:5], ""])) == [("F2", "unit_missing", None)]


def test_decide_takes_suggestions_of_a_kind_or_one_by_one(district) -> None:
    batch = checked([1, "Nguyễn  Văn Thử", *FIRST[2:]], [2, "TRẦN THỊ NGHIỆM", *SECOND[2:]])
    decide(batch, kinds=["spaces"], keep=BatchFinding.objects.filter(batch=batch, cell="B3"), by=PLANNER)
    assert last_event()[3] == {"kinds": "spaces", "taken": "0", "kept": "1", "columns": "0"}
    check(batch, by=PLANNER)
    assert list(batch.staged.values_list("full_name", flat=True)) == ["Nguyễn Văn Thử", "TRẦN THỊ NGHIỆM"]

    decide(batch, take=BatchFinding.objects.filter(batch=batch, cell="B3"), by=PLANNER)
    check(batch, by=PLANNER)
    assert list(batch.staged.values_list("full_name", flat=True)) == ["Nguyễn Văn Thử", "Trần Thị Nghiệm"]


def test_decide_refuses_a_kind_there_is_none_of(district) -> None:
    batch = checked(FIRST)
    with refused("unknown_kind"):
        decide(batch, kinds=["magic"], by=PLANNER)


def test_accept_refuses_what_still_has_faults_and_names_their_cells(district) -> None:
    batch = checked(FIRST, [2, "Trần Thị Nghiệm", "31/02/1980", *SECOND[3:]])
    with pytest.raises(FilesRefused) as said:
        accept(batch, by=PLANNER)
    assert [(each.sheet, each.cell, each.code) for each in said.value.findings] == [("DS", "C3", "not_partial_date")]


def test_accept_remembers_the_columns_of_the_unit(district) -> None:
    batch = accept(checked(FIRST, unit=district), by=PLANNER)
    assert dict(ColumnMemory.objects.values_list("heading", "field"))["họ và tên"] == "full_name"
    assert last_event() == ("intake.accepted", f"Batch:{batch.pk}", "7", {"people": "1"})


def test_a_remembered_heading_is_read_so_next_time(district) -> None:
    remember(district, headings={"Chức vụ": "note"}, by=PLANNER)
    assert last_event()[0] == "intake.remembered"
    row = checked(FIRST, unit=district).staged.get()
    assert (row.facts["position"], row.facts["note"]) == ("", "Bí thư Đảng ủy")


def kept(batch: Batch) -> bool:
    return (home.current().waiting_lists / batch.digest).exists()


def test_commit_clears_what_waited_and_is_done_once(district, django_capture_on_commit_callbacks) -> None:
    batch = accept(checked([1, "Nguyễn  Văn Thử", *FIRST[2:]]), by=PLANNER)
    with django_capture_on_commit_callbacks(execute=True):
        commit(batch, written=1, by=PLANNER)
    assert (StagedPerson.objects.count(), BatchFinding.objects.count(), kept(batch)) == (0, 0, False)
    assert last_event()[3] == {"people": "1", "written": "1"}
    with refused("not_now"):
        commit(batch, written=1, by=PLANNER)


def test_nothing_is_committed_that_nobody_accepted(district) -> None:
    batch = checked(FIRST)
    with refused("not_now"):
        commit(batch, written=1, by=PLANNER)


def test_drop_forgets_a_file_and_lets_it_come_again(district, django_capture_on_commit_callbacks) -> None:
    batch = checked([1, "Nguyễn  Văn Thử", *FIRST[2:]])
    with django_capture_on_commit_callbacks(execute=True):
        drop(batch, by=PLANNER)
    assert not kept(batch)
    assert (BatchFinding.objects.count(), StagedPerson.objects.count(), Person.objects.count()) == (0, 0, 0)
    assert last_event()[0] == "intake.dropped"
    assert uploaded([1, "Nguyễn  Văn Thử", *FIRST[2:]]) != batch


def test_file_stays_while_another_batch_waits_on_the_same_bytes(district, django_capture_on_commit_callbacks) -> None:
    data = book(FIRST)
    people = upload("ds.xlsx", data, kind="people", by=PLANNER)
    upload("ds.xlsx", data, kind="nominations", by=PLANNER)
    with django_capture_on_commit_callbacks(execute=True):
        drop(people, by=PLANNER)
    assert kept(people)


def test_batches_are_seen_by_whoever_brought_them_in_and_by_planners(district) -> None:
    sender = somebody("sending_unit", scope=frozenset({district.pk}))
    mine = uploaded(FIRST, kind="nominations", unit=district, by=sender)
    builders.unit("Quận B")
    other = somebody("sending_unit", scope=frozenset())
    stranger = type(other)(id="8", name="Người khác", roles=frozenset({"sending_unit"}))

    assert [list(batches_of(each)) for each in (sender, PLANNER, stranger)] == [[mine], [mine], []]
    with refused("not_your_batch"):
        drop(mine, by=stranger)


def test_a_file_that_is_no_list_is_checked_and_never_accepted(district) -> None:
    batch = check(upload("x.xlsx", b"PK nothing", kind="people", by=PLANNER), by=PLANNER)
    assert told(batch) == [("", "file_damaged", None)]
    with pytest.raises(FilesRefused):
        accept(batch, by=PLANNER)


def test_a_file_that_was_taken_away_is_said(district) -> None:
    batch = uploaded(FIRST)
    (home.current().waiting_lists / batch.digest).unlink()
    with refused("file_is_gone"):
        check(batch, by=PLANNER)


def test_names_longer_than_a_record_are_faults(district) -> None:
    assert told(checked([1, "Nguyễn " * 30, *FIRST[2:]]))[-1] == ("B2", "text_too_long", None)


def test_the_job_checks_a_file_once(district) -> None:
    batch = uploaded(FIRST, check_later=True)
    check_batch(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.people) == ("checked", 1)
    check_batch(batch.pk)
    check_batch(0)
    assert StagedPerson.objects.count() == 1
