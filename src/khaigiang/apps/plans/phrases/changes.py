"""The difference between two states of a plan, and what stands in the way of one, in words."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.plans.phrases.studying import study_times
from khaigiang.core.plan_changes import Change, ChangeKind, Obstacle, Value
from khaigiang.foundation.refusal import Phrase


@dataclass(frozen=True, slots=True)
class LineWords:
    """What changes in one line, or in the plan itself, as a reader is told."""

    head: str
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.head}: {', '.join(self.parts)}"


THE_PLAN = _("Kế hoạch")
A_LINE = _("Dòng %(place)s")
NOTHING = _("không ghi")
YES, NO = _("có"), _("không")
MONEY = _("%(amount)s đồng")
FROM_TO = _("%(name)s: %(before)s → %(after)s")
SAME_WORDS = _("%(name)s: nội dung thay đổi (%(after)s)")

FIELDS: Mapping[str, Phrase] = {
    "title": _("tên"),
    "parent_body": _("cơ quan cấp trên"),
    "place": _("địa danh"),
    "instruments": _("căn cứ"),
    "programme": _("chương trình"),
    "audience_text": _("đối tượng"),
    "rule_set": _("bộ điều kiện"),
    "organiser": _("đơn vị chủ trì"),
    "school": _("cơ sở đào tạo"),
    "venue": _("địa điểm"),
    "payer": _("nguồn kinh phí"),
    "estimate": _("dự toán"),
    "chief_and_deputy_together": _("cấp trưởng, cấp phó học cùng đợt"),
    "quota_method": _("cách phân bổ chỉ tiêu"),
    "bloc": _("khối"),
    "abroad": _("ở nước ngoài"),
    "tracking": _("theo dõi"),
    "delegated": _("phân cấp"),
    "consenting_body": _("cơ quan cho ý kiến"),
}
COUNTED: Mapping[str, Phrase] = {
    "classes": _("%(before)s lớp → %(after)s"),
    "seats": _("%(before)s → %(after)s chỉ tiêu"),
}
# Codes that a plan keeps, as they stand on its pages.
CODES: Mapping[str, Mapping[str, Phrase]] = {
    "quota_method": {
        "listed": _("ghi sẵn trong kế hoạch"),
        "largest_remainder": _("số dư lớn nhất"),
        "webster": _("Webster"),
    },
    "tracking": {"classes": _("từng lớp"), "totals": _("số tổng hợp")},
    "bloc": {
        "party": _("khối Đảng"),
        "mass": _("khối đoàn thể"),
        "government": _("khối chính quyền"),
        "armed": _("khối lực lượng vũ trang"),
        "enterprise": _("khối doanh nghiệp"),
    },
}
KINDS: Mapping[ChangeKind, Phrase] = {
    ChangeKind.LINE_ADDED: _("thêm dòng “%(title)s”, %(after_0)s lớp, %(after_1)s chỉ tiêu"),
    ChangeKind.LINE_DROPPED: _("bỏ dòng “%(title)s” (%(before_0)s lớp, %(before_1)s chỉ tiêu)"),
    ChangeKind.CLASS_ADDED: _("thêm lớp %(about)s, %(after_0)s–%(after_1)s"),
    ChangeKind.CLASS_DROPPED: _("bỏ lớp %(about)s (%(before_0)s–%(before_1)s)"),
    ChangeKind.CLASS_MOVED: _("lớp %(about)s: %(before_0)s–%(before_1)s → %(after_0)s–%(after_1)s"),
    ChangeKind.CLASS_BOUNDS: _("lớp %(about)s: sĩ số %(before_0)s–%(before_1)s → %(after_0)s–%(after_1)s"),
    ChangeKind.CLASS_NAME: _("lớp %(about)s: tên “%(before_0)s” → “%(after_0)s”"),
    ChangeKind.CLASS_TIMES: _("lớp %(about)s: ngày học %(before)s → %(after)s"),
    ChangeKind.CLASS_ESTIMATE: _("lớp %(about)s: dự toán %(before)s → %(after)s"),
    ChangeKind.SHARE: _("%(about)s: %(before_0)s → %(after_0)s chỉ tiêu"),
    ChangeKind.WEIGHT: _("%(about)s: hệ số %(before_0)s → %(after_0)s"),
}
SHARES: Mapping[ChangeKind, tuple[Phrase, Phrase]] = {
    ChangeKind.SHARE_ADDED: (_("thêm %(about)s, %(seats)s chỉ tiêu"), _("thêm %(about)s, hệ số %(weight)s")),
    ChangeKind.SHARE_DROPPED: (_("bỏ %(about)s (%(seats)s chỉ tiêu)"), _("bỏ %(about)s (hệ số %(weight)s)")),
}
OBSTACLES: Mapping[str, Phrase] = {
    "line_in_use": _("Dòng %(place)s (%(line)s) đã có chiêu sinh, người được cử, lớp hoặc kết quả nên không bỏ."),
    "programme_with_people": _("Dòng %(place)s (%(line)s) đã có %(people)s người được cử nên không đổi chương trình."),
    "programme_with_requests": _(
        "Dòng %(place)s (%(line)s) đã có đề nghị cử giảng viên theo chuyên đề nên không đổi chương trình."
    ),
    "tracking_in_use": _("Dòng %(place)s (%(line)s) đã có việc thực hiện nên không đổi cách theo dõi."),
    "results_reported": _(
        "Dòng %(place)s (%(line)s) đã có kết quả báo cáo nên giữ nguyên chương trình và đơn vị chủ trì."
    ),
    "class_begun": _("Dòng %(place)s (%(line)s): lớp %(number)s “%(name)s” đã khai giảng nên không đổi, không bỏ."),
    "class_formed": _("Dòng %(place)s (%(line)s): lớp %(number)s “%(name)s” đã lập, có học viên, nên không bỏ."),
    "seats_in_use": _(
        "Dòng %(place)s (%(line)s): %(unit)s sẽ chỉ còn %(seats)s chỉ tiêu, trong khi %(bound)s chỉ tiêu đã duyệt "
        "người hoặc đã giao cấp dưới."
    ),
    "seats_gone": _("Dòng %(place)s (%(line)s): đơn vị bị giảm %(seats)s chỉ tiêu không có chỉ tiêu nào trong cây."),
    "granted_by_another": _("Dòng %(place)s (%(line)s): %(unit)s đã được một đơn vị khác giao chỉ tiêu của dòng này."),
    "unit_with_people": _("Dòng %(place)s (%(line)s): %(unit)s đã cử %(people)s người nên không bỏ khỏi dòng."),
    "seats_granted": _(
        "Dòng %(place)s (%(line)s): chỉ tiêu chung sẽ còn %(seats)s, trong khi đã giao các đơn vị %(granted)s."
    ),
    "days_reversed": _("Lớp %(number)s: ngày cuối đứng trước ngày đầu."),
    "bounds_reversed": _("Lớp %(number)s: sĩ số nhiều nhất nhỏ hơn sĩ số ít nhất."),
    "classes_do_not_add_up": _("Dòng %(line)s ghi %(classes)s lớp nhưng kê %(rows)s lớp."),
    "seats_outside_bounds": _("Dòng %(line)s: %(seats)s chỉ tiêu không vừa sĩ số các lớp (từ %(least)s đến %(most)s)."),
    "shares_do_not_add_up": _("Dòng %(line)s: các đơn vị cộng lại %(total)s chỉ tiêu, cả dòng %(seats)s."),
}


def changes_in_words(changes: Iterable[Change]) -> tuple[LineWords, ...]:
    """The differences of each line together, in the order given: "Dòng 4: 3 lớp → 5, 255 → 300 chỉ tiêu"."""
    return tuple(
        LineWords(
            str(A_LINE) % {"place": f"{place} ({code})"} if place else str(THE_PLAN),
            tuple(_part(each) for each in held),
        )
        for (place, code), held in groupby(changes, key=lambda each: (each.place, each.line))
    )


def changes_kept(rows: Sequence[Mapping[str, Any]]) -> tuple[Change, ...]:
    """Changes as they were kept: the same values, out of JSON."""
    return tuple(
        Change(
            **{
                **row,
                "kind": ChangeKind(row["kind"]),
                "before": tuple(row["before"]),
                "after": tuple(row["after"]),
            }
        )
        for row in rows
    )


def obstacle(each: Obstacle) -> str:
    return str(OBSTACLES[each.code]) % {"place": each.place, "line": each.line, **each.facts}


def money(amount: int) -> str:
    return str(MONEY) % {"amount": number_format(amount, force_grouping=True)}


def _part(change: Change) -> str:
    if change.kind in {ChangeKind.LINE, ChangeKind.PLAN}:
        return _field(change)
    if change.kind in SHARES:
        seats, weight = change.after or change.before
        by_weight = seats is None
        return str(SHARES[change.kind][by_weight]) % {"about": change.about, "seats": seats, "weight": weight}
    if change.kind in _SAID:
        before, after = map(_SAID[change.kind], (change.before, change.after))
        return str(KINDS[change.kind]) % {"about": change.about, "before": before, "after": after}
    told = {f"before_{place}": _value(value) for place, value in enumerate(change.before)}
    told |= {f"after_{place}": _value(value) for place, value in enumerate(change.after)}
    return str(KINDS[change.kind]) % {"title": change.title, "about": change.about, **told}


def _field(change: Change) -> str:
    before, after = (_values(change.about, values) for values in (change.before, change.after))
    if change.about in COUNTED:
        return str(COUNTED[change.about]) % {"before": before, "after": after}
    sentence = SAME_WORDS if before == after else FROM_TO
    return str(sentence) % {"name": FIELDS[change.about], "before": before, "after": after}


def _values(name: str, values: Sequence[Value]) -> str:
    said: Callable[[Value], str] = _money if name == "estimate" else lambda value: _coded(name, value)
    return "; ".join(said(value) for value in values) or str(NOTHING)


def _money(value: Value) -> str:
    return str(NOTHING) if value is None else money(int(value))


def _times(values: Sequence[Value]) -> str:
    weekdays, parts = (str(value).split() for value in values)
    return str(study_times([int(day) for day in weekdays], parts))


_SAID: Mapping[ChangeKind, Callable[[Sequence[Value]], str]] = {
    ChangeKind.CLASS_TIMES: _times,
    ChangeKind.CLASS_ESTIMATE: lambda values: _money(values[0]),
}


def _coded(name: str, value: Value) -> str:
    known = CODES.get(name, {})
    return str(known[str(value)]) if value in known else _value(value)


def _value(value: Value) -> str:
    if value is None or value == "":
        return str(NOTHING)
    if isinstance(value, bool):
        return str(YES if value else NO)
    if isinstance(value, int):
        return number_format(value, force_grouping=True)
    try:
        return f"{dt.date.fromisoformat(value):%d/%m/%Y}"
    except ValueError:
        return value
