"""Photos, PDFs and other files of a visit; served only by a view that asks who may see the visit."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_site import stored_files
from visits.models.visit import Visit


class VisitFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(visit__in=Visit.objects.visible_to(user))


def storage_name(visit_file, _name):
    return stored_files.storage_name("visits", visit_file.at)


class VisitFile(stored_files.StoredFile):
    visit = models.ForeignKey("visits.Visit", models.CASCADE, related_name="files")
    file = models.FileField(_("file"), upload_to=storage_name)
    # Of the form that brought it: sent twice, it keeps its files once.
    submission_key = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = VisitFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a visit")
        verbose_name_plural = _("files of visits")
        ordering = ["id"]
