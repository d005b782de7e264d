"""Internal notes on a complaint: among ourselves, apart from what the customer may see; mentioning somebody tells them."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import telling
from complaints.models.complaint import Complaint
from complaints.models.machinery import require_words
from complaints.models.merging import of_matter
from people.models import Role, User


class ComplaintNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever sees a complaint reads its notes, but for the person whom it is about."""
        return self.filter(complaint__in=Complaint.objects.visible_to(user)).exclude(complaint__against=user)

    def of_matter(self, complaint):
        """Those of the complaint and of what was merged into it, the newest first."""
        notes = self.filter(of_matter(complaint.pk)).select_related("by", "complaint").prefetch_related("mentioned")
        return notes.order_by("-at", "-id")


class ComplaintNote(models.Model):
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="notes")
    text = models.TextField(gettext_lazy("note"))
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=gettext_lazy("by"))
    at = models.DateTimeField(gettext_lazy("at"))
    mentioned = models.ManyToManyField("people.User", related_name="+", blank=True)
    # A form sent twice makes one note.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = ComplaintNoteQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("note on a complaint")
        verbose_name_plural = gettext_lazy("notes on complaints")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="complaint_note_has_a_text")]

    @staticmethod
    def can_be_written_by(complaint, user):
        """Whoever sees the complaint, also when it has ended, but for the person whom it is about."""
        return user.pk != complaint.against_id

    @classmethod
    @transaction.atomic
    def write(cls, complaint, by, at, submission_key, text, mentioned=()):
        """Keep a note, and tell the people mentioned. Who does not see the complaint cannot be mentioned."""
        if not cls.can_be_written_by(complaint, by):
            raise PermissionDenied
        require_words(text=text)
        strangers = {person.pk for person in mentioned} - set(readers_of(complaint, by).values_list("pk", flat=True))
        if strangers:
            names = ", ".join(person.name for person in mentioned if person.pk in strangers)
            raise ValidationError({"text": _("%(names)s cannot see this complaint.") % {"names": names}})
        facts = {"complaint": complaint, "by": by, "at": at, "text": text}
        note, is_new = cls.objects.get_or_create(submission_key=submission_key, defaults=facts)
        if is_new:
            note.mentioned.set(mentioned)
            telling.mentioned(note, mentioned, at)
        return note


def readers_of(complaint, asking):
    """The people who see a complaint, as `visible_to` would tell of each of them, without whom it is about.

    `asking` brings the department tree and today. Whoever sees it only for a step of an earlier round is not among them.
    """
    tree, today = asking.tree, asking.today
    department, owner = complaint.department, complaint.customer and complaint.customer.owner
    answering = [department.pk] if department else []
    posts = [tree.head_of(complaint.department_id), tree.leader_of(complaint.department_id), owner]
    concerned = [person.pk for person in posts if person] + [complaint.logged_by_id]
    above = [each.pk for pk in (complaint.department_id, owner and owner.department_id) for each in tree.lineage(pk)]
    people = User.objects.active().exclude(role=Role.ADMINISTRATOR)
    root = tree.root
    everything = Q(role__in=[Role.ANALYST, Role.DESK]) | Q(role=Role.SUPERVISOR, pk=root.head_id)
    branch = Q(role=Role.SUPERVISOR, department__in=[root.pk, *above])
    principals = User.objects.active().filter(Q(pk__in=concerned) | Q(role=Role.HANDLER, department__in=answering))
    absent = principals.filter(deputy_from__lte=today, deputy_until__gte=today)
    own = Q(pk__in=principals.values("pk")) | Q(pk__in=absent.values("deputy"))
    return people.filter(everything | branch | own).exclude(pk=complaint.against_id)
