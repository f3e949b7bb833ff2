"""What a unit answers: filled, submitted in time, handed back, submitted again, taken in."""

import datetime as dt

import pytest

import builders
from apps.acting import LEADER, PLANNER, last_event, refused
from apps.calls.calling import DEADLINE, own, published, seats
from apps.nominations.test_actions import LETTER, entry
from khaigiang.apps.calls import actions
from khaigiang.apps.calls.bridge import own_people, suggestions
from khaigiang.apps.calls.models import Dossier
from khaigiang.apps.nominations.actions import judge_line
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.people.models import TrainingRecord
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db


@pytest.fixture
def quota():
    return seats()


def secretary(quota, name: str, **facts):
    """One of the unit's people with a post that the line is for."""
    person = builders.person(name, **facts.pop("of_person", {}))
    builders.post(person, quota.unit, groups=["commune_secretary"], **facts)
    return person


def filled(quota, *names: str, letter: bool = True) -> Dossier:
    dossier = actions.start_dossier(quota.line, unit=quota.unit, by=own(quota))
    actions.name_people(dossier, [secretary(quota, name).pk for name in names], by=own(quota))
    if letter:
        actions.state_letter(dossier, number="7-CV/QU", day=dt.date(2022, 5, 11), signer="Trần Ký", by=own(quota))
    return dossier


def order(dossier: Dossier) -> list[str]:
    return list(dossier.people.order_by("place").values_list("person__full_name", flat=True))


def test_dossier_is_filled_submitted_handed_back_submitted_again_and_taken_in(quota) -> None:
    published(quota.line)
    dossier = filled(quota, "Lê An", "Lê Bình", "Lê Cúc")
    actions.submit(dossier, by=own(quota))
    assert (dossier.state, dossier.submitted_on) == ("submitted", dt.date(2022, 5, 12))
    with refused("dossier_wrong_state", "Không làm được việc này khi hồ sơ ở tình trạng “Đã gửi”."):
        actions.take_off(dossier, dossier.people.first().person_id, by=own(quota))

    actions.hand_back(dossier, remarks="Xếp Lê Cúc lên trước.", by=PLANNER)
    assert last_event()[3] == {"unit": "Quận A", "remarks": "Xếp Lê Cúc lên trước."}
    cuc = dossier.people.get(place=3).person_id
    actions.put_before(dossier, cuc, by=own(quota))
    actions.put_before(dossier, cuc, by=own(quota))
    actions.put_before(dossier, cuc, by=own(quota))
    actions.submit(dossier, by=own(quota))
    kept = actions.take_in(dossier, by=PLANNER)

    assert last_event()[:2] == ("calls.dossier_taken_in", f"Dossier:{dossier.pk}")
    names = list(kept.nominations.order_by("place").values_list("person__full_name", flat=True))
    assert names == ["Lê Cúc", "Lê An", "Lê Bình"]
    assert (kept.letter_number, kept.signer) == ("7-CV/QU", "Trần Ký")
    quota.refresh_from_db()
    assert quota.nominated == 3
    judge_line(quota.line, on=dt.date(2022, 6, 6), by=PLANNER)
    assert set(Nomination.objects.values_list("standing", flat=True)) == {"eligible"}


def test_dossier_is_not_submitted_without_people_or_letter(quota) -> None:
    published(quota.line)
    dossier = actions.start_dossier(quota.line, unit=quota.unit, by=own(quota))
    with refused("cannot_submit", "Hồ sơ chưa có ai."):
        actions.submit(dossier, by=own(quota))
    actions.name_people(dossier, [secretary(quota, "Lê An").pk], by=own(quota))
    with refused("cannot_submit", "Hồ sơ chưa ghi đủ số, ngày và người ký công văn của đơn vị."):
        actions.submit(dossier, by=own(quota))


def test_after_the_deadline_submitting_is_refused_with_the_day_until_the_planner_extends_it(quota, at) -> None:
    call = published(quota.line)
    dossier = filled(quota, "Lê An")
    at(2022, 5, 21)
    late = "Hạn cử người của đơn vị là ngày 20/05/2022; đã quá hạn, chỉ gửi được khi cơ quan tham mưu gia hạn."
    with refused("cannot_submit", late):
        actions.submit(dossier, by=own(quota))
    with refused("cannot_start", late):
        actions.start_dossier(quota.line, unit=quota.unit, by=own(quota))

    actions.extend(call, until=dt.date(2022, 5, 23), why="lũ", unit=quota.unit, by=PLANNER)

    assert actions.submit(dossier, by=own(quota)).state == "submitted"


def test_unit_that_no_call_asks_starts_no_dossier(quota) -> None:
    with refused("cannot_start", "Chưa có thông báo chiêu sinh nào gọi đơn vị cho dòng này."):
        actions.start_dossier(quota.line, unit=quota.unit, by=own(quota))


def test_one_dossier_is_under_way_and_the_next_begins_when_it_was_taken_in(quota) -> None:
    published(quota.line)
    first = filled(quota, "Lê An")
    assert actions.start_dossier(quota.line, unit=quota.unit, by=own(quota)).pk == first.pk
    actions.submit(first, by=own(quota))
    actions.take_in(first, by=PLANNER)
    assert actions.start_dossier(quota.line, unit=quota.unit, by=own(quota)).pk != first.pk


