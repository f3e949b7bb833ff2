"""Case A's programme: 22 topics in 3 modules, then self-study and the test; titles are ours."""

from collections.abc import Iterable

from khaigiang.intake.plan import TopicKind, TopicRow

CODE = "CT-BTĐU"
NAME = "Bồi dưỡng bí thư đảng ủy xã, phường, thị trấn nhiệm kỳ 2020-2025"
PERIODS_PER_HALF_DAY = 5

_MODULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Những vấn đề chung về xây dựng Đảng và hệ thống chính trị ở cơ sở",
        (
            "Vai trò, nhiệm vụ, quyền hạn của bí thư đảng ủy xã, phường, thị trấn",
            "Nguyên tắc tập trung dân chủ và quy chế làm việc của cấp ủy cơ sở",
            "Nâng cao năng lực lãnh đạo, sức chiến đấu của tổ chức cơ sở đảng theo Nghị quyết 04-NQ/TU",
            "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh ở cơ sở",
            "Bảo vệ nền tảng tư tưởng của Đảng trong tình hình mới",
            "Phương thức lãnh đạo của đảng ủy đối với chính quyền, Mặt trận Tổ quốc và các đoàn thể",
            "Thảo luận: Xây dựng đảng bộ cơ sở trong sạch, vững mạnh",
        ),
    ),
    (
        "Nghiệp vụ công tác đảng ở cơ sở",
        (
            "Công tác tổ chức, cán bộ của đảng ủy cơ sở",
            "Công tác đảng viên và bảo vệ chính trị nội bộ",
            "Nâng cao chất lượng sinh hoạt chi bộ",
            "Công tác tuyên giáo và nắm bắt dư luận xã hội ở cơ sở",
            "Công tác dân vận của đảng ủy cơ sở",
            "Công tác kiểm tra, giám sát và thi hành kỷ luật đảng",
            "Công tác văn phòng cấp ủy và soạn thảo văn bản của Đảng",
            "Công tác tài chính đảng và thu, nộp, sử dụng đảng phí",
            "Thảo luận: Tình huống trong công tác đảng ở cơ sở",
        ),
    ),
    (
        "Kỹ năng lãnh đạo của bí thư đảng ủy",
        (
            "Kỹ năng xây dựng và tổ chức thực hiện nghị quyết, chương trình hành động",
            "Kỹ năng chuẩn bị và chủ trì hội nghị cấp ủy",
            "Kỹ năng tiếp công dân, đối thoại với Nhân dân và chỉ đạo giải quyết đơn thư",
            "Kỹ năng xử lý điểm nóng chính trị - xã hội ở cơ sở",
            "Lãnh đạo phát triển kinh tế - xã hội, quản lý đất đai và trật tự xây dựng trên địa bàn",
            "Thảo luận: Xử lý tình huống lãnh đạo của bí thư đảng ủy",
        ),
    ),
)
_SELF_STUDY = "Tự nghiên cứu tài liệu và viết thu hoạch"
_TEST = "Kiểm tra cuối khóa"


def topics() -> tuple[TopicRow, ...]:
    """24 topics of a half-day each; a discussion follows the lectures of its module, the test follows everything."""
    rows: list[TopicRow] = []
    for module, (_, names) in enumerate(_MODULES, start=1):
        first = len(rows) + 1
        for number, name in enumerate(names, start=first):
            discussed = name.startswith("Thảo luận")
            kind = TopicKind.DISCUSSION if discussed else TopicKind.LECTURE
            rows.append(_topic(module, number, name, kind, after=range(first, number) if discussed else ()))
    last = len(rows)
    rows.append(_topic(len(_MODULES), last + 1, _SELF_STUDY, TopicKind.SELF_STUDY, after=(last,)))
    rows.append(_topic(len(_MODULES), last + 2, _TEST, TopicKind.TEST, after=(last + 1,)))
    return tuple(rows)


def _topic(module: int, number: int, name: str, kind: TopicKind, *, after: Iterable[int]) -> TopicRow:
    module_name = _MODULES[module - 1][0]
    return TopicRow(CODE, module, module_name, number, name, kind, 1, PERIODS_PER_HALF_DAY, tuple(after))
