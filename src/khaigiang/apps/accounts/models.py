from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.people.models import Person
from khaigiang.apps.units.models import Unit
from khaigiang.foundation.guarded import GuardedModel


class Role(models.TextChoices):
    """Who uses the system, and for what."""

    PLANNER = "planner", _("Cơ quan tham mưu kế hoạch")
    SENDING_UNIT = "sending_unit", _("Đơn vị cử học viên")
    SCHOOL = "school", _("Cơ sở đào tạo")
    CLASS_BOARD = "class_board", _("Ban quản lý lớp")
    LECTURER = "lecturer", _("Giảng viên")
    TRAINEE = "trainee", _("Học viên")
    LEADER = "leader", _("Lãnh đạo")
    AUDITOR = "auditor", _("Kiểm tra, giám sát")


class User(AbstractBaseUser):
    """Somebody who signs in: roles, and the units they act for. ``everywhere`` sees all units.

    Not guarded like our other tables: Django itself writes ``last_login`` and rehashes passwords.
    """

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    person = models.OneToOneField(Person, models.SET_NULL, null=True, related_name="user")
    roles = ArrayField(models.CharField(max_length=20, choices=Role), default=list)
    units = models.ManyToManyField(Unit, related_name="users")
    everywhere = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    objects = BaseUserManager()

    class Meta:
        ordering = ["username"]

    @property
    def role_names(self) -> str:
        """The user's roles in words."""
        return ", ".join(str(Role(role).label) for role in self.roles)


class FailedSignIn(GuardedModel):
    """A sign-in that failed. Timed by the database, because the office's clock may be set to stand at a day."""

    username = models.CharField(max_length=60)
    failed_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-failed_at"]
        indexes = [models.Index(fields=["username", "-failed_at"], name="failed_sign_in_latest")]
