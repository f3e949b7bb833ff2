from django.utils.translation import gettext_lazy as _

MAY_NOT_DELIVER = _("Chỉ cơ quan tham mưu kế hoạch hoặc cơ sở đào tạo được khai giảng, bế giảng lớp.")
NOT_YET = _("%(name)s chỉ có thể %(verb)s khi %(needed)s.")
OPENS = _("khai giảng")
CLOSES = _("bế giảng")
NEEDS_TIMETABLE = _("đã có thời khóa biểu và chưa khai giảng")
NEEDS_OPEN = _("đang học")
NO_TIMETABLE = _("%(name)s chưa có thời khóa biểu nên chưa soạn được văn bản.")
NOT_DRAFTED = _("Văn bản %(file)s chưa có dự thảo nên chưa ban hành được.")
TOO_EARLY = _("%(name)s khai giảng ngày %(first)s; chưa đến ngày đó.")
NOT_OVER = _("%(name)s còn buổi học đến ngày %(last)s.")
