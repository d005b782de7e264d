"""Who sees a file beside its owner and those above: invited collaborators, and departments that a complaint concerns."""

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm_site.workflow import lock
from people.messaging import Message, language_of, post
from people.models import Role, User


class CustomerAccessQuerySet(models.QuerySet):
    def of(self, user):
        """Accesses held today by `user` and those in whose place they act, as persons or through a department."""
        people = user.principals
        departments = [person.department_id for person in people if person.department_id]
        held = Q(user__in=[person.pk for person in people]) | Q(department__in=departments)
        return self.filter(held).filter(Q(until__isnull=True) | Q(until__gte=user.today))

    def inviting(self):
        """Those of collaborators, who read or write the whole file."""
        return self.filter(level__in=[CustomerAccess.Level.READ, CustomerAccess.Level.WRITE])

    def of_people(self):
        """Invitations of persons, with their names; departments come and go with complaints."""
        invited = self.filter(user__isnull=False).select_related("user").order_by("user__name", "id")
        return invited.only("customer", "level", "until", "reason", "user__name", "user__username")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class CustomerAccess(models.Model):
    """One person or one department may see one file: its head, all of it, or write in it, perhaps until a day."""

    class Level(models.TextChoices):
        HEAD = "head", _("Head of the file")
        READ = "read", _("Read")
        WRITE = "write", _("Read and write")

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="accesses")
    user = models.ForeignKey("people.User", models.CASCADE, null=True, blank=True, related_name="customer_accesses")
    department = models.ForeignKey(
        "people.Department", models.CASCADE, null=True, blank=True, related_name="customer_accesses"
    )
    level = models.CharField(pgettext_lazy("access", "level"), max_length=5, choices=Level.choices)
    until = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    created_at = models.DateTimeField(_("since"))

    objects = CustomerAccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("access to a file")
        verbose_name_plural = _("accesses to files")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True, department__isnull=False)
                | Q(user__isnull=False, department__isnull=True),
                name="access_for_person_or_department",
                violation_error_message=_("Choose either a person or a department."),
            ),
            models.UniqueConstraint(
                fields=["customer", "user"],
                condition=Q(user__isnull=False),
                name="access_once_per_person",
                violation_error_message=_("This person has access to the file already."),
            ),
            models.UniqueConstraint(
                fields=["customer", "department"],
                condition=Q(department__isnull=False),
                name="access_once_per_department",
                violation_error_message=_("This department has access to the file already."),
            ),
        ]

    def __str__(self):
        return f"{self.customer} · {self.get_level_display()}"

    @classmethod
    def give_head(cls, customer, department, reason, at):
        """Let a department see the head of a file; a wider access that it holds already stays."""
        cls.objects.get_or_create(
            customer=customer,
            department=department,
            defaults={"level": cls.Level.HEAD, "reason": reason, "created_at": at},
        )

    @staticmethod
    def can_be_given_by(user, customer):
        """Who is in charge of the file; a collaborator invites nobody."""
        return customer.is_in_charge(user)

    @staticmethod
    def possible_collaborators(customer):
        """Everybody at work with a business role, but the one who keeps the file anyway."""
        return User.objects.active().exclude(role=Role.ADMINISTRATOR).exclude(pk=customer.owner_id)

    @classmethod
    @transaction.atomic
    def invite(cls, customer, user, level, until, reason, by, at):
        """Let `user` read, or read and write, the whole file until the day `until`, that day included.

        Who was invited before gets the new level and day. The person is told.
        """
        lock(customer, "owner")
        if not cls.can_be_given_by(by, customer):
            raise PermissionDenied
        access, _created = cls.objects.update_or_create(
            customer=customer,
            user=user,
            defaults={"level": level, "until": until, "reason": reason, "created_at": at},
        )
        customer.log(f"access.{level}", by, at, person=str(user), until=f"{until:%Y-%m-%d}")
        with language_of(user):
            title = gettext("%(who)s invites you to the file of %(customer)s") % {"who": by, "customer": customer}
            body = gettext("Until %(day)s: %(reason)s") % {"day": f"{until:%Y-%m-%d}", "reason": reason}
        key = f"access:{access.pk}:{at:%Y%m%dT%H%M%S}"
        post([Message(user, key, title, body, customer.get_absolute_url())], at)
        return access

    @transaction.atomic
    def withdraw(self, by, at):
        """The person no longer sees the file."""
        lock(self.customer, "owner")
        if not self.can_be_given_by(by, self.customer):
            raise PermissionDenied
        self.delete()
        return self.customer.log("access.withdrawn", by, at, person=str(self.user))
