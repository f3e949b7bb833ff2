"""Case E: the secretaries, deputies and committee members of the cells of Việt Trì ward, November 2025."""

from django.urls import reverse

from khaigiang.apps.catalogue.models import TopicKind
from khaigiang.apps.classes.queries import titles_in
from khaigiang.apps.units.models import Unit
from khaigiang.apps.units.queries import above
from khaigiang.demo.case_e import FIRST_DAY, LAST_DAY, PLAN, PROVINCE, SCHOOL, YEAR
from khaigiang.demo.figures import Case, LeftOut, MoreThan, Played, Question, Words
from khaigiang.demo.questions import (
    BOARD,
    CLASSES,
    COVERAGE,
    EXTENTS,
    GRID,
    PROGRESS,
    TOPICS,
    alike,
    by_class,
    class_page,
    lessons_beside,
)


def _ward(played: Played) -> Unit:
    return played.line.sending_units.select_related("unit").get().unit


TITLES = Question(
    titles_in, lambda played: {"training_class": played.class_numbered(1)}, class_page("classes:trainees")
)
ABOVE = Question(
    above,
    lambda played: {"unit": _ward(played)},
    lambda played: reverse("nominations:unit", args=[played.line.pk, _ward(played).pk]),
)

FIGURES = (
    COVERAGE.figure("Số học viên", "Trainees", 172, lambda found: found.people),
    CLASSES.figure(
        "Học chung một lớp", "Together in one class of", (172,), lambda rows: tuple(each.size for each in rows)
    ),
    TITLES.figure(
        "Chức danh của học viên",
        "Titles of the trainees",
        ("Bí thư chi bộ", "Chi ủy viên", "Phó Bí thư chi bộ"),
        tuple,
    ),
    PROGRESS.figure(
        "Ngày đầu và ngày cuối",
        "First and last day",
        (FIRST_DAY, LAST_DAY),
        lambda found: tuple(day for each in by_class(found) for day in (each.first_day, each.last_day)),
        page=class_page("timetables:of_class"),
    ),
    EXTENTS.figure("Số ngày", "Days", 3, lambda found: alike(each.days for each in found.values())),
    EXTENTS.figure("Số buổi", "Half-days", 6, lambda found: alike(each.half_days for each in found.values())),
    TOPICS.figure(
        "Các chuyên đề",
        "Topics",
        (
            "Công tác đảng viên ở chi bộ",
            "Nâng cao chất lượng sinh hoạt chi bộ và đảng viên ở nơi cư trú",
            "Công tác dân vận của chi bộ",
            "Công tác kiểm tra, giám sát của chi bộ",
        ),
        lambda topics: tuple(each.name for each in topics if each.kind == TopicKind.LECTURE),
    ),
    TOPICS.figure(
        "Có nghiên cứu thực tế",
        "With a field study",
        "Nghiên cứu thực tế tại chi bộ khu dân cư kiểu mẫu",
        lambda topics: alike(each.name for each in topics if each.kind == TopicKind.FIELD_STUDY),
    ),
    TOPICS.figure(
        "Số buổi nghiên cứu thực tế",
        "Half-days of the field study",
        1,
        lambda topics: sum(each.half_days for each in topics if each.kind == TopicKind.FIELD_STUDY),
        ours=True,
    ),
    GRID.figure(
        "Nội dung học trong buổi có lễ khai giảng",
        "Lessons in the half-day of the opening ceremony",
        MoreThan(0),
        lambda found: lessons_beside(found, "opening"),
    ),
    GRID.figure(
        "Nội dung học trong buổi có lễ bế giảng",
        "Lessons in the half-day of the closing ceremony",
        MoreThan(0),
        lambda found: lessons_beside(found, "closing"),
    ),
    ABOVE.figure(
        "Cấp trên của phường, không còn cấp huyện",
        "What lies above the ward, with no district between",
        (PROVINCE,),
        lambda units: tuple(each.name for each in units),
    ),
    BOARD.figure(
        "Đơn vị tổ chức",
        "Organiser",
        "Đảng ủy phường Việt Trì",
        lambda board: board.lines[0].line.organiser,
    ),
    BOARD.figure("Cơ sở đào tạo", "School", SCHOOL, lambda board: board.lines[0].line.school),
)

CASE = Case(
    title=Words(
        "Phường Việt Trì: bí thư, phó bí thư chi bộ và chi ủy viên",
        "Việt Trì ward: secretaries, deputies and committee members of cells",
    ),
    plan_number=PLAN,
    year=YEAR,
    today=FIRST_DAY,
    figures=FIGURES,
    left_out=(
        LeftOut(
            Words("Theo dõi việc vận dụng sau khóa học", "Following up how it is applied afterwards"),
            Words(
                "chương trình chưa có phần đánh giá sau bồi dưỡng",
                "the program has no evaluation after the training yet",
            ),
        ),
        LeftOut(
            Words("Nội dung nêu trong bài giảng", "What was said in the lectures"),
            Words("không phải việc của phần mềm quản lý", "is not what this program keeps"),
        ),
    ),
)
