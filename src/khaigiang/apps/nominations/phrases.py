from django.utils.translation import gettext_lazy as _

MAY_NOT_NOMINATE = _("Bạn không được cử người thay cho %(unit)s.")
MAY_NOT_JUDGE = _("Chỉ cơ quan tham mưu kế hoạch được thẩm định và duyệt danh sách.")
