"""Catalogues of the customer file that administrators and the customer-relations office keep: industries and regions."""

from django.core.cache import cache
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from crm_site.naming import Named

# Every list shows the entries as filters; an administrator's change may be seen there this many seconds later.
CHOICES_KEPT = 60


class Catalogue(Named, models.Model):
    """A tree of coded entries with a name in each language."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        abstract = True
        ordering = ["code"]

    @classmethod
    def top_choices(cls):
        """The entries of the first level, as choices of a filter."""

        def read():
            return [(str(entry.pk), str(entry)) for entry in cls.objects.filter(parent=None, is_active=True)]

        return cache.get_or_set(f"{cls._meta.label}:{get_language()}", read, CHOICES_KEPT)


class Industry(Catalogue):
    """Industry 行业."""

    class Meta(Catalogue.Meta):
        verbose_name = _("industry")
        verbose_name_plural = _("industries")


class Region(Catalogue):
    """Province or city 地区, by the administrative division code of GB/T 2260."""

    class Meta(Catalogue.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")
