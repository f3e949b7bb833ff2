"""What can be chosen in the cells of a plan workbook, and what each choice means."""

from khaigiang.core.eligibility.facts import StudyForm
from khaigiang.intake.plan import Bloc, Pack, ProgrammeKind, QuotaMethod, TopicKind, Tracking

YES_NO = {"có": True, "không": False}
PROGRAMME_KINDS = {
    "Đào tạo": ProgrammeKind.FORMAL,
    "Bồi dưỡng": ProgrammeKind.REFRESHER,
    "Tập huấn": ProgrammeKind.WORKSHOP,
    "Cập nhật kiến thức": ProgrammeKind.UPDATE,
}
STUDY_FORMS = {"Tập trung": StudyForm.FULL_TIME, "Không tập trung": StudyForm.PART_TIME}
TOPIC_KINDS = {
    "Lên lớp": TopicKind.LECTURE,
    "Thảo luận": TopicKind.DISCUSSION,
    "Tự học": TopicKind.SELF_STUDY,
    "Nghiên cứu thực tế": TopicKind.FIELD_STUDY,
    "Kiểm tra": TopicKind.TEST,
}
QUOTA_METHODS = {
    "Theo danh sách": QuotaMethod.LISTED,
    "Số dư lớn nhất": QuotaMethod.LARGEST_REMAINDER,
    "Webster": QuotaMethod.WEBSTER,
}
BLOCS = {
    "Đảng": Bloc.PARTY,
    "Đoàn thể": Bloc.MASS,
    "Chính quyền": Bloc.GOVERNMENT,
    "Lực lượng vũ trang": Bloc.ARMED,
    "Doanh nghiệp": Bloc.ENTERPRISE,
}
TRACKING = {"Từng lớp": Tracking.CLASSES, "Số tổng hợp": Tracking.TOTALS}
PACKS = {"Đảng": Pack.PARTY, "Nhà nước": Pack.STATE}
