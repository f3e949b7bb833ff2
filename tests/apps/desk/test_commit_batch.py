import datetime as dt

import pytest
from django.db import connection

import builders
from apps.acting import PLANNER, SENDER, last_event, refused, rows
from apps.intake.conftest import district  # noqa: F401 - the same world
from apps.intake.lists import FIRST, HEAD, SECOND, book
from intake.books import book_of
from khaigiang.apps.desk.actions import commit_batch
from khaigiang.apps.intake.actions import accept, check, decide, upload
from khaigiang.apps.intake.models import Batch, BatchFinding
from khaigiang.apps.intake.queries import findings_of
from khaigiang.apps.nominations.models import Nomination, NominationList
from khaigiang.apps.people.bridge import private_facts
from khaigiang.apps.people.models import Appointment, Person, PrivateKind
from khaigiang.intake.refusal import FilesRefused
from khaigiang.intake.templates import nominations_template

ABOVE = (
    ["ĐẢNG BỘ THÀNH PHỐ", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"],
    ["ĐẢNG ỦY QUẬN A", "", "", "Quận A, ngày 15 tháng 2 năm 2022"],
    ["", "DANH SÁCH CỬ ĐI BỒI DƯỠNG"],
    ["(Kèm theo Công văn số 12-CV/QU ngày 15/2/2022)"],
)
BELOW = ([], ["", "NGƯỜI LẬP", "", "T/M BAN THƯỜNG VỤ"], ["", "", "", "PHÓ BÍ THƯ"], ["", "", "", "Bùi Thị Ký"])


def accepted(data: bytes, **facts) -> Batch:
    return accept(check(upload("ds.xlsx", data, by=PLANNER, **facts), by=PLANNER), by=PLANNER)


@pytest.fixture
def line(district):  # noqa: F811 - the fixture of that name
    made = builders.line(builders.plan(), code="D1", title="Bồi dưỡng bí thư")
    builders.grant(made, district, 5)
    return made


def test_people_of_an_accepted_file_are_written_with_their_posts(district) -> None:  # noqa: F811
    batch = accepted(book(FIRST, SECOND), kind="people")
    assert commit_batch(batch, by=PLANNER) == []

    posts = Appointment.objects.order_by("pk")
    assert list(posts.values_list("person__full_name", "unit__name", "title", "groups")) == [
        ("Nguyễn Văn Thử", "Phường Láng Hạ", "Bí thư Đảng ủy", ["commune_secretary"]),
        ("Trần Thị Nghiệm", "Phường Ô Chợ Dừa", "Phó Bí thư Đảng ủy", ["commune_deputy_secretary"]),
    ]
    assert list(Person.objects.order_by("pk").values_list("born", "born_precision", "sex")) == [
        (dt.date(1975, 5, 12), "day", "male"), (dt.date(1980, 11, 23), "day", "female"),
    ]  # fmt: skip
    assert last_event()[0] == "intake.committed"
    assert last_event()[3] == {"people": "2", "written": "2"}


def test_the_same_people_from_another_file_are_the_same(district) -> None:  # noqa: F811
    commit_batch(accepted(book(FIRST, SECOND), kind="people"), by=PLANNER)
    commit_batch(accepted(book(SECOND), kind="people"), by=PLANNER)
    assert Person.objects.count() == 2


def test_a_commit_that_breaks_off_in_the_middle_leaves_nothing(district) -> None:  # noqa: F811
    batch = decide(check(upload("ds.xlsx", book(FIRST), kind="people", by=PLANNER), by=PLANNER), by=PLANNER)
    with refused("not_now"):
        commit_batch(batch, by=PLANNER)
    assert Person.objects.count() == 0


def test_a_checked_file_is_accepted_and_written_in_one_act(district) -> None:  # noqa: F811
    faulty = check(upload("sai.xlsx", book([1, "Nguyễn Văn Thử", "hôm qua"]), kind="people", by=PLANNER), by=PLANNER)
    with pytest.raises(FilesRefused):
        commit_batch(faulty, by=PLANNER)
    batch = check(upload("ds.xlsx", book(FIRST), kind="people", by=PLANNER), by=PLANNER)
    commit_batch(batch, by=PLANNER)
    assert list(Person.objects.values_list("full_name", flat=True)) == [FIRST[1]]


def test_others_may_not_commit(district) -> None:  # noqa: F811
    batch = accepted(book(FIRST), kind="people")
    with refused("may_not_bring_in"):
        commit_batch(batch, by=SENDER)


def test_nominees_of_an_offices_own_list_come_under_its_letter(line) -> None:
    data = book_of({"DS": [*ABOVE, HEAD, FIRST, SECOND, *BELOW]})
    batch = accepted(data, kind="nominations", target="D1")
    assert commit_batch(batch, by=PLANNER) == []

    kept = NominationList.objects.get()
    assert (kept.unit.name, kept.letter_number, kept.letter_day, kept.signer, kept.signer_title) == (
        "Quận A", "12-CV/QU", dt.date(2022, 2, 15), "Bùi Thị Ký", "Phó bí thư",
    )  # fmt: skip
    assert list(Nomination.objects.order_by("pk").values_list("person__full_name", "unit__name")) == [
        ("Nguyễn Văn Thử", "Phường Láng Hạ"), ("Trần Thị Nghiệm", "Phường Ô Chợ Dừa"),
    ]  # fmt: skip
    assert last_event()[3] == {"people": "2", "written": "2"}


def test_what_was_asked_of_the_letter_goes_before_the_letterhead(line, district) -> None:  # noqa: F811
    options = {"number": "99-CV/QU", "day": "2022-03-01", "signer": "Trần Văn Ký"}
    data = book_of({"DS": [HEAD, FIRST]})
    commit_batch(accepted(data, kind="nominations", unit=district, target="D1", options=options), by=PLANNER)

    kept = NominationList.objects.get()
    assert (kept.letter_number, kept.letter_day, kept.signer) == ("99-CV/QU", dt.date(2022, 3, 1), "Trần Văn Ký")


def test_a_list_for_a_line_nobody_knows_is_refused_whole(line) -> None:
    batch = accepted(book_of({"DS": [*ABOVE, HEAD, FIRST, *BELOW]}), kind="nominations", target="X9")
    before = rows()
    with pytest.raises(FilesRefused) as said:
        commit_batch(batch, by=PLANNER)
    assert [each.code for each in said.value.findings] == ["line_unknown"]
    assert rows() == before


def test_nominees_without_any_plan_are_refused(district) -> None:  # noqa: F811
    batch = accepted(book_of({"DS": [*ABOVE, HEAD, FIRST, *BELOW]}), kind="nominations")
    with refused("no_plan"):
        commit_batch(batch, by=PLANNER)


def test_the_published_form_is_read_as_ever(line) -> None:
    batch = check(upload("mau.xlsx", nominations_template(), kind="nominations", by=PLANNER), by=PLANNER)
    assert (batch.people > 0, batch.state) == (True, "checked")


FULL_HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Điện thoại", "Chức vụ", "Đơn vị", "CB, CC, VC"]
NUMBER, PHONE = "001075012345", "0912345678"
STATED = [1, "Nguyễn Văn Thử", "12/05/1975", "Nam", NUMBER, PHONE, "Bí thư Đảng ủy", "Phường Láng Hạ", "Cán bộ"]


def wherever() -> list[str]:
    """The tables that hold the number or the telephone in the open."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'SELECT count(*) FROM "{table}" each WHERE each::text LIKE ANY(%s)', [[f"%{NUMBER}%", f"%{PHONE}%"]]
            )
            found += [table] if cursor.fetchone()[0] else []
    return found


def test_number_telephone_and_category_reach_the_record_and_nothing_else(district) -> None:  # noqa: F811
    batch = accepted(book_of({"DS": [FULL_HEAD, STATED]}), kind="people")
    assert wherever() == []
    commit_batch(batch, by=PLANNER)

    person = Person.objects.get()
    assert private_facts([person.pk], *PrivateKind) == {person.pk: {"citizen_number": NUMBER, "phone": PHONE}}
    assert person.category == "official"
    assert wherever() == []


def test_what_is_found_in_a_number_is_shown_and_not_kept_in_the_open(district) -> None:  # noqa: F811
    spaced = [*STATED[:4], f"{NUMBER[:3]} {NUMBER[3:]}", f"84{PHONE[1:]}", *STATED[6:], f"gọi {PHONE}"]
    batch = upload("ds.xlsx", book_of({"DS": [[*FULL_HEAD, "Ghi chú"], spaced]}), kind="people", by=PLANNER)
    check(batch, by=PLANNER)

    told = {each.code: (each.facts["fix"], each.suggestion) for each in findings_of(batch) if "fix" in each.facts}
    assert set(told.values()) <= {(NUMBER, NUMBER), (PHONE, PHONE)}
    assert len(told) > 0
    assert wherever() == []
    assert BatchFinding.objects.filter(hidden=None, cell__in=["E2", "F2"]).count() == 0


def test_somebody_who_moved_is_known_again_by_the_number_of_another_file(district) -> None:  # noqa: F811
    commit_batch(accepted(book_of({"DS": [FULL_HEAD, STATED]}), kind="people"), by=PLANNER)
    moved = [*STATED[:6], "Phó Chủ tịch", "Phường Ô Chợ Dừa", "Cán bộ"]
    commit_batch(accepted(book_of({"DS": [FULL_HEAD, moved]}), kind="people"), by=PLANNER)

    posts = Appointment.objects.order_by("pk").values_list("person__full_name", "title", "unit__name")
    assert (Person.objects.count(), list(posts)) == (
        1,
        [
            ("Nguyễn Văn Thử", "Bí thư Đảng ủy", "Phường Láng Hạ"),
            ("Nguyễn Văn Thử", "Phó Chủ tịch", "Phường Ô Chợ Dừa"),
        ],
    )


def test_an_older_card_is_no_citizen_number(district) -> None:  # noqa: F811
    commit_batch(
        accepted(book_of({"DS": [FULL_HEAD, [*STATED[:4], "012345678", *STATED[5:]]]}), kind="people"), by=PLANNER
    )
    assert list(private_facts([Person.objects.get().pk], *PrivateKind).values()) == [{"phone": PHONE}]


def test_nominees_bring_their_numbers_along(line) -> None:
    data = book_of({"DS": [*ABOVE, FULL_HEAD, STATED, *BELOW]})
    commit_batch(accepted(data, kind="nominations", target="D1"), by=PLANNER)

    person = Person.objects.get()
    assert private_facts([person.pk], *PrivateKind) == {person.pk: {"citizen_number": NUMBER, "phone": PHONE}}
