"""What timetables say to people; why there is none, and lessons with their rules, have files of their own."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from khaigiang.apps.timetables.phrases.impossible import OBSTACLES as OBSTACLES
from khaigiang.apps.timetables.phrases.impossible import clash as clash
from khaigiang.apps.timetables.phrases.impossible import explanation as explanation
from khaigiang.apps.timetables.phrases.impossible import obstacle as obstacle
from khaigiang.apps.timetables.phrases.impossible import ways_out as ways_out
from khaigiang.apps.timetables.phrases.impossible import why_not as why_not
from khaigiang.apps.timetables.phrases.lessons import BREACHES as BREACHES
from khaigiang.apps.timetables.phrases.lessons import PARTS as PARTS
from khaigiang.apps.timetables.phrases.lessons import RULES as RULES
from khaigiang.apps.timetables.phrases.lessons import SOFT_RULES as SOFT_RULES
from khaigiang.apps.timetables.phrases.lessons import TAKEN as TAKEN
from khaigiang.apps.timetables.phrases.lessons import VERSION as VERSION
from khaigiang.apps.timetables.phrases.lessons import breach as breach
from khaigiang.apps.timetables.phrases.lessons import crowded as crowded
from khaigiang.apps.timetables.phrases.lessons import dropped as dropped
from khaigiang.apps.timetables.phrases.lessons import offered as offered
from khaigiang.core.states import SearchState
from khaigiang.core.timetabling.loss import LossKind
from khaigiang.core.timetabling.repair import Way
from khaigiang.foundation.refusal import Phrase
from khaigiang.web.marks import Mark

MAY_NOT_TIMETABLE = _("Chỉ cơ quan tham mưu kế hoạch hoặc cơ sở đào tạo được xếp thời khóa biểu.")
NOT_YOUR_TIMETABLE = _("Thời khóa biểu này không thuộc phạm vi của bạn.")
CANNOT_TIMETABLE = _("Không xếp được thời khóa biểu: %(why)s")
TOO_BIG_WITHOUT_SEARCH = _(
    "Có quá nhiều lớp để xếp cùng lúc trên máy này. Hãy chạy ./kg timetable prepare một lần để cài bộ tìm kiếm, rồi "
    "xếp lại."
)
ALREADY_OPEN = _("%(name)s đã khai giảng nên không mở lại thời khóa biểu được; chỉ sửa những buổi chưa học.")
NO_SUCH_CLASS = _("Kế hoạch này không có lớp nào mang mã %(wanted)s.")
HEARD_WITH_OTHERS = _("%(name)s học ghép với lớp được xếp nên phải mở lại cùng.")
NOTHING_TO_TIMETABLE = _("Không có lớp nào chờ xếp: hãy chọn lớp để mở lại thời khóa biểu.")
NOTHING_WITHIN = _("Không có lớp chưa có thời khóa biểu nào bắt đầu trong những ngày này.")
CHANGED_WHILE_SEARCHING = _("Thời khóa biểu của kế hoạch đã thay đổi trong lúc tìm; hãy tìm lại.")

STOPPED_WITH_NOTHING = _("Đã dừng khi chưa tìm ra thời khóa biểu nào.")
NO_CLASSES = _("Kế hoạch này chưa lập lớp nào nên chưa có gì để xếp.")
SEARCH_UNDER_WAY = _("Kế hoạch này đang có một lần tìm chưa xong; hãy chờ hoặc dừng lần tìm ấy.")
SEARCH_IS_OVER = _("Lần tìm này đã xong nên không dừng được nữa.")
LOSS_IS_OVER = _("Những ngày này đã qua; chỉ sửa được từ hôm nay trở đi.")
NO_DAYS_LEFT = _("Bỏ những ngày này thì có lớp không còn ngày học nào trong thời gian mở lớp.")
CLASS_WITHOUT_DAYS = _(
    "%(name)s không có ngày học nào: xem lại thời gian mở lớp, các ngày trong tuần lớp học và ngày nghỉ của địa điểm."
)
NOTHING_AHEAD = _("Từ hôm nay trở đi không còn buổi học nào để sửa.")
NOTHING_HIT = _("Không buổi học nào sắp tới bị ảnh hưởng nên không phải sửa.")
NOTHING_TO_PUBLISH = _("Phương án này không có hoặc đã được công bố.")
CHANGED_MEANWHILE = _("Thời khóa biểu đã thay đổi từ khi có các phương án này; hãy tìm lại.")
NO_LONGER_FITS = _("Phương án này nay không còn đúng mọi yêu cầu; hãy tìm lại.")
DAYS_REVERSED = _("Ngày cuối phải từ ngày đầu trở đi.")
CHOOSE_WHO = _("Hãy chọn giảng viên hoặc phòng.")
TOO_MANY_DAYS = _("Nhiều nhất %(n)s ngày.")

DRAFT_OPEN_ALREADY = _("Kế hoạch này đang có một bản sửa tay chưa công bố.")
DRAFT_IS_OVER = _("Bản sửa tay này đã công bố hoặc đã bỏ nên không sửa tiếp được.")
DRAFT_OUTDATED = _("Thời khóa biểu đã thay đổi từ khi mở bản sửa tay; hãy cập nhật bản sửa này rồi sửa tiếp.")
DRAFT_IS_CURRENT = _("Bản sửa tay đang theo đúng thời khóa biểu hiện nay nên không phải cập nhật.")
DRAFT_RENEWED = _("Đã cập nhật bản sửa theo thời khóa biểu hiện nay: làm lại %(kept)s thay đổi, bỏ %(dropped)s.")
LESSON_IS_OVER = _("Chỉ dời được buổi chưa học, và chỉ dời đến hôm nay hoặc ngày sau.")
NO_SUCH_LESSON = _("Không có buổi học này trong bản sửa tay.")
NO_SUCH_PLACE = _("Giảng viên hoặc phòng này không thuộc kế hoạch.")
NOTHING_MOVES = _("Buổi học vẫn như cũ, chưa có gì thay đổi.")
NOTHING_TO_UNDO = _("Không còn thay đổi nào để hoàn tác.")
NOTHING_TO_REDO = _("Không còn thay đổi nào để làm lại.")
NOTHING_CHANGED = _("Bản sửa tay chưa thay đổi gì nên không có gì để công bố.")
DRAFT_BREAKS_RULES = _("Bản sửa tay còn vi phạm %(n)s yêu cầu bắt buộc nên chưa công bố được: %(first)s")
SAME_LECTURER = _("Hai giảng viên phải là hai người khác nhau.")
NOT_KEPT = _(
    "Bản số %(n)s được công bố khi chương trình chưa giữ lại mọi buổi của từng bản nên không so sánh được; các bản "
    "công bố từ nay về sau thì so sánh được."
)

SEARCH_STATES: Mapping[str, Mark] = {
    SearchState.WAITING: Mark("quiet", _("Đang chờ")),
    SearchState.RUNNING: Mark("main", _("Đang tìm")),
    SearchState.PROPOSED: Mark("notice", _("Chờ chọn phương án")),
    SearchState.PUBLISHED: Mark("good", _("Đã công bố")),
    SearchState.IMPOSSIBLE: Mark("bad", _("Không xếp được")),
    SearchState.STOPPED: Mark("quiet", _("Đã dừng")),
    SearchState.FAILED: Mark("bad", _("Dừng vì lỗi")),
}
KEPT_AS_IT_WAS = Mark("good", _("Giữ nguyên"))
WAYS: Mapping[str, Phrase] = {
    Way.STAND_IN: _("Giữ nguyên buổi học, thay người dạy hoặc phòng"),
    Way.FEWEST: _("Thay đổi ít nhất"),
    Way.MOVE: _("Dời các buổi bị ảnh hưởng"),
}
LOSSES: Mapping[str, Phrase] = {
    LossKind.LECTURER: _("Giảng viên vắng"),
    LossKind.ROOM: _("Phòng không dùng được"),
    LossKind.DAY: _("Không tổ chức học được ngày"),
}
