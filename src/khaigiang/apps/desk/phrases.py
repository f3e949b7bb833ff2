from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from khaigiang.core.states import YearRunState
from khaigiang.web.marks import Mark

STAGES = {
    "read": _("Đọc và kiểm tra tệp"),
    "enter": _("Ghi kế hoạch, phân bổ chỉ tiêu"),
    "judge": _("Thẩm định người được cử"),
    "form": _("Lập lớp"),
    "timetable": _("Xếp thời khóa biểu"),
    "papers": _("Soạn văn bản"),
    "live": _("Mở lớp, bế giảng lớp đến hôm nay"),
}
PLAN_HAS_STARTED = _(
    "Kế hoạch %(number)s đã nhập trước đây và đã có lớp khai giảng, nên không chạy lại với tệp khác được."
)
NO_NOMINATIONS = _("Chưa có danh sách cử nào (tệp .xlsx) trong: %(where)s.")
NO_LIST = _("Kế hoạch có dòng theo dõi từng lớp nên phải có ít nhất một danh sách cử.")
SAME_NAME_TWICE = _("Có hai tệp cùng tên %(name)s; hãy đổi tên một tệp.")
NO_FILE = _("Không có tệp %(path)s.")
NOT_A_FILE = _("%(path)s là thư mục, không phải tệp.")
FILE_NOT_READABLE = _("Không được phép đọc tệp %(path)s.")
NOT_A_DAY = _("“%(value)s” không phải là ngày. Cách ghi đúng: 2022-05-12.")
FILE_EXISTS = _("Đã có tệp %(path)s; thêm --force để ghi đè.")

RUN_STATES: Mapping[str, Mark] = {
    YearRunState.WAITING: Mark("quiet", _("Đang chờ")),
    YearRunState.RUNNING: Mark("main", _("Đang chạy")),
    YearRunState.DONE: Mark("good", _("Đã xong")),
    YearRunState.REFUSED: Mark("bad", _("Tệp bị từ chối")),
    YearRunState.FAILED: Mark("bad", _("Dừng vì lỗi")),
}
