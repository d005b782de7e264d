"""Who sees a file beside its owner and those above: invited collaborators, and departments that a complaint concerns."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CustomerAccessQuerySet(models.QuerySet):
    def of(self, user):
        """Accesses held today by `user` and those in whose place they act, as persons or through a department."""
        people = user.principals
        departments = [person.department_id for person in people if person.department_id]
        held = Q(user__in=[person.pk for person in people]) | Q(department__in=departments)
        return self.filter(held).filter(Q(until__isnull=True) | Q(until__gte=user.today))


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
            ),
            models.UniqueConstraint(
                fields=["customer", "user"], condition=Q(user__isnull=False), name="access_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["customer", "department"],
                condition=Q(department__isnull=False),
                name="access_once_per_department",
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
