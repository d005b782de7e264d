"""Our counterpart 对口人 of a contact: who of us keeps in touch with whom, level by level."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from key_accounts.models.machinery import require


class Counterpart(models.Model):
    contact = models.OneToOneField("customers.Contact", models.CASCADE, related_name="counterpart")
    person = models.ForeignKey(
        "people.User", models.CASCADE, related_name="counterparts", verbose_name=_("our counterpart")
    )
    assigned_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("counterpart")
        verbose_name_plural = _("counterparts")

    def __str__(self):
        return f"{self.contact} · {self.person}"

    @classmethod
    @transaction.atomic
    def assign(cls, key_account, contact, person, by, at):
        """Name the colleague who keeps in touch with a contact; None: nobody any more. Who does already, does since then."""
        require(key_account.can_be_kept_by(by) and contact.customer_id == key_account.customer_id)
        if person is None:
            cls.objects.filter(contact=contact).delete()
            return None
        present = cls.objects.filter(contact=contact, person=person).first()
        values = {"person": person, "assigned_by": by, "assigned_at": at}
        return present or cls.objects.update_or_create(contact=contact, defaults=values)[0]
