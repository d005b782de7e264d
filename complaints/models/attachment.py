"""Files that came with a complaint or a step; served only by a view that asks who may see the complaint."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.complaint import Complaint
from crm_site import stored_files


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever sees a complaint sees the files of those that were merged into it."""
        visible = Complaint.objects.visible_to(user)
        return self.filter(Q(complaint__in=visible) | Q(complaint__merged_into__in=visible))


def storage_name(attachment, _name):
    return stored_files.storage_name("complaints", attachment.at)


class Attachment(stored_files.StoredFile):
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="attachments")
    file = models.FileField(_("file"), upload_to=storage_name)
    # Empty: the customer sent it, by e-mail or on the web.
    by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by"))

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["id"]
