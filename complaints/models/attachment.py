"""Files that came with a complaint or a step; served only by a view that asks who may see the complaint."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from complaints.models.complaint import Complaint


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(complaint__in=Complaint.objects.visible_to(user))


def storage_name(attachment, _name):
    """Nothing that a sender chose stands in the name on our disk."""
    return f"complaints/{attachment.at:%Y/%m}/{uuid.uuid4().hex}"


class Attachment(models.Model):
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="attachments")
    file = models.FileField(_("file"), upload_to=storage_name)
    name = models.CharField(_("name"), max_length=200)
    # Told by the content, not by the name.
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("bytes"))
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["id"]

    def __str__(self):
        return self.name

    @property
    def is_picture(self):
        return self.content_type.startswith("image/")
