"""The versions of a document, each a file as it was sent; served only by a view that asks who may read the customer."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm_site import stored_files
from customers.models.document import Document


class DocumentVersionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(document__in=Document.objects.visible_to(user))


def storage_name(version, _name):
    return stored_files.storage_name("documents", version.at)


class DocumentVersion(stored_files.StoredFile):
    document = models.ForeignKey(Document, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField(_("version"))
    file = models.FileField(_("file"), upload_to=storage_name)
    # A form sent twice adds one version.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        ordering = ["-number"]
        constraints = [
            # Its index also finds the versions of one document, the newest first.
            models.UniqueConstraint(fields=["document", "number"], name="document_version_once"),
        ]

    def get_absolute_url(self):
        return reverse("customers:document_file", args=[self.pk])

    def came_before(self):
        """What whoever would add a version at the same time is told."""
        facts = {
            "who": self.by,
            "when": date_format(localtime(self.at), "SHORT_DATETIME_FORMAT"),
            "number": self.number,
        }
        text = gettext("%(who)s added version %(number)s on %(when)s. Look at it, and send yours again if it is newer.")
        return text % facts
