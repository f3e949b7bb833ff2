"""Who may see a plan as a whole: those whose work is the whole of it."""

from django.utils.translation import gettext_lazy as _

from khaigiang.apps.accounts.models import Role
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted

NOT_THE_WHOLE = _("Bảng năm dành cho cơ quan tham mưu kế hoạch, lãnh đạo, cơ sở đào tạo và kiểm tra, giám sát.")
NOT_PLANNER = _("Chỉ cơ quan tham mưu kế hoạch được nhập kế hoạch và danh sách cử.")
OFFICE = (Role.PLANNER, Role.LEADER, Role.AUDITOR, Role.SCHOOL, Role.CLASS_BOARD)


def check_may_see_board(actor: Actor) -> None:
    if not actor.has(*OFFICE):
        raise NotPermitted("board_not_for_role", NOT_THE_WHOLE)


def check_may_submit_year(actor: Actor) -> None:
    if not actor.has(Role.PLANNER):
        raise NotPermitted("submit_not_for_role", NOT_PLANNER)
