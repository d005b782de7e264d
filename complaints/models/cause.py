"""Why something went wrong: the cause tree 原因分类, two levels, kept as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_site.naming import Named


class CauseQuerySet(models.QuerySet):
    def for_choice(self, standing=None):
        """Those in use, in the order of the tree; beside them the one that stands somewhere already, also when retired."""
        chosen = models.Q(is_active=True)
        if standing is not None:
            with_its_group = self.model.objects.filter(models.Q(pk=standing) | models.Q(children=standing))
            chosen |= models.Q(pk__in=with_its_group.values("pk"))
        return self.filter(chosen).select_related("department", "parent__department")


class Cause(Named, models.Model):
    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    # Proposed when a complaint is logged with this cause.
    department = models.ForeignKey(
        "people.Department",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("usually responsible"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    objects = CauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("cause")
        verbose_name_plural = _("causes")
        ordering = ["position", "code"]

    @property
    def proposed_department(self):
        """The department that is usually responsible, inherited from the level above."""
        return self.department or (self.parent and self.parent.department)

    @property
    def proposed_department_id(self):
        return self.department_id or (self.parent and self.parent.department_id)
