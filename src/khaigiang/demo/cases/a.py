"""Case A: the secretaries of the Party committees of every commune of Hà Nội, term 2020-2025."""

import datetime as dt

from django.urls import reverse

from khaigiang.apps.catalogue.models import TopicKind
from khaigiang.apps.certificates.queries import registers
from khaigiang.apps.reports.phrases import Status
from khaigiang.apps.timetables.queries import parallel_classes, room_rows
from khaigiang.core.states import ClassState
from khaigiang.demo.case_a import PLAN, SCHOOL, TODAY, YEAR
from khaigiang.demo.figures import Case, LeftOut, MoreThan, Question, Words
from khaigiang.demo.needs_told import ask_districts
from khaigiang.demo.questions import (
    BOARD,
    CLASSES,
    COVERAGE,
    EXTENTS,
    GRID,
    PROGRESS,
    SENDERS,
    TOPICS,
    alike,
    basis,
    by_class,
    class_page,
    lessons_beside,
)

PARALLEL = Question(
    parallel_classes,
    lambda played: {"training_class": played.class_numbered(3)},
    class_page("timetables:of_class", 3),
)
ROOMS = Question(room_rows, lambda played: {"plan": played.plan}, lambda _played: reverse("timetables:rooms"))
CERTIFICATES = Question(registers, lambda _played: {}, lambda _played: reverse("certificates:index"))

FIGURES = (
    BOARD.figure("Căn cứ", "Legal basis", ("04-NQ/TU (31/05/2021)",), basis),
    BOARD.figure("Cơ sở đào tạo", "School", SCHOOL, lambda board: board.lines[0].line.school),
    SENDERS.figure("Số quận, huyện, thị xã", "Districts", 30, len),
    COVERAGE.figure("Số bí thư, mỗi xã một người", "Secretaries, one a commune", 579, lambda found: found.total),
    COVERAGE.figure("Số người được cử", "People nominated", 579, lambda found: found.people),
    BOARD.figure("Số lớp", "Classes", 5, lambda board: len(board.lines[0].classes)),
    COVERAGE.figure(
        "Đã học, ở lớp 1 và lớp 2",
        "Have attended, in classes 1 and 2",
        MoreThan(200),
        lambda found: found.by_status[Status.ATTENDED],
    ),
    CLASSES.figure(
        "Các lớp đã học xong",
        "Classes that have ended",
        ("Lớp 1", "Lớp 2"),
        lambda rows: tuple(each.name for each in rows if each.state == ClassState.FINISHED),
    ),
    COVERAGE.figure(
        "Đang học, ở lớp 3 và lớp 4",
        "In class now, in classes 3 and 4",
        237,
        lambda found: found.by_status[Status.ATTENDING],
    ),
    CLASSES.figure(
        "Sĩ số lớp 3 và lớp 4",
        "Sizes of classes 3 and 4",
        (118, 119),
        lambda rows: tuple(each.size for each in rows if each.state == ClassState.OPEN),
        ours=True,
    ),
    CLASSES.figure(
        "Lớp 3 và lớp 4 khai giảng cùng ngày",
        "Classes 3 and 4 open together on",
        dt.date(2022, 5, 12),
        lambda rows: alike(each.opened_on for each in rows if each.planned.number in {3, 4}),
        page=class_page("delivery:opening", 3),
    ),
    CLASSES.figure(
        "Lớp chưa đến lượt",
        "Class still to come",
        ("Lớp 5",),
        lambda rows: tuple(each.name for each in rows if each.opened_on is None),
    ),
    COVERAGE.figure(
        "Chưa gọi, chờ lớp 5",
        "Not called yet, waiting for class 5",
        112,
        lambda found: found.by_status[Status.WAITING],
        ours=True,
    ),
    COVERAGE.figure(
        "Không đủ điều kiện hoặc thiếu thông tin",
        "Not eligible, or facts missing",
        5,
        lambda found: found.by_status[Status.REFUSED],
        ours=True,
    ),
    COVERAGE.figure(
        "Xã chưa cử ai",
        "Communes that sent nobody",
        0,
        lambda found: found.by_status[Status.ABSENT],
    ),
    EXTENTS.figure(
        "Số ngày mỗi lớp", "Days of each class", 12, lambda found: alike(each.days for each in found.values())
    ),
    EXTENTS.figure(
        "Số buổi mỗi lớp", "Half-days of each class", 24, lambda found: alike(each.half_days for each in found.values())
    ),
    EXTENTS.figure(
        "Số học phần mỗi lớp", "Modules of each class", 3, lambda found: alike(each.modules for each in found.values())
    ),
    EXTENTS.figure(
        "Số chuyên đề mỗi lớp", "Topics of each class", 22, lambda found: alike(each.topics for each in found.values())
    ),
    EXTENTS.figure(
        "Trong đó có thảo luận",
        "Some of them discussions",
        MoreThan(0),
        lambda found: alike(each.discussions for each in found.values()),
    ),
    TOPICS.figure(
        "Buổi còn lại là tự nghiên cứu và kiểm tra",
        "The half-days left over are self-study and the test",
        ("Tự học", "Kiểm tra"),
        lambda topics: tuple(
            each.get_kind_display() for each in topics if each.kind in {TopicKind.SELF_STUDY, TopicKind.TEST}
        ),
        ours=True,
    ),
    GRID.figure(
        "Nội dung học trong buổi có lễ khai giảng",
        "Lessons in the half-day of the opening ceremony",
        MoreThan(0),
        lambda found: lessons_beside(found, "opening"),
        ours=True,
    ),
    GRID.figure(
        "Nội dung học trong buổi có lễ bế giảng",
        "Lessons in the half-day of the closing ceremony",
        MoreThan(0),
        lambda found: lessons_beside(found, "closing"),
        ours=True,
    ),
    PARALLEL.figure(
        "Giảng viên dạy chung lớp 3 và lớp 4",
        "Lecturers shared by classes 3 and 4",
        MoreThan(0),
        lambda found: sum(each.lecturers for each in found if each.name == "Lớp 4"),
    ),
    ROOMS.figure(
        "Hội trường mà nhiều lớp dùng chung",
        "Halls that several classes share",
        ("Hội trường A",),
        lambda rows: tuple(each.room.name for each in rows if each.load.classes > 1),
    ),
    PROGRESS.figure(
        "Số chuyên đề từng lớp đã học, trên 22",
        "Where each class stands in its 22 topics",
        ("22/22", "22/22", "0/22", "0/22", "0/22"),
        lambda found: tuple(f"{each.done}/{each.total}" for each in by_class(found)),
        ours=True,
    ),
    CERTIFICATES.figure(
        "Chứng nhận đã cấp cho lớp 1 và lớp 2",
        "Certificates issued to classes 1 and 2",
        221,
        lambda books: sum(each.size - each.revoked for each in books),
        ours=True,
    ),
)

