from django.utils.translation import gettext_lazy as _

CANNOT_APPORTION = _(
    "Không phân bổ được %(seats)s chỉ tiêu của dòng %(line)s: các đơn vị phải có trọng số, và tổng trọng số phải lớn "
    "hơn 0."
)
