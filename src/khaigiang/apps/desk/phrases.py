from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from khaigiang.core.states import PlanState, YearRunState
from khaigiang.foundation.refusal import Phrase
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
PLAN_IS_NO_DRAFT: Mapping[str, Phrase] = {
    PlanState.SUBMITTED: _("Kế hoạch %(number)s đang trình phê duyệt: trả lại rồi mới nhập dự thảo khác."),
    PlanState.APPROVED: _("Kế hoạch %(number)s đã ban hành: muốn thay đổi thì điều chỉnh, không nhập lại."),
    PlanState.AMENDED: _("Kế hoạch %(number)s đã ban hành: muốn thay đổi thì điều chỉnh, không nhập lại."),
    PlanState.CLOSED: _("Kế hoạch %(number)s đã đóng nên không nhập lại được."),
}
NEW_CLASS_IN_FULL = _("Lớp thêm phải ghi đủ tên, ngày và sĩ số.")
LOOKED_AT_GONE = _("Tệp đã xem trước không còn trên máy: hãy nhập lại tệp.")
SAID_OF_PLAN: Mapping[str, Phrase] = {
    "draft": _("Đã nhập dự thảo kế hoạch."),
    "submit": _("Đã trình kế hoạch."),
    "hand_back": _("Đã trả lại kế hoạch để hoàn chỉnh."),
    "approve": _("Đã phê duyệt kế hoạch và phân bổ chỉ tiêu."),
    "close": _("Đã đóng kế hoạch."),
    "amend": _("Đã điều chỉnh kế hoạch."),
}
NO_NOMINATIONS = _("Chưa có danh sách cử nào (tệp .xlsx) trong: %(where)s.")
NOTHING_TO_NOMINATE_FOR = _("Đơn vị của bạn chưa được phân bổ chỉ tiêu nào để cử người.")
NO_PLAN = _("Chưa có kế hoạch nào nên chưa nhận được danh sách cử.")
NO_SUCH_UNIT = _("Không có đơn vị nào tên “%(name)s”.")
NO_LIST = _("Kế hoạch có dòng theo dõi từng lớp nên phải có ít nhất một danh sách cử.")
SAME_NAME_TWICE = _("Có hai tệp cùng tên %(name)s; hãy đổi tên một tệp.")
FILE_IS_GONE = _("Tệp %(name)s không còn đọc được trong kho tệp nhận; hãy gửi lại cả các tệp của lần chạy này.")
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

# The homes: when something is due.
LATE = _("Quá hạn %(days)s ngày")
LATE_A_DAY = _("Quá hạn 1 ngày")
TODAY = _("Hôm nay")
TOMORROW = _("Ngày mai")
BY = _("Hạn %(day)s")

# What comes.
CLASS_BEGINS = _("%(name)s khai giảng")
CLASS_ENDS = _("%(name)s bế giảng")
SO_MANY_TRAINEES = _("%(n)s học viên")

