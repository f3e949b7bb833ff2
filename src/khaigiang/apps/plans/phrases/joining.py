"""Which classes of a line hear a topic together, in words."""

from django.utils.translation import gettext_lazy as _

MAY_NOT_JOIN_CLASSES = _("Chỉ cơ quan tham mưu kế hoạch hoặc cơ sở đào tạo được ghép hay tách lớp.")
CLASSES_OF_ANOTHER_LINE = _("Chỉ ghép được các lớp của cùng một dòng kế hoạch (%(line)s).")
TOO_FEW_TO_JOIN = _("Hãy chọn ít nhất hai lớp để học ghép.")
TOPIC_OF_ANOTHER_PROGRAMME = _("Chuyên đề “%(topic)s” không thuộc chương trình của dòng này.")
TOPIC_TOO_SHORT_TO_JOIN = _("Chuyên đề “%(topic)s” không chiếm trọn buổi nên không học ghép được.")
JOINT_CLASS_HAS_BEGUN = _("%(name)s đã khai giảng nên không ghép hay tách được nữa.")
TOPIC_WAS_TAUGHT = _("%(name)s đã học chuyên đề “%(topic)s” nên không ghép hay tách được nữa.")
JOINT_ALREADY = _("%(name)s đã học ghép chuyên đề này với lớp khác; hãy tách ra trước rồi ghép lại.")
NO_SHARED_HALF_DAYS = _("%(names)s chỉ có %(shared)s buổi cùng học được chuyên đề này; cần %(needed)s buổi.")
CLASSES_JOINED = _("Đã ghép các lớp. Thời khóa biểu xếp từ nay theo cách ghép này.")
CLASSES_PARTED = _("Đã tách các lớp. Thời khóa biểu xếp từ nay cho từng lớp học riêng.")
NO_SUCH_JOINT = _("Các lớp này không còn học ghép chuyên đề ấy.")
