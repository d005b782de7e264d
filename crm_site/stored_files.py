"""Files that people send: what is kept of each beside its content. They are served only by views that ask who may."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_site.files import SHOWN_TYPES


def storage_name(folder, at):
    """Where a file lies under the media root; nothing that a sender chose stands in the name on our disk."""
    return f"{folder}/{at:%Y/%m}/{uuid.uuid4().hex}"


class StoredFile(models.Model):
    """A file that `crm_site.files.check` let in; the model made of it has a field `file`."""

    name = models.CharField(_("name"), max_length=200)
    # Told by the content, not by the name.
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("bytes"))
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def is_picture(self):
        return self.content_type.startswith("image/")

    @property
    def is_shown(self):
        """Whether browsers show it by themselves."""
        return self.content_type in SHOWN_TYPES