# What there is to do, each with why.
READ_NOTICES = _("Đọc %(n)s tin khẩn")
NOTICES_WHY = _("Ban quản lý lớp đã báo trong 7 ngày qua.")
WHOLE_CLASS = _("cả lớp")
TIMETABLE_CHANGED = _("Xem %(n)s buổi đã thay đổi trong thời khóa biểu")
TIMETABLE_CHANGED_WHY = _("Bản số %(number)s công bố ngày %(day)s.")
ANSWER_QUESTIONS = _("Trả lời %(n)s câu hỏi")
QUESTIONS_WHY = _("Câu chờ lâu nhất được hỏi ngày %(day)s.")
PLACE_PEOPLE = _("Ghi nơi công tác mới cho %(n)s chức danh ở đơn vị đã kết thúc")
PLACE_PEOPLE_WHY = _("Đơn vị không còn nữa mà hồ sơ vẫn ghi người ở đó; bảng kế thừa có đề xuất, chưa quyết định gì.")
ENTER_PLAN = _("Nhập kế hoạch năm và danh sách cử")
ENTER_PLAN_WHY = _("Chưa có kế hoạch nào; từ hai tệp, chương trình xét, xếp lớp, xếp thời khóa biểu và soạn văn bản.")
SEE_RUN = _("Xem lại lần nhập kế hoạch chưa xong")
RUN_NAME = _("Lần chạy %(n)s")
RUN_REFUSED_WHY = _("Tệp bị từ chối, chưa có gì được ghi: còn %(n)s điểm phải sửa.")
RUN_FAILED_WHY = _("Việc chạy dừng vì lỗi của chương trình; không có gì ghi dở dang.")
MEET_GAPS = _("Hoàn tất điều kiện khai giảng")
MEET_GAPS_WHY = _("Khai giảng ngày %(day)s, còn thiếu %(n)s điều kiện.")
GAP_OF = _("%(gap)s (việc của: %(who)s)")
OPEN_CLASS = _("Khai giảng lớp")
OPEN_CLASS_WHY = _("Đã đủ điều kiện; buổi đầu theo thời khóa biểu là ngày %(day)s.")
ISSUE_PAPERS = _("Trình ký, ban hành văn bản của lớp")
ISSUE_PAPERS_WHY = _("%(n)s văn bản (quyết định mở lớp, triệu tập) còn là dự thảo; lớp khai giảng ngày %(day)s.")
ASK_FACTS = _("Đề nghị đơn vị bổ sung thông tin của %(n)s người")
ASK_FACTS_WHY = _("Chưa đủ thông tin nên chưa duyệt được; lớp kế tiếp khai giảng ngày %(day)s.")
ASK_OTHERS = _("Đề nghị đơn vị cử người khác thay %(n)s người")
ASK_OTHERS_WHY = _("Không đủ điều kiện; lớp kế tiếp khai giảng ngày %(day)s.")
DECIDE_LIST = _("Xét duyệt %(n)s người được cử")
DECIDE_LIST_WHY = _("Đơn vị đã cử, chưa có quyết định; lớp kế tiếp khai giảng ngày %(day)s.")
SEAT_NEWCOMERS = _("Xếp lớp cho %(n)s người mới được duyệt")
SEAT_NEWCOMERS_WHY = _("Được duyệt sau khi lập lớp nên chưa có lớp và chưa được triệu tập.")
FIND_SEATS = _("Đổi phòng không đủ chỗ ngồi")
FIND_SEATS_WHY = _("Nay lớp đông hơn số chỗ của phòng; sửa tay thời khóa biểu để đổi phòng.")
CALL_RESERVE = _("Gọi %(n)s người dự bị vào chỗ còn trống")
CALL_RESERVE_WHY = _("Còn %(free)s chỉ tiêu chưa có người; lớp kế tiếp khai giảng ngày %(day)s.")
REMIND_SILENT = _("Nhắc %(n)s đơn vị gửi danh sách cử")
REMIND_SILENT_WHY = _("Đã có chỉ tiêu nhưng chưa gửi danh sách; lớp kế tiếp khai giảng ngày %(day)s.")
CONFIRM_READY = _("Xác nhận lớp đã sẵn sàng")
SIGN_ROLL = _("Ký bảng điểm danh buổi %(part)s")
SIGN_ROLL_WHY = _("Buổi học hôm nay chưa có bảng điểm danh đã ký.")
SIGN_PAST_ROLLS = _("Ký %(n)s bảng điểm danh còn thiếu")
SIGN_PAST_ROLLS_WHY = _("Buổi sớm nhất chưa ký: %(part)s %(day)s.")
FINISH_CLASS = _("Bế giảng lớp")
FINISH_CLASS_WHY = _("Buổi cuối là ngày %(day)s, lớp vẫn ghi là đang học.")
ADD_MARKS = _("Ghi điểm còn thiếu của %(n)s học viên")
ADD_MARKS_WHY = _("Chưa có điểm nên chưa xét được kết quả.")
ADD_FACTS = _("Bổ sung nhận xét, điểm danh của %(n)s học viên")
ADD_FACTS_WHY = _("Đã xét nhưng chưa đủ thông tin.")
JUDGE_CLASS = _("Xét kết quả")
JUDGE_CLASS_WHY = _("Lớp đã bế giảng, %(n)s học viên chưa được xét.")
CERTIFY = _("Cấp chứng nhận")
CERTIFY_WHY = _("%(n)s người hoàn thành chưa được cấp.")
WRITE_JOURNAL = _("Ghi sổ theo dõi hôm nay")
WRITE_JOURNAL_WHY = _("Lớp học hôm nay, sổ chưa có ghi chép.")
WRITE_PAST_JOURNAL = _("Ghi sổ theo dõi %(n)s ngày còn trống")
WRITE_PAST_JOURNAL_WHY = _("Trong 7 ngày qua lớp có học mà sổ chưa có ghi chép.")
REPORT_CLASS = _("Lập báo cáo tình hình lớp gửi hai phía")
REPORT_NEVER_WHY = _("Lớp đã học từ ngày %(day)s, chưa có báo cáo nào.")
REPORT_AGAIN_WHY = _("Báo cáo gần nhất đến hết ngày %(day)s.")
WARN_ABSENT = _("Nhắc %(n)s học viên về số buổi vắng")
WARN_ABSENT_WHY = _("Đã quá, hoặc vắng thêm một buổi nữa là quá giới hạn của quy chế.")
BEYOND_LIMIT = _("%(name)s: vắng %(n)s buổi, đã quá giới hạn")
NEAR_LIMIT = _("%(name)s: vắng %(n)s buổi")
CHASE_TASK = _("Đôn đốc nhiệm vụ quá hạn")
CHASE_TASK_WHY = _("%(who)s chưa báo xong; đã đôn đốc %(n)s lần.")
DO_TASK = _("Hoàn thành nhiệm vụ được giao")
DO_TASK_WHY = _("Theo kế hoạch %(number)s, do %(who)s giao.")
GIVE_CONSENT = _("Cho ý kiến về dòng được phân cấp")
GIVE_CONSENT_WHY = _("%(who)s đề nghị ngày %(day)s; chưa có ý kiến thì lớp chưa khai giảng được.")
CLASSES_COST = _("Dự toán các lớp %(total)s; kế hoạch không ghi dự toán của dòng.")
CLASSES_COST_WITHIN = _("Dự toán các lớp %(total)s, trong dự toán của dòng %(whole)s.")
CLASSES_COST_BEYOND = _("Dự toán các lớp %(total)s, vượt dự toán của dòng %(whole)s: %(left)s.")
PROMISE_LECTURERS = _("Trả lời đề nghị cử giảng viên cho %(n)s chuyên đề")
PROMISE_LECTURERS_WHY = _("%(who)s đề nghị, chưa có trả lời.")
ASK_CONSENT = _("Đề nghị cho ý kiến thống nhất")
ASK_CONSENT_WHY = _("%(body)s chưa cho ý kiến thì lớp của dòng được phân cấp chưa khai giảng được.")
ASK_CONSENT_AGAIN = _("Hoàn chỉnh dòng bị trả lại rồi đề nghị lại")
ASK_CONSENT_AGAIN_WHY = _("%(who)s trả lại ngày %(day)s: %(remarks)s")
GIVE_FACTS = _("Bổ sung thông tin của %(n)s người")
SEND_OTHERS = _("Cử người khác thay %(n)s người không đủ điều kiện")
SEND_LIST = _("Gửi danh sách cử %(n)s người")
SEND_LIST_WHY = _("Đơn vị có %(n)s chỉ tiêu mà chưa cử ai; lớp kế tiếp khai giảng ngày %(day)s.")
SEND_MORE = _("Cử thêm %(n)s người")
SEND_MORE_WHY = _("Đã duyệt %(accepted)s trong %(seats)s chỉ tiêu; lớp kế tiếp khai giảng ngày %(day)s.")
PASS_SUMMONS = _("Tải giấy triệu tập, chuyển cho %(n)s học viên")
PASS_SUMMONS_WHY = _("Đã ban hành số %(number)s; lớp khai giảng ngày %(day)s.")
ABSENT_PEOPLE = _("Hỏi lý do vắng của %(n)s học viên")
ABSENT_PEOPLE_WHY = _("Vắng không phép trong tuần này.")
ABSENT_DAYS = _("%(name)s: %(days)s")
VERIFY_FIRST = _("Kiểm tra nhật ký lần đầu")
VERIFY_FIRST_WHY = _("Chưa kiểm tra lần nào. Chạy lệnh kg audit verify trên máy chủ rồi ghi lại mã niêm phong cuối.")
VERIFY_AGAIN = _("Kiểm tra lại nhật ký")
VERIFY_AGAIN_WHY = _(
    "Lần gần nhất là ngày %(day)s. Chạy lệnh kg audit verify trên máy chủ; chương trình tự chạy mỗi đêm."
)
FOUND_WRONG = _("Làm rõ chỗ nhật ký bị sửa hoặc bị xóa")
FOUND_WRONG_WHY = _("Lần kiểm tra ngày %(day)s thấy nhật ký không còn như khi ghi.")

