"""Case C's programme: the first phase of intermediate political theory; length, titles and order are ours."""

from collections.abc import Iterable

from khaigiang.intake.plan import TopicKind, TopicRow

CODE = "CT-TCLL"
NAME = "Trung cấp lý luận chính trị, đợt học thứ nhất"
FIELD = "theory"
PERIODS_PER_HALF_DAY = 5

_MODULES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "Những vấn đề cơ bản của chủ nghĩa Mác - Lênin",
        (
            "Thế giới quan và phương pháp luận của chủ nghĩa Mác - Lênin",
            "Phép biện chứng duy vật và vận dụng trong công tác lãnh đạo, quản lý",
            "Học thuyết hình thái kinh tế - xã hội",
            "Những vấn đề cơ bản của kinh tế chính trị Mác - Lênin",
        ),
        "Thảo luận: Vận dụng chủ nghĩa Mác - Lênin vào công việc của cơ quan",
    ),
    (
        "Những vấn đề cơ bản của tư tưởng Hồ Chí Minh",
        (
            "Nguồn gốc, quá trình hình thành tư tưởng Hồ Chí Minh",
            "Tư tưởng Hồ Chí Minh về độc lập dân tộc gắn liền với chủ nghĩa xã hội",
            "Tư tưởng, đạo đức, phong cách Hồ Chí Minh về Đảng và cán bộ",
        ),
        "Thảo luận: Học tập và làm theo Bác ở các cơ quan Trung ương",
    ),
    (
        "Những vấn đề cơ bản về Đảng Cộng sản Việt Nam",
        (
            "Quy luật ra đời và vai trò lãnh đạo của Đảng",
            "Nguyên tắc tổ chức và hoạt động của Đảng",
            "Phương thức lãnh đạo của Đảng trong điều kiện mới",
            "Xây dựng, chỉnh đốn Đảng ở các cơ quan Trung ương",
        ),
        "Thảo luận: Xây dựng chi bộ, đảng bộ cơ quan trong sạch, vững mạnh",
    ),
)
_HALF_DAYS = {TopicKind.LECTURE: 2, TopicKind.SELF_STUDY: 2}
_SELF_STUDY = "Tự nghiên cứu tài liệu"
_TEST = "Kiểm tra hết đợt học"


def topics() -> tuple[TopicRow, ...]:
    """Lectures of a day each, a discussion at the end of each module, then self-study and the test: 28 half-days."""
    rows: list[TopicRow] = []
    for module, (_name, lectures, discussion) in enumerate(_MODULES, start=1):
        first = len(rows) + 1
        for name in lectures:
            rows.append(_topic(module, len(rows) + 1, name, TopicKind.LECTURE))
        rows.append(_topic(module, len(rows) + 1, discussion, TopicKind.DISCUSSION, after=range(first, len(rows) + 1)))
    rows.append(_topic(len(_MODULES), len(rows) + 1, _SELF_STUDY, TopicKind.SELF_STUDY, after=(len(rows),)))
    rows.append(_topic(len(_MODULES), len(rows) + 1, _TEST, TopicKind.TEST, after=(len(rows),)))
    return tuple(rows)


def _topic(module: int, number: int, name: str, kind: TopicKind, *, after: Iterable[int] = ()) -> TopicRow:
    half_days = _HALF_DAYS.get(kind, 1)
    return TopicRow(CODE, module, _MODULES[module - 1][0], number, name, kind, half_days, None, tuple(after))
