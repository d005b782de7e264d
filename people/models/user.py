"""Everybody who logs in: one department, one role, and a deputy 代理人 for the days away."""

import zoneinfo
from datetime import timedelta
from functools import cached_property, lru_cache

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm_site.choices import label_of
from crm_site.workflow import lock
from people.models.department import Department, DepartmentTree


class Role(models.TextChoices):
    ACCOUNT_MANAGER = "account_manager", _("Account manager")
    DESK = "desk", _("Complaint desk")
    HANDLER = "handler", _("Handler")
    SUPERVISOR = "supervisor", _("Supervisor")
    ANALYST = "analyst", _("Customer relations office")
    ADMINISTRATOR = "administrator", _("Administrator")


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def absent_for(self, deputy, on):
        """Those whose deputy is `deputy` on the day `on`."""
        return self.active().filter(deputy=deputy, deputy_from__lte=on, deputy_until__gte=on)


class UserManager(DjangoUserManager.from_queryset(UserQuerySet)):
    """Django's user manager with our queries."""

    def for_request(self):
        """People as pages need them: with whether an absence, running or to come, makes them somebody's deputy."""
        return _for_request(timezone.localdate())


@lru_cache(maxsize=1)
def _for_request(today):
    """Every page asks this, so it is laid out once a day. A day is not over everywhere when it is in one zone."""
    absences = User.objects.active().filter(deputy=OuterRef("pk"), deputy_until__gte=today - timedelta(days=1))
    return User.objects.annotate(is_deputy=Exists(absences))


class User(AbstractUser):
    first_name = last_name = None
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.ACCOUNT_MANAGER)
    department = models.ForeignKey(
        "people.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("department"),
    )
    post = models.CharField(_("post"), max_length=60, blank=True)
    mobile = models.CharField(_("mobile"), max_length=20, blank=True)
    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        choices=[("zh-hans", "中文"), ("en", "English")],
        help_text=_("Empty: as the browser says, else Chinese."),
    )
    zone = models.CharField(
        _("time zone"), max_length=40, blank=True, help_text=_("Such as Europe/Berlin; empty: Asia/Shanghai.")
    )
    deputy = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputises_for",
        verbose_name=_("deputy"),
        help_text=_("Receives and may decide what this person would, on the days given."),
    )
    deputy_from = models.DateField(_("deputy from"), null=True, blank=True)
    deputy_until = models.DateField(_("deputy until"), null=True, blank=True)

    # {list: [names of columns]} where the person has chosen other columns than the list's own.
    list_columns = models.JSONField(default=dict, editable=False)

    objects = UserManager()

    REQUIRED_FIELDS = ["email", "name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(deputy=F("id")),
                name="user_is_not_own_deputy",
                violation_error_message=_("Nobody is their own deputy."),
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | Q(deputy_from__isnull=False, deputy_until__isnull=False),
                name="user_deputy_has_dates",
                violation_error_message=_("A deputy needs a first and a last day."),
            ),
            models.CheckConstraint(
                condition=Q(deputy_until__gte=F("deputy_from")),
                name="user_deputy_dates_in_order",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
        ]

    get_role_display = label_of(Role, "role")

    def __str__(self):
        return self.name or self.username

    def clean(self):
        """A zone that does not exist would refuse the person every page."""
        super().clean()
        if self.zone and self.zone not in zoneinfo.available_timezones():
            raise ValidationError({"zone": _("There is no such time zone; Asia/Shanghai is one.")})

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)

    @transaction.atomic
    def choose_columns(self, list_name, names):
        """Keep which columns of a list the person wants to see; None gives back the list's own."""
        lock(self)
        self.list_columns.pop(list_name, None)
        if names is not None:
            self.list_columns[list_name] = names
        self.save(update_fields=["list_columns"])

    def deputy_on(self, day):
        """The deputy while this person is away on `day`, else None."""
        if self.deputy_id is None or not self.deputy_from <= day <= self.deputy_until:
            return None
        return self.deputy if self.deputy.is_active else None

    @property
    def time_zone(self):
        return zoneinfo.ZoneInfo(self.zone or settings.TIME_ZONE)

    @cached_property
    def today(self):
        """The one place where rights ask for the date, so that `visible_to(user)` needs no clock."""
        return timezone.localdate()

    # Whether there may be anybody in whose place they act; who came with a request (`for_request`) knows.
    is_deputy = True

    @cached_property
    def principals(self):
        """The person and those absent today whose deputy the person is: all in whose place they may act."""
        if not self.is_deputy:
            return [self]
        absent = User.objects.absent_for(self, self.today)
        return [self, *absent.only("name", "username", "role", "department", "is_active")]

    @cached_property
    def tree(self):
        """The department tree, loaded once per request and person."""
        return DepartmentTree.load()

    @property
    def department_names(self):
        """{id: what prints the name}: of the tree where it is loaded already, else asked for alone, which costs less."""
        return self.tree.by_id if "tree" in vars(self) else Department.objects.names()

    @cached_property
    def approver(self):
        """Who decides on what this person proposes; None for the head of the company."""
        return self.tree.approver_of(self)

    @cached_property
    def sees_all(self):
        """Analysts and the head of the root see everything, as does a supervisor placed in the root."""
        if self.role == Role.ANALYST:
            return True
        root = self.tree.root if self.role == Role.SUPERVISOR else None
        return root is not None and (self.department_id == root.pk or root.head_id == self.pk)

    @cached_property
    def supervised_departments(self):
        """Ids of the departments below a supervisor, their own included; empty for everybody else."""
        if self.role != Role.SUPERVISOR or self.department_id is None:
            return []
        return self.tree.subtree(self.department_id)
