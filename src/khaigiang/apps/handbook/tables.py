from django.utils.translation import gettext_lazy as _

from khaigiang.web.tables import Column

QUESTIONS = (
    Column("hoi", _("Câu hỏi")),
    Column("linh_vuc", _("Lĩnh vực"), ("field", "-asked_at")),
    Column("nguoi_hoi", _("Người hỏi"), ("asked_by_name", "-asked_at")),
    Column("ngay_hoi", _("Ngày hỏi"), ("asked_at",)),
    Column("trang_thai", _("Trạng thái"), ("state", "asked_at")),
)
