"""``kg school``: what timetables have to respect: when classes study, closed days, limits of lecturers, wishes."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click
from django.utils.translation import gettext_lazy as _

from khaigiang.cli.main import print_json, refuse
from khaigiang.cli.plan_lines import of_plan
from khaigiang.cli.year import Day

if TYPE_CHECKING:
    from khaigiang.apps.catalogue.models import Topic
    from khaigiang.apps.plans.models import PlanLine
    from khaigiang.apps.schools.models import Venue

F = TypeVar("F", bound=Callable[..., Any])
NOT_A_DAY = _("“%(word)s” không phải là ngày trong tuần. Hãy ghi T2, T3, T4, T5, T6, T7, CN.")
NOT_A_PART = _("“%(word)s” không phải là buổi trong ngày. Hãy ghi sáng, chiều, tối.")
NOT_A_WEIGHT = _("“%(word)s” không phải là một điều với mức của nó, ví dụ mornings=0.")
NO_SUCH_CLASS = _("Dòng %(line)s không có lớp số %(number)s.")
NO_SUCH_TOPIC = _("Chương trình “%(programme)s” không có chuyên đề số %(number)s.")
NOT_A_CLASS = _("“%(word)s” không phải là số của một lớp. Hãy ghi ví dụ 1 2.")
NOT_CLOSED = _("Ngày %(day)s không được ghi là ngày nghỉ ở đó.")

_json = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
_venue = click.option("--venue", default="", help="Địa điểm; không ghi: mọi địa điểm. The venue; none: every venue.")


@click.group(short_help="Ngày học, ngày nghỉ, giới hạn, mong muốn. What timetables have to respect.")
def command() -> None:
    """Ghi lớp học ngày nào buổi nào, ngày nghỉ của địa điểm, giới hạn của giảng viên, điều mong muốn khi xếp.

    States when classes study, closed days of venues, limits of lecturers, and how much each wish weighs.

    \b
    Ví dụ / Example:
      ./kg school study BTĐU-2022 --class 1 --days "T7 CN" --parts "sáng chiều"
      ./kg school joint BTĐU-2022 --topic 3 --classes "1 2"
      ./kg school close 2022-05-11 --venue "Trường Đào tạo cán bộ Lê Hồng Phong" --reason "Kỳ họp HĐND"
      ./kg school lecturer "Trịnh Công Giảng" --a-day 1 --a-week 4
      ./kg school wishes mornings=0 travel=5
    """


@command.command(short_help="Lớp học khi nào. When a class studies.")
@click.argument("line", metavar="LINE")
@of_plan
@click.option("--class", "number", type=int, help="Số của lớp; không ghi: mọi lớp. The class; none: every class.")
@click.option("--days", default="", help="Ví dụ: T7 CN. Days of the week; without them it is only shown.")
@click.option("--parts", default="sáng chiều", show_default=True, help="sáng, chiều, tối. Parts of the day.")
@_json
def study(line: str, plan: str, number: int | None, days: str, parts: str, as_json: bool) -> None:
    """Xem hoặc ghi ngày và buổi học của các lớp một dòng. Shows or states when the classes of a line study."""
    _open()
    from khaigiang.apps.plans.actions import state_study_times
    from khaigiang.apps.plans.phrases import PART_WORDS, study_times
    from khaigiang.apps.quotas.queries import line_by_code
    from khaigiang.foundation.actor import SYSTEM

    row = line_by_code(line, plan=plan)
    if days:
        weekdays = _days(days)
        within = [_read(word, {said: part for part, said in PART_WORDS.items()}, NOT_A_PART) for word in parts.split()]
        chosen = row.planned_classes.filter(number=number).first() if number else row.planned_classes.first()
        if chosen is None:
            refuse("no_such_class", NO_SUCH_CLASS, line=row.code, number=number or 1)
        state_study_times(chosen, weekdays=weekdays, parts=within, whole_line=number is None, by=SYSTEM)
    classes = list(row.planned_classes.order_by("number"))
    if as_json:
        told = [{"class": each.number, "weekdays": each.weekdays, "parts": each.parts} for each in classes]
        print_json({"line": row.code, "classes": told})
        return
    for each in classes:
        click.echo(f"{each.number}. {each.name}: {study_times(each.weekdays, each.parts)}")


@command.command(short_help="Lớp học ghép. Classes that hear a topic together.")
@click.argument("line", metavar="LINE")
@of_plan
@click.option("--topic", type=int, help="Số của chuyên đề. The topic; without it they are only shown.")
@click.option("--classes", default="", help="Số của các lớp, ví dụ: 1 2. The classes.")
@click.option(
    "--part", "apart", is_flag=True, help="Tách ra; không nêu lớp: mọi nhóm. Part them; no classes: every group."
)
@_json
def joint(line: str, plan: str, topic: int | None, classes: str, apart: bool, as_json: bool) -> None:
    """Xem, ghép hoặc tách các lớp cùng học một chuyên đề. Shows, joins or parts classes that hear a topic together."""
    _open()
    from khaigiang.apps.catalogue.queries import topics_of
    from khaigiang.apps.plans.queries import joint_rows
    from khaigiang.apps.quotas.queries import line_by_code

    row = line_by_code(line, plan=plan)
    if topic is not None:
        chosen = topics_of(row.programme).filter(number=topic).first()
        if chosen is None:
            refuse("no_such_topic", NO_SUCH_TOPIC, programme=row.programme.code, number=topic)
        (_part if apart else _join)(row, chosen, [_number(word) for word in classes.split()])
    shown = joint_rows(row)
    if as_json:
        told = [{"topic": each.joint.topic.number, "classes": list(each.classes)} for each in shown]
        print_json({"line": row.code, "joint": told})
        return
    for each in shown:
        click.echo(f"{each.joint.topic.number}. {each.joint.topic.name}: {', '.join(each.classes)}")
    if not shown:
        click.echo("Không có chuyên đề nào học ghép. / No topic is heard together.")


@command.command(short_help="Ghi ngày nghỉ. Close days.")
@click.argument("first", type=Day(), metavar="DAY")
@click.option("--until", type=Day(), help="Ngày cuối. The last day.")
@_venue
@click.option("--reason", required=True, help="Lý do. Why.")
@_json
def close(first: dt.date, until: dt.date | None, venue: str, reason: str, as_json: bool) -> None:
    """Không tổ chức lớp vào những ngày này. No class is held on these days."""
    _open()
    from khaigiang.apps.schools.actions import close_days
    from khaigiang.foundation.actor import SYSTEM

    close_days(_venue_of(venue), first=first, last=until or first, reason=reason, by=SYSTEM)
    _say_closed(as_json=as_json)


@command.command("open", short_help="Bỏ ngày nghỉ. Open a closed day.")
@click.argument("day", type=Day(), metavar="DAY")
@_venue
@_json
def open_day(day: dt.date, venue: str, as_json: bool) -> None:
    """Bỏ một ngày nghỉ đã ghi. Classes may be held on this day after all."""
    _open()
    from khaigiang.apps.schools.actions import reopen_day
    from khaigiang.apps.schools.queries import closed_days
    from khaigiang.foundation.actor import SYSTEM

    closed = closed_days().filter(day=day, venue=_venue_of(venue)).first()
    if closed is None:
        refuse("not_closed", NOT_CLOSED, day=f"{day:%d/%m/%Y}")
    reopen_day(closed, by=SYSTEM)
    _say_closed(as_json=as_json)


@command.command("closed", short_help="Các ngày nghỉ. The closed days.")
@_json
def list_closed(as_json: bool) -> None:
    """Các ngày nghỉ đã ghi, ngày sau cùng trước. The closed days, the latest first."""
    _open()
    _say_closed(as_json=as_json)


@command.command(short_help="Giới hạn của giảng viên. Limits of a lecturer.")
@click.argument("name")
@click.option("--unit", default="", help="Đơn vị, khi nhiều người cùng tên. The unit, where several have the name.")
@click.option("--a-day", type=int, help="Nhiều nhất số buổi một ngày. Half-days a day at most.")
@click.option(
    "--a-week", type=int, help="Nhiều nhất số buổi một tuần; 0: không giới hạn. Half-days a week; 0: no limit."
)
@click.option("--home", help="Nơi làm việc. The home venue.")
@_json
def lecturer(name: str, unit: str, a_day: int | None, a_week: int | None, home: str | None, as_json: bool) -> None:
    """Xem hoặc ghi giới hạn của một giảng viên. Shows or states the limits of a lecturer."""
    _open()
    from khaigiang.apps.schools.actions import state_limits
    from khaigiang.apps.schools.queries import lecturer_called
    from khaigiang.foundation.actor import SYSTEM

    row = lecturer_called(name, unit=unit)
    if (a_day, a_week, home) != (None, None, None):
        row = state_limits(
            row,
            max_per_day=row.max_per_day if a_day is None else a_day,
            max_per_week=row.max_per_week if a_week is None else a_week or None,
            home_venue=row.home_venue if home is None else _venue_of(home),
            by=SYSTEM,
        )
    venue = row.home_venue.name if row.home_venue else ""
    if as_json:
        told = {"a_day": row.max_per_day, "a_week": row.max_per_week, "home": venue}
        print_json({"lecturer": row.person.full_name, "unit": row.unit_name, **told})
        return
    week = "không giới hạn / no limit" if row.max_per_week is None else row.max_per_week
    click.echo(f"{row.person.full_name}: ngày / day {row.max_per_day}; tuần / week {week}; {venue or '–'}")


@command.command(short_help="Điều mong muốn khi xếp. Wishes of timetables.")
@click.argument("weights", nargs=-1, metavar="[WISH=WEIGHT]...")
@_venue
@click.option("--usual", is_flag=True, help="Trở về mức thường dùng. Back to the usual weights.")
@_json
def wishes(weights: tuple[str, ...], venue: str, usual: bool, as_json: bool) -> None:
    """Xem hoặc ghi mức của từng điều mong muốn; 0 là bỏ qua. Shows or states how much each wish weighs; 0 is off."""
    _open()
    from khaigiang.apps.schools.actions import state_wishes
    from khaigiang.apps.schools.phrases import WISHES
    from khaigiang.apps.schools.queries import usual_weights, wishes_of
    from khaigiang.foundation.actor import SYSTEM

    where = _venue_of(venue)
    told = dict(_weight(each) for each in weights)
    holds = wishes_of(where) or wishes_of(None)
    if usual or told:
        held = {} if usual or holds is None else holds.weights
        state_wishes(where, weights={**held, **told}, by=SYSTEM)
    stated = wishes_of(where)
    holds = stated or wishes_of(None)
    shown = {**usual_weights(), **(holds.weights if holds else {})}
    if as_json:
        print_json({"venue": where.name if where else "", "stated": stated is not None, "weights": shown})
        return
    for wish, weight in shown.items():
        click.echo(f"{wish} = {weight}  {WISHES[wish].name}")


@command.command(short_help="Cách tổ chức chuyên đề. How a topic is held.")
@click.argument("programme", metavar="PROGRAMME")
@click.argument("number", type=int, metavar="TOPIC")
@click.option("--days", default="", help="Chỉ học vào, ví dụ: T3 T5. Only on these days of the week.")
@click.option("--together", type=int, default=1, show_default=True, help="Số giảng viên cùng dạy. Lecturers together.")
@click.option("--spread", is_flag=True, help="Mỗi buổi một ngày khác nhau. Each half-day on a day of its own.")
@click.option("--one-lecturer", is_flag=True, help="Do cùng giảng viên dạy. By the same lecturer.")
@_json
def topic(
    programme: str, number: int, days: str, together: int, spread: bool, one_lecturer: bool, as_json: bool
) -> None:
    """Ghi cách tổ chức một chuyên đề của chương trình; điều không nêu trở về như thường lệ.

    States how a topic of a programme's latest version is held; what is not told is as usual again.
    """
    _open()
    from khaigiang.apps.catalogue.actions import arrange_topic
    from khaigiang.apps.catalogue.queries import programme_named, topics_of
    from khaigiang.apps.schools.phrases import arrangement
    from khaigiang.foundation.actor import SYSTEM

    latest = programme_named(programme)
    row = topics_of(latest).filter(number=number).first() if latest else None
    if row is None:
        refuse("no_such_topic", NO_SUCH_TOPIC, programme=programme, number=number)
    told: dict[str, Any] = {
        "spread": spread,
        "one_lecturer": one_lecturer,
        "lecturers_together": together,
        "weekdays": _days(days),
    }
    arrange_topic(row, **told, by=SYSTEM)
    if as_json:
        print_json({"programme": programme, "topic": number, **told})
        return
    click.echo(f"{row.number}. {row.name}: {arrangement(row) or 'như thường lệ / as usual'}")


def _open() -> None:
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()


def _read(word: str, known: Mapping[str, Any], sentence: Any) -> Any:
    from khaigiang.core.vietnamese import fold

    found = {fold(said): value for said, value in known.items()}
    key = fold(word.strip(",;"))
    if key not in found:
        refuse("unknown_word", sentence, word=word)
    return found[key]


def _days(words: str) -> list[int]:
    from khaigiang.apps.plans.phrases import DAY_WORDS

    return [_read(word, {said: at for at, said in enumerate(DAY_WORDS)}, NOT_A_DAY) for word in words.split()]


def _join(line: "PlanLine", topic: "Topic", numbers: Sequence[int]) -> None:
    from khaigiang.apps.plans.actions import join_classes
    from khaigiang.foundation.actor import SYSTEM

    planned = {row.number: row for row in line.planned_classes.all()}
    for number in numbers:
        if number not in planned:
            refuse("no_such_class", NO_SUCH_CLASS, line=line.code, number=number)
    join_classes(line, topic=topic, classes=[planned[number] for number in numbers], by=SYSTEM)


def _part(line: "PlanLine", topic: "Topic", numbers: Sequence[int]) -> None:
    """Every group of the topic, or those with one of these classes."""
    from khaigiang.apps.plans.actions import part_classes
    from khaigiang.apps.plans.phrases import NO_SUCH_JOINT
    from khaigiang.foundation.actor import SYSTEM

    held = line.joint_topics.filter(topic=topic).select_related("topic", "line__plan")
    found = list(held.filter(members__planned__number__in=numbers).distinct() if numbers else held)
    if not found:
        refuse("no_such_joint", NO_SUCH_JOINT)
    for joint in found:
        part_classes(joint, by=SYSTEM)


def _number(word: str) -> int:
    if not word.strip(",;").isdecimal():
        refuse("not_a_class", NOT_A_CLASS, word=word)
    return int(word.strip(",;"))


def _weight(word: str) -> tuple[str, int]:
    wish, _equals, weight = word.partition("=")
    if not weight.isdecimal():
        refuse("not_a_weight", NOT_A_WEIGHT, word=word)
    return wish, int(weight)


def _venue_of(name: str) -> "Venue | None":
    from khaigiang.apps.schools.queries import venue_called

    return venue_called(name) if name else None


def _say_closed(*, as_json: bool) -> None:
    from khaigiang.apps.schools.phrases import ANYWHERE
    from khaigiang.apps.schools.queries import closed_days

    rows = list(closed_days())
    if as_json:
        told = [{"day": str(row.day), "venue": row.venue.name if row.venue else "", "why": row.reason} for row in rows]
        print_json({"closed": told})
        return
    for row in rows:
        click.echo(f"{row.day:%d/%m/%Y} {row.venue.name if row.venue else ANYWHERE}: {row.reason}")
