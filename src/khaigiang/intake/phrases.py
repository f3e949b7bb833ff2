"""The sentence of every finding, in the active language: the msgid is Vietnamese, the catalogue has the English."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khaigiang.intake.findings import Finding, Severity

SENTENCES: Mapping[str, Promise] = {
    "file_empty": _("Tệp không có nội dung."),
    "file_too_large": _("Tệp lớn hơn %(limit)s MB nên không được mở."),
    "file_locked": _("Tệp có mật khẩu. Hãy mở bằng phần mềm bảng tính rồi lưu lại không mật khẩu."),
    "file_is_web_page": _(
        "Tệp là trang web được đặt tên như bảng tính. Hãy mở bằng phần mềm bảng tính rồi lưu lại thành .xlsx."
    ),
    "file_not_workbook": _("Tệp không phải là bảng tính (.xlsx, .xls, .ods, .csv)."),
    "file_damaged": _("Tệp bảng tính bị hỏng hoặc bị cắt cụt, không đọc được."),
    "file_unpacks_too_large": _("Nội dung tệp sau khi giải nén lớn bất thường nên không được mở."),
    "sheet_too_large": _("Một trang tính trải quá rộng (có ô nằm rất xa), không đọc được. Hãy xóa các dòng, cột thừa."),
    "workbook_empty": _("Bảng tính không có trang nào chứa dữ liệu."),
    "sheet_missing": _("Thiếu trang “%(sheet)s”."),
    "header_missing": _("Không tìm thấy dòng tiêu đề của bảng. Cần có các cột: %(headings)s."),
    "column_missing": _("Trang “%(sheet)s” thiếu cột “%(heading)s”."),
    "label_missing": _("Trang “%(sheet)s” thiếu mục “%(heading)s”."),
    "sheet_without_rows": _("Trang “%(sheet)s” chưa có dòng dữ liệu nào."),
    "column_repeated": _("Cột “%(heading)s” xuất hiện lần nữa; chỉ cột đầu tiên được đọc."),
    "column_unknown": _("Cột “%(heading)s” không thuộc mẫu nên không được đọc."),
    "cell_missing": _("Chưa ghi “%(heading)s”."),
    "not_money": _("“%(value)s” ở cột “%(heading)s” không phải là số tiền bằng đồng."),
    "not_whole": _("“%(value)s” ở cột “%(heading)s” không phải là số nguyên không âm."),
    "not_date": _("“%(value)s” ở mục “%(heading)s” không phải là ngày đầy đủ (dd/mm/yyyy)."),
    "not_partial_date": _("“%(value)s” ở cột “%(heading)s” không đọc được là ngày, tháng hay năm."),
    "year_shown_as_date": _("“%(value)s” ở cột “%(heading)s” có thể là năm %(year)s bị bảng tính hiểu thành ngày."),
    "not_choice": _("“%(value)s” ở mục “%(heading)s” không nằm trong các giá trị được dùng: %(allowed)s."),
    "field_unknown": _("Không có lĩnh vực “%(value)s”. Các lĩnh vực đã có: %(known)s."),
    "fields_unreadable": _("Danh mục lĩnh vực của cơ quan không đọc được (%(why)s)."),
    "not_numbers": _("Không đọc được “%(piece)s” ở cột “%(heading)s”. Cách ghi đúng: 1, 4-6."),
    "not_competences": _("Không đọc được “%(piece)s” ở cột “%(heading)s”. Cách ghi đúng: CT1: 1, 4-6; CT2: 3."),
    "not_spells": _(
        "Không đọc được “%(piece)s” ở cột “%(heading)s”. Cách ghi đúng: 12/5/2022; 16/5/2022 sáng; 20/5-22/5/2022."
    ),
    "not_weekdays": _(
        "“%(value)s” ở cột “%(heading)s” không phải là các ngày trong tuần. Cách ghi đúng: T2-T6; T7, CN."
    ),
    "not_parts": _(
        "“%(value)s” ở cột “%(heading)s” không phải là các buổi trong ngày. Cách ghi đúng: sáng, chiều, tối."
    ),
    "needs_row_unknown": _("Không có dòng hỏi mã “%(value)s” trong phiếu của đơn vị. Các mã đã có: %(known)s."),
    "needs_more_named": _("Nêu tên %(named)s người nhưng cột “Số người” ghi %(people)s."),
    "needs_name_unknown": _("Hồ sơ của đơn vị không có ai tên “%(value)s”."),
    "needs_name_ambiguous": _("Hồ sơ của đơn vị có nhiều người tên “%(value)s”; hãy chọn người trên trang của phiếu."),
    "needs_remark_too_long": _("Ghi chú dài quá %(limit)s ký tự."),
    "said_twice": _("“%(value)s” đã được ghi ở ô %(other_cell)s."),
    "programme_unknown": _("Không có chương trình mã “%(value)s” ở trang Chương trình. Các mã đã có: %(known)s."),
    "line_unknown": _("Không có dòng kế hoạch mã “%(value)s”. Các mã đã có: %(known)s."),
    "topic_unknown": _("Chương trình “%(programme)s” không có chuyên đề số %(number)s."),
    "line_without_units": _("Dòng kế hoạch “%(line)s” chưa có đơn vị nào ở trang Chỉ tiêu."),
    "seats_missing": _("Chỉ tiêu phân theo danh sách nhưng “%(unit)s” chưa có chỉ tiêu."),
    "seats_do_not_add_up": _(
        "Dòng kế hoạch “%(line)s” có %(seats)s chỉ tiêu nhưng các đơn vị cộng lại được %(total)s."
    ),
    "weight_missing": _("Chỉ tiêu phân theo trọng số nhưng “%(unit)s” chưa có trọng số."),
    "weights_all_zero": _("Mọi trọng số của dòng kế hoạch “%(line)s” đều bằng 0 nên không phân bổ được."),
    "classes_do_not_add_up": _("Dòng kế hoạch “%(line)s” ghi %(classes)s lớp nhưng trang Lớp có %(rows)s."),
    "seats_outside_bounds": _(
        "Dòng kế hoạch “%(line)s” có %(seats)s chỉ tiêu nhưng sĩ số các lớp chỉ cho phép từ %(least)s đến %(most)s."
    ),
    "bounds_reversed": _("Sĩ số ít nhất (%(minimum)s) lớn hơn sĩ số nhiều nhất (%(maximum)s)."),
    "window_reversed": _("Ngày kết thúc (%(last)s) trước ngày bắt đầu (%(first)s)."),
    "no_study_day": _("Từ %(first)s đến %(last)s không có ngày nào là %(days)s."),
    "estimate_not_wanted": _(
        "Dòng kế hoạch “%(line)s” không phân cấp nên dự toán của từng lớp (%(value)s) không được dùng."
    ),
    "estimates_beyond_line": _(
        "Dự toán các lớp của dòng kế hoạch “%(line)s” cộng lại %(total)s đồng, quá dự toán của dòng (%(estimate)s "
        "đồng)."
    ),
    "half_day_without_periods": _("Chương trình “%(value)s” ghi một buổi có 0 tiết."),
    "not_plan_year": _("“%(value)s” không phải là năm của một kế hoạch."),
    "figure_too_large": _("“%(value)s” lớn hơn số lớn nhất ghi được (%(limit)s)."),
    "totals_line_with_classes": _("Dòng kế hoạch “%(line)s” theo dõi bằng số tổng hợp nên không ghi lớp ở trang Lớp."),
    "totals_line_with_seats": _(
        "Dòng kế hoạch “%(line)s” theo dõi bằng số tổng hợp nên không ghi đơn vị ở trang Chỉ tiêu."
    ),
    "consenting_body_missing": _(
        "Dòng kế hoạch “%(line)s” được phân cấp nhưng chưa ghi cơ quan cho ý kiến, và chương trình không ghi lĩnh vực."
    ),
    "consenting_body_not_needed": _(
        "Dòng kế hoạch “%(line)s” không phân cấp nên cơ quan cho ý kiến “%(value)s” không được dùng."
    ),
    "organiser_unknown": _(
        "Dòng phân cấp phải do một đơn vị trong danh mục chủ trì; không có đơn vị nào tên “%(value)s”."
    ),
    "organiser_misspelt": _(
        "Dòng phân cấp phải do một đơn vị trong danh mục chủ trì; không có “%(value)s”, gần giống: %(near)s."
    ),
    "line_by_totals": _(
        "Dòng kế hoạch “%(line)s” theo dõi bằng số tổng hợp nên không nhận danh sách cử mà nhận báo cáo kết quả."
    ),
    "programme_without_topics": _("Chương trình “%(value)s” chưa có chuyên đề nào."),
    "topic_without_length": _("Chuyên đề “%(name)s” chưa có số buổi hoặc số tiết."),
    "too_many_periods": _("Chuyên đề ghi %(periods)s tiết nhưng số buổi của nó chỉ chứa được %(holds)s tiết."),
    "window_too_short": _(
        "Lớp “%(name)s” cần %(needed)s buổi nhưng khoảng ngày chỉ có %(free)s buổi làm việc (đã trừ ngày nghỉ, lễ)."
    ),
    "order_in_a_circle": _("Thứ tự học của chương trình “%(programme)s” chạy vòng tròn: chuyên đề %(circle)s."),
    "topic_without_lecturer": _(
        "Chưa có giảng viên nào đảm nhận chuyên đề %(number)s “%(name)s” của chương trình “%(programme)s”."
    ),
    "venue_without_rooms": _("Trang Phòng học không có phòng nào ở “%(venue)s”."),
    "no_room_for_class": _(
        "Lớp “%(name)s” có ít nhất %(size)s người nhưng phòng lớn nhất ở “%(venue)s” chỉ có %(largest)s chỗ."
    ),
    "room_below_maximum": _(
        "Lớp “%(name)s” có thể tới %(size)s người, hơn phòng lớn nhất ở “%(venue)s” (%(largest)s chỗ)."
    ),
    "person_repeated": _("“%(name)s” đã có trong danh sách (tệp %(other_file)s, ô %(other_cell)s)."),
    "in_another_class": _(
        "“%(name)s” đã có tên ở “%(class_name)s”, kế hoạch %(plan)s, dòng %(line)s: trùng các ngày %(first)s đến "
        "%(last)s."
    ),
    "chief_and_deputy_away": _(
        "“%(name)s”, %(title)s cùng đơn vị, đã có tên ở “%(class_name)s”, kế hoạch %(plan)s, dòng %(line)s: trùng các "
        "ngày %(first)s đến %(last)s, mà kế hoạch không để cấp trưởng và cấp phó cùng vắng."
    ),
    "unit_unknown": _("Không có đơn vị nào tên “%(value)s”."),
    "unit_ambiguous": _("Có nhiều đơn vị tên “%(value)s”: %(near)s. Hãy ghi thêm cấp trên sau dấu phẩy."),
    "unit_without_seats": _("“%(value)s” không có chỉ tiêu ở dòng %(line)s; người được cử chỉ vào danh sách dự bị."),
    "person_without_class": _(
        "“%(name)s” được duyệt nhưng chưa có lớp: các lớp còn chỗ đều trùng thời gian báo bận, hoặc đã đủ người."
    ),
    "audience_unknown": _("“%(value)s” không phải là nhóm chức danh nào hệ thống nhận ra."),
    "rule_set_unknown": _("Không có bộ điều kiện “%(value)s”. Các bộ đã có: %(known)s."),
    "trainee_not_of_class": _("“%(value)s” không phải là học viên của lớp."),
    "trainee_near": _("“%(value)s” không phải là học viên của lớp; có phải là “%(near)s”?"),
    "trainee_ambiguous": _("Lớp có nhiều học viên tên “%(value)s”; hãy ghi thêm ngày sinh hoặc đơn vị để phân biệt."),
    "trainee_unknown": _("“%(value)s” không phải là mã học viên của %(name)s."),
    "trainee_mismatch": _("Mã %(code)s là của “%(name)s”, không phải “%(value)s”."),
    "not_mark": _("“%(value)s” của %(name)s không phải là điểm. Cách ghi đúng: 8; 8,5; 8,25."),
    "mark_too_fine": _("Điểm “%(value)s” của %(name)s có quá hai chữ số thập phân."),
    "mark_out_of_scale": _("Điểm “%(value)s” của %(name)s vượt thang điểm %(scale)s."),
    "mark_shown_as_date": _("Điểm của %(name)s bị bảng tính hiểu thành ngày (%(value)s). Hãy ghi bằng dấu phẩy: 8,5."),
    "unit_misspelt": _("Không có đơn vị “%(value)s”; có phải là “%(near)s”?"),
    "unit_near_below": _(
        "Không có “%(value)s” ở “%(sender)s”; có phải là “%(near)s”? Không sửa thì ghi là người của “%(sender)s”."
    ),
    "unit_unclear_below": _(
        "“%(value)s” có thể là nhiều đơn vị ở “%(sender)s”: %(near)s. Không sửa thì ghi là người của “%(sender)s”."
    ),
    "unit_not_below": _(
        "“%(near)s” không thuộc “%(sender)s” là đơn vị cử. Không sửa thì ghi là người của “%(sender)s”."
    ),
    "unit_unknown_below": _(
        "Không có đơn vị nào tên “%(value)s” ở “%(sender)s”. Không sửa thì ghi là người của “%(sender)s”."
    ),
    "attendance_heading_unreadable": _("“%(value)s” không phải là một buổi. Cách ghi đúng: 12/05/2022 sáng."),
    "attendance_half_day_repeated": _("Buổi “%(value)s” có hai cột."),
    "attendance_number_unreadable": _("“%(value)s” không phải là số của học viên trong mẫu (dòng “%(name)s”)."),
    "attendance_letter_unknown": _("“%(value)s” không phải là một trong các chữ C, M, P, K."),
    "attendance_other_class": _("Tệp này của lớp “%(value)s”, không phải của lớp “%(wanted)s”."),
    "attendance_half_day_not_of_class": _("Lớp không học buổi %(half_day)s theo thời khóa biểu."),
    "attendance_half_day_not_come": _("Chưa đến buổi %(half_day)s nên chưa điểm danh được."),
    "attendance_signed": _("Bảng điểm danh buổi %(half_day)s đã ký, không sửa được nữa."),
    "attendance_trainee_not_of_class": _("“%(name)s” (số %(number)s) không phải là học viên của lớp."),
    "sheet_hidden": _("Trang “%(sheet)s” đang ẩn nên không được đọc, dù có danh sách."),
    "sheet_without_table": _("Trang “%(sheet)s” không có danh sách người nên không được đọc."),
    "column_guessed": _("Cột “%(heading)s” được hiểu là “%(meant)s”; hãy xem lại."),
    "row_hidden": _("Dòng này đang ẩn nhưng vẫn được đọc."),
    "row_unclear": _("Dòng chỉ ghi “%(value)s”, không rõ là một người hay tên nhóm nên không được đọc là người."),
    "total_differs": _("Dòng cộng ghi %(total)s người nhưng bảng có %(rows)s người."),
    "cell_error": _("Ô báo lỗi (như #REF!) nên không có giá trị."),
    "formula_unsolved": _("Ô có công thức chưa được tính. Hãy mở bằng phần mềm bảng tính rồi lưu lại."),
    "repair": _("“%(value)s” có thể sửa thành “%(fix)s” (%(why)s)."),
    "old_encoding": _("“%(value)s” viết bằng bảng mã cũ, đọc là “%(fix)s” (%(why)s); cần xác nhận."),
    "repaired": _("Đã sửa “%(value)s” thành “%(fix)s” (%(why)s)."),
    "short_year": _("“%(value)s” chỉ ghi hai chữ số của năm; có phải là %(fix)s?"),
    "date_stated_unknown": _("Ô ghi “%(value)s” nên không có ngày."),
    "age_odd": _("“%(value)s” cho tuổi khác thường; hãy xem lại."),
    "two_births": _("Ngày sinh ghi ở cả hai cột Nam và Nữ."),
    "sex_differs": _("Giới tính khác với cột ghi ngày sinh."),
    "name_abbreviated": _("“%(value)s” là tên viết tắt; cần họ tên đầy đủ."),
    "phone_unknown": _("“%(value)s” không phải là số điện thoại."),
    "number_not_digits": _("“%(value)s” không phải là số định danh: có ký tự không phải chữ số."),
    "number_digits_lost": _("“%(value)s” đã bị bảng tính làm tròn, mất chữ số cuối. Hãy ghi lại dưới dạng chữ."),
    "number_wrong_length": _("“%(value)s” có %(digits)s chữ số; số định danh có 12 chữ số."),
    "number_place_unknown": _("“%(value)s” bắt đầu bằng %(place)s, không phải là mã nơi đăng ký khai sinh nào."),
    "number_place_abroad": _("“%(value)s” bắt đầu bằng %(place)s: đăng ký khai sinh ở nước ngoài, hoặc ghi sai."),
    "number_sex_differs": _("Số định danh “%(value)s” nói giới tính khác với danh sách."),
    "number_birth_year_differs": _("Số định danh “%(value)s” nói sinh năm %(numbered)s, danh sách ghi %(stated)s."),
    "number_born_later": _("Số định danh “%(value)s” nói sinh năm %(year)s, chưa tới."),
    "number_repeated": _("Số định danh này đã ghi cho người khác ở ô %(other_cell)s."),
    "text_too_long": _("Ô dài quá %(limit)s ký tự nên không ghi được."),
    "body_below_itself": _("“%(name)s” và đơn vị cấp trên của nó trực thuộc lẫn nhau."),
    "body_known": _("“%(name)s” đã có trong cây đơn vị, không ghi lại."),
    "body_since_today": _("Chưa ghi ngày thành lập nên tính từ ngày nhập tệp, %(day)s."),
    "body_not_begun": _("Ngày %(day)s chưa đến; hãy nhập khi đơn vị đã hoạt động."),
    "body_without_parent": _("Chưa ghi đơn vị này trực thuộc đâu, và tệp không nói đơn vị nào gửi."),
    "unit_missing": _("Chưa ghi đơn vị của người này, và tệp không nói đơn vị nào khác."),
    "letter_missing": _("Chưa biết “%(heading)s” của công văn: tệp không ghi; hãy cho biết khi nhập."),
    "period_missing": _("Chưa biết kết quả này của kỳ nào: dòng không ghi ngày, và không ai nói kỳ của cả tệp."),
    "period_unreadable": _(
        "Không đọc được “%(value)s” là một kỳ. Cách ghi đúng: Quý I/2024; tháng 3/2024; 01/01/2024 - 31/03/2024."
    ),
    "period_of_table": _("Kỳ của những dòng không ghi ngày: %(first)s đến %(last)s, theo đầu bảng."),
    "periods_overlap": _("Kỳ này của “%(value)s” trùng ngày với dòng ở ô %(other_cell)s nên kết quả bị tính hai lần."),
    "people_over_places": _("Số người (%(people)s) nhiều hơn số lượt (%(places)s)."),
    "sum_differs": _("Dòng cộng ghi %(total)s ở cột “%(heading)s” nhưng các dòng cộng lại được %(rows)s."),
    "reported_line_unknown": _("Không có dòng kế hoạch nào mang mã hoặc tên “%(value)s”."),
    "reported_line_near": _("Không có dòng kế hoạch “%(value)s”; có phải là “%(near)s”?"),
    "reported_line_ambiguous": _("“%(value)s” có ở nhiều dòng kế hoạch: %(near)s. Hãy ghi mã và số kế hoạch."),
    "reported_line_by_classes": _(
        "Dòng kế hoạch “%(value)s” theo dõi từng lớp nên không nhận kết quả bằng số tổng hợp."
    ),
    "reported_line_of_other": _("Dòng kế hoạch “%(value)s” do %(organiser)s chủ trì, không phải đơn vị gửi tệp."),
    "reported_overlap": _("Kỳ này trùng ngày với kỳ đã báo cáo %(first)s đến %(last)s của cùng dòng."),
    "reported_already": _("Kết quả này đã có, không ghi lại."),
    "reported_replaces": _(
        "Kỳ này đã báo cáo %(classes)s lớp, %(places)s lượt, %(people)s người; tệp này thay các số đó."
    ),
    "reported_not_come": _("Kỳ này chưa hết: đến %(last)s mới hết."),
    "person_known": _("“%(name)s” đã có hồ sơ, không lập thêm."),
    "record_says_other": _(
        "Hồ sơ đã có ghi “%(known)s”; tệp này không thay. Nếu hồ sơ sai, hãy sửa ở trang của người ấy."
    ),
    "number_of_other": _(
        "Số định danh này đã có ở hồ sơ của “%(name)s”, khác tên và ngày sinh; sẽ lập hồ sơ mới không có số."
    ),
    "attendance_name_differs": _("Số %(number)s là của “%(expected)s” nhưng dòng này ghi “%(name)s”."),
}


SEVERITIES: Mapping[Severity, Promise] = {
    Severity.FILE_FAULT: _("lỗi cả tệp"),
    Severity.ROW_FAULT: _("lỗi"),
    Severity.PROBLEM: _("cần xem lại"),
    Severity.SUGGESTION: _("gợi ý sửa"),
    Severity.NOTE: _("ghi chú"),
}
REPAIRS: Mapping[str, Promise] = {
    "composition": _("dấu rời khỏi chữ"),
    "invisible": _("ký tự không nhìn thấy"),
    "spaces": _("dấu cách thừa"),
    "letters": _("chữ của bảng chữ cái khác"),
    "digits": _("lẫn chữ số và chữ cái"),
    "punctuation": _("dấu câu thừa"),
    "case": _("chữ hoa, chữ thường"),
    "tone_place": _("vị trí dấu thanh"),
    "tcvn3": _("phông TCVN3 (ABC)"),
    "vni": _("phông VNI"),
    "utf8": _("Unicode đọc sai bảng mã"),
    "leading_zero": _("mất số 0 ở đầu"),
    "country_code": _("mã quốc gia"),
    "old_prefix": _("đầu số 11 số cũ"),
    "day_and_month": _("ngày và tháng đổi chỗ"),
    "date_form": _("cách ghi ngày"),
    "short_year": _("năm hai chữ số"),
    "title": _("xưng hô, ghi chú quanh tên"),
    "year": _("năm bị hiểu thành ngày"),
    "unit": _("tên đơn vị"),
    "near_unit": _("tên đơn vị gần giống"),
    "grouping": _("dấu ngăn hàng nghìn"),
    "line": _("tên dòng kế hoạch gần giống"),
}


def message(finding: Finding) -> str:
    """What is wrong, without the place."""
    facts = {"sheet": finding.sheet, **finding.facts}
    if kinds := finding.facts.get("kinds"):
        facts["why"] = ", ".join(str(REPAIRS[kind]) for kind in kinds.split(", "))
    return str(SENTENCES[finding.code]) % facts


def place(finding: Finding) -> str:
    """Where it stands: the file, and the sheet and cell where it has them."""
    if not finding.sheet:
        return gettext("Tệp %(file)s") % {"file": finding.file}
    if not finding.cell:
        return gettext("Tệp %(file)s, trang “%(sheet)s”") % {"file": finding.file, "sheet": finding.sheet}
    return gettext("Tệp %(file)s, trang “%(sheet)s”, ô %(cell)s") % {
        "file": finding.file,
        "sheet": finding.sheet,
        "cell": finding.cell,
    }