# The links and figures of homes.
TAKE_ROLL = _("Điểm danh")
SEE_ROLL = _("Xem bảng điểm danh")
ORGANISED = _("đơn vị tổ chức")
PLAN_BY_TOTALS = _(
    "Trong đó %(n)s dòng theo dõi bằng số tổng hợp: %(seats)s chỉ tiêu, "
    "các đơn vị tổ chức đã báo cáo %(reported)s lượt học."
)
SEE_TIMETABLE = _("Thời khóa biểu của lớp")
THE_BOARD = _("Bảng năm")
OWN_TIMETABLE = _("Lịch của tôi")
ASK = _("Đặt câu hỏi")
THE_CLASS_PAPERS = _("Văn bản của lớp")
THE_LECTURERS = _("Lịch giảng viên")
THE_ROOMS = _("Lịch phòng học")
THE_TRAIL = _("Mở nhật ký")
CLASSES_RUNNING = _("Lớp đang học")
TRAINEES_RUNNING = _("Học viên đang học")
HALF_DAYS_TODAY = _("Buổi học hôm nay")
ROOMS_TODAY = _("Phòng dùng hôm nay")
ROLLS_SIGNED_TODAY = _("Buổi đã ký hôm nay")
HALF_DAYS_AHEAD = _("Buổi giảng 4 tuần tới")
PERIODS_AHEAD = _("Tiết giảng 4 tuần tới")
CLASSES_AHEAD = _("Lớp giảng 4 tuần tới")
EVENTS_WEEK = _("Sự kiện 7 ngày qua")
EVENTS_UNSEALED = _("Sự kiện chờ niêm phong")
SEALS = _("Niêm phong")
BASIS_IN_FULL = _("Văn bản thành lập chỉ cho tệp đơn vị, và cần đủ số, ngày và cơ quan ban hành.")
PERIOD_IN_FULL = _("Kỳ báo cáo cần cả ngày đầu và ngày cuối, ngày đầu trước ngày cuối.")
PERIOD_FOR_RESULTS = _("Kỳ báo cáo và nguồn số liệu chỉ cho tệp kết quả (results).")
_OF_PEOPLE = (_("%(n)s người trong tệp"), _("Từng người"), _("Không có ai khớp. Bỏ bớt điều kiện lọc để xem thêm."))
# What is said of the rows of a file, by its kind: how many there are, each of them, and that none answers.
ROWS_SAID: Mapping[str, tuple[object, object, object]] = {
    "people": _OF_PEOPLE,
    "nominations": _OF_PEOPLE,
    "units": (
        _("%(n)s đơn vị trong tệp"),
        _("Từng đơn vị"),
        _("Không có đơn vị nào khớp. Bỏ bớt điều kiện lọc để xem thêm."),
    ),
    "results": (
        _("%(n)s kết quả trong tệp"),
        _("Từng kết quả"),
        _("Không có kết quả nào khớp. Bỏ bớt điều kiện lọc để xem thêm."),
    ),
}

