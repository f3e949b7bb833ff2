from django.utils.translation import gettext_lazy as _

MAY_NOT_PLAN = _("Chỉ cơ quan tham mưu kế hoạch được lập và chạy kế hoạch.")
ALREADY_APPROVED = _("Kế hoạch %(number)s đã ban hành rồi.")