def test_only_own_people_are_named_and_each_once(quota) -> None:
    published(quota.line)
    dossier = filled(quota, "Lê An")
    an = dossier.people.get().person_id
    stranger = builders.person("Lê Lạ")
    builders.post(stranger, builders.unit("Quận Lạ"))
    with refused("not_units_person", "Lê Lạ không giữ chức vụ nào ở đơn vị cử."):
        actions.name_people(dossier, [stranger.pk], by=own(quota))
    with refused("named_already", "Lê An đã có trong hồ sơ hoặc trong danh sách cử của dòng này."):
        actions.name_people(dossier, [an], by=own(quota))
    actions.take_off(dossier, an, by=own(quota))
    assert last_event()[0] == "calls.person_taken_off"
    with refused("not_in_dossier"):
        actions.take_off(dossier, an, by=own(quota))


def test_dossier_is_taken_in_and_handed_back_by_a_planner_with_remarks(quota) -> None:
    published(quota.line)
    dossier = filled(quota, "Lê An")
    actions.submit(dossier, by=own(quota))
    with refused("remarks_wanted"):
        actions.hand_back(dossier, remarks=" ", by=PLANNER)
    dossier.refresh_from_db()
    for act in (
        lambda: actions.hand_back(dossier, remarks="Thiếu.", by=own(quota)),
        lambda: actions.take_in(dossier, by=own(quota)),
    ):
        with refused("may_not_call"):
            act()
    with refused("may_not_nominate"):
        actions.submit(dossier, by=LEADER)


def test_somebody_who_came_on_the_line_meanwhile_holds_up_the_taking_in(quota) -> None:
    published(quota.line)
    dossier = filled(quota, "Lê An")
    actions.submit(dossier, by=own(quota))
    builders.nominate(builders.letter(quota.line, quota.unit), dossier.people.get().person, of=quota.unit)
    with refused("known_on_line", "Lê An đã có trong danh sách cử của dòng này."):
        actions.take_in(dossier, by=PLANNER)


def test_workbook_of_a_called_unit_fills_its_dossier_and_twice_changes_nothing(quota) -> None:
    published(quota.line)
    told = {"unit": quota.unit, "letter": LETTER, "file_name": "quan-a.xlsx", "digest": "1" * 64, "by": own(quota)}
    entries = [entry(quota.unit, "Lê An", wish=2), entry(quota.unit, "Lê Bình")]
    dossier = actions.answer(quota.line, entries=entries, **told)
    actions.answer(quota.line, entries=entries, **told)

    assert (order(dossier), dossier.state, dossier.letter_number) == (["Lê An", "Lê Bình"], "filling", LETTER.number)
    assert Nomination.objects.count() == 0
    actions.submit(dossier, by=own(quota))
    kept = actions.take_in(dossier, by=PLANNER)
    assert (kept.file_name, kept.nominations.get(place=1).wish) == ("quan-a.xlsx", 2)


def test_workbook_of_a_unit_that_is_not_called_is_its_list_at_once(quota) -> None:
    told = {"unit": quota.unit, "letter": LETTER, "file_name": "quan-a.xlsx", "digest": "1" * 64, "by": own(quota)}
    kept = actions.answer(quota.line, entries=[entry(quota.unit, "Lê An")], **told)
    assert (kept.nominations.count(), Dossier.objects.count()) == (1, 0)


def test_suggestions_are_who_needs_the_course_longest_in_post_first(quota) -> None:
    published(quota.line)
    secretary(quota, "Lê Mới", since=dt.date(2021, 1, 1))
    secretary(quota, "Lê Lâu", since=dt.date(2015, 1, 1))
    secretary(quota, "Lê Chưa Rõ")
    unknown = {"born": None, "born_precision": ""}
    secretary(quota, "Lê Thiếu", since=dt.date(2010, 1, 1), of_person=unknown)
    secretary(quota, "Lê Đã Thôi", since=dt.date(2010, 1, 1), until=dt.date(2020, 1, 1))
    builders.post(builders.person("Lê Khác"), quota.unit, groups=["commune_chairman"])
    learnt = secretary(quota, "Lê Đã Học")
    with guarded.writing("test"):
        TrainingRecord.objects.create(
            person=learnt, programme=quota.line.programme.code, source="s", title="t", finished_on=DEADLINE
        )

    found = suggestions(quota.line, quota.unit, own(quota))

    assert [(each.person.full_name, each.sure) for each in found] == [
        ("Lê Lâu", True),
        ("Lê Mới", True),
        ("Lê Chưa Rõ", True),
        ("Lê Thiếu", False),
    ]
    assert found[3].why == "Danh sách chưa ghi ngày sinh."
    dossier = actions.start_dossier(quota.line, unit=quota.unit, by=own(quota))
    actions.name_people(dossier, [each.person.pk for each in found[:2]], by=own(quota))
    assert suggestions(quota.line, quota.unit, own(quota))[0].person.full_name == "Lê Chưa Rõ"


def test_own_people_are_found_by_name_whatever_their_post(quota) -> None:
    secretary(quota, "Lê Hoa")
    builders.post(builders.person("Trần Hoa"), quota.unit, "Chuyên viên")
    builders.post(builders.person("Lý Hoa"), builders.unit("Quận Lạ"))
    found = own_people(quota.line, quota.unit, "hoa", own(quota))
    assert [(each.person.full_name, each.sure) for each in found] == [("Lê Hoa", True), ("Trần Hoa", False)]