KINDS_SAID: Mapping[str, tuple[object, object]] = {
    "people": (_("Cán bộ"), _("Danh sách người để lập hồ sơ: họ tên, ngày sinh, chức vụ, đơn vị.")),
    "nominations": (_("Người được cử"), _("Danh sách cử đi học của một đơn vị cho một dòng kế hoạch, kèm công văn.")),
    "units": (_("Đơn vị"), _("Cơ quan, phòng, trường, chi bộ ngoài danh mục hành chính.")),
    "results": (_("Kết quả"), _("Số lớp, lượt, người đã học của các dòng kế hoạch theo dõi bằng số tổng hợp.")),
}
UNREADABLE = Mark("bad", _("Không đọc được"))
WEIGHT_NAMES = {"loi": _("Chỉ lỗi"), "xem_lai": _("Cần xem lại"), "goi_y": _("Chỉ gợi ý")}

# For what somebody is judged by a packaged set of rules: two of them may rest on one instrument.
RULE_SETS: Mapping[str, object] = {
    "commune_secretary_2022": _("Bồi dưỡng bí thư đảng ủy xã, phường, thị trấn"),
    "in_service_03_2023": _("Bồi dưỡng cán bộ, công chức, viên chức"),
    "party_cell_2025": _("Nghiệp vụ công tác đảng cho cấp ủy chi bộ"),
    "postgraduate_171": _("Đào tạo sau đại học"),
    "theory_advanced_350": _("Cao cấp lý luận chính trị"),
    "theory_advanced_57": _("Cao cấp lý luận chính trị"),
    "theory_intermediate_350": _("Trung cấp lý luận chính trị"),
    "theory_intermediate_57": _("Trung cấp lý luận chính trị"),
}