CASE = Case(
    title=Words("Hà Nội: bí thư đảng ủy 579 xã, phường, thị trấn", "Hà Nội: the secretaries of 579 communes"),
    plan_number=PLAN,
    year=YEAR,
    today=TODAY,
    figures=FIGURES,
    happenings=ask_districts,
    left_out=(
        LeftOut(
            Words("Số người chính xác của lớp 1 và lớp 2", "The exact number of people in classes 1 and 2"),
            Words("báo cáo chỉ nói “hơn 200”", "the report only says “over 200”"),
        ),
        LeftOut(
            Words("Năm mở các lớp", "The year of the classes"),
            Words(
                "báo cáo chỉ ghi ngày 12-5; năm 2022 suy ra từ ngày của văn bản căn cứ",
                "the report only says 12 May; 2022 is inferred from the date of the legal basis",
            ),
        ),
        LeftOut(
            Words("Lớp 3 và lớp 4 thay nhau dùng một hội trường", "Classes 3 and 4 taking turns in one hall"),
            Words(
                "bộ xếp giữ mỗi lớp một hội trường khi trường còn đủ; hội trường dùng chung giữa các lớp khác đợt",
                "the solver keeps each class in one hall while there are enough; halls are shared between the waves",
            ),
        ),
        LeftOut(
            Words("Tên các chuyên đề, giảng viên, học viên", "The titles of the topics, the lecturers, the trainees"),
            Words(
                "báo cáo không nêu; tên người đều là hư cấu",
                "the report does not give them; every person is invented",
            ),
        ),
    ),
)
