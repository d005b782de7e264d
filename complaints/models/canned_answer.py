"""Canned answers: what is written again and again, put into a text box with one click."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.models.letter_template import check_placeholders
from crm_site.naming import Named
from people.models import Role


class CannedAnswerQuerySet(models.QuerySet):
    def usable_by(self, user):
        """Those in use of everybody, of the user's department and of those above it; a department's first."""
        lineage = [department.pk for department in user.tree.lineage(user.department_id)]
        mine = self.filter(Q(department=None) | Q(department__in=lineage), is_active=True)
        return mine.order_by(F("department").asc(nulls_last=True), "name", "pk")

    def editable_by(self, user):
        """The desk and the customer-relations office: all; a supervisor: those of their departments."""
        if not CannedAnswer.can_be_listed_by(user):
            return self.none()
        limits = CannedAnswer.departments_of(user)
        return self if limits is None else self.filter(department__in=limits)


class CannedAnswer(Named, models.Model):
    name = models.CharField(_("title"), max_length=60)
    name_en = models.CharField(_("English title"), max_length=80, blank=True)
    text = models.TextField(_("text"))
    text_en = models.TextField(_("English text"), blank=True)
    # Empty: for everybody.
    department = models.ForeignKey(
        "people.Department",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
    )
    is_active = models.BooleanField(_("active"), default=True)

    objects = CannedAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("canned answer")
        verbose_name_plural = _("canned answers")
        ordering = ["name", "id"]

    @staticmethod
    def can_be_listed_by(user):
        """Those who write them."""
        return user.role in (Role.DESK, Role.SUPERVISOR, Role.ANALYST)

    @staticmethod
    def departments_of(user):
        """Ids of those for which `user` writes them; None where for everybody."""
        is_limited = user.role == Role.SUPERVISOR and not user.sees_all
        return user.supervised_departments if is_limited else None

    def clean(self):
        check_placeholders(self, "text", "text_en")

    def text_in(self, language):
        """In Chinese where there is no English."""
        return self.text_en if language == "en" and self.text_en else self.text