# Calls for nominations.
ANSWER_CALL = _("Trả lời thông báo chiêu sinh: cử %(n)s người")
ANSWER_CALL_WHY = _("Hạn gửi hồ sơ cử là ngày %(day)s.")
SUBMIT_DOSSIER = _("Hoàn tất và gửi hồ sơ cử")
SUBMIT_DOSSIER_WHY = _("Hồ sơ đang lập, có %(n)s người; hạn gửi là ngày %(day)s.")
MEND_DOSSIER = _("Sửa hồ sơ cử bị trả lại rồi gửi lại")
MEND_DOSSIER_WHY = _("Cơ quan tham mưu: %(remarks)s")
TOO_LATE_TO_ANSWER = _("Đã quá hạn ngày %(day)s; đề nghị cơ quan tham mưu gia hạn nếu còn cử người.")
TAKE_IN_DOSSIERS = _("Xem, tiếp nhận %(n)s hồ sơ cử")
TAKE_IN_DOSSIERS_WHY = _("Đơn vị đã gửi; tiếp nhận rồi mới thẩm định được.")
REMINDED = _("Cơ quan tham mưu đã nhắc ngày %(day)s (mốc %(n)s ngày trước hạn).")
TELL_MOVED_UP = _("Báo cho %(n)s người được gọi từ danh sách dự bị")
TELL_MOVED_UP_WHY = _("Có chỗ trống nên người dự bị được gọi theo thứ tự; giấy triệu tập bổ sung gửi sau khi ký.")
MOVED_UP = _("Ông/bà %(name)s được gọi từ danh sách dự bị %(why)s.")

# Surveys of needs.
ANSWER_SURVEY = _("Trả lời khảo sát nhu cầu")
ANSWER_SURVEY_WHY = _("%(asker)s hỏi để lập kế hoạch; hạn gửi phiếu là ngày %(day)s.")
MEND_NEEDS_FORM = _("Sửa phiếu nhu cầu bị trả lại rồi gửi lại")
MEND_NEEDS_FORM_WHY = _("Cơ quan hỏi: %(remarks)s")
SURVEY_STILL_OPEN = _("Đã quá hạn, vẫn gửi được đến khi khảo sát khép lại.")
CHASE_SURVEY = _("Đôn đốc %(n)s trong %(of)s đơn vị chưa gửi phiếu nhu cầu")
CHASE_SURVEY_WHY = _("Hạn trả lời là ngày %(day)s; đơn vị chưa gửi không được tính là không có nhu cầu.")
CLOSE_SURVEY = _("Khép lại khảo sát, tổng hợp nhu cầu")
CLOSE_SURVEY_WHY = _("Cả %(n)s đơn vị đã gửi phiếu.")
