from django.utils.translation import gettext_lazy as _

from khaigiang.web.tables import Column

PEOPLE = (
    Column("stt", _("STT"), number=True),
    Column("ten", _("Họ và tên"), ("sort_key",)),
    Column("nam_sinh", _("Năm sinh"), ("born", "sort_key")),
    Column("chuc_danh", _("Chức danh, đơn vị")),
    Column("doi_tuong", _("Đối tượng"), ("category", "sort_key")),
)
QUESTIONS = (
    Column("diem", _("Điểm"), ("score",), number=True),
    Column("ho_so", _("Hai hồ sơ")),
    Column("vi_sao", _("Vì sao")),
)
MERGES = (
    Column("ngay", _("Ngày"), ("merged_at",)),
    Column("ho_so", _("Hồ sơ giữ lại")),
    Column("gop", _("Hồ sơ đã gộp")),
    Column("nguoi", _("Người quyết định"), ("merged_by",)),
    Column("viec", ""),
)
