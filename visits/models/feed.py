"""The calendar feed of a person: a secret address that calendar programs read without a login."""

import secrets

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def new_token():
    """43 characters of chance: nobody guesses one of 2²⁵⁶."""
    return secrets.token_urlsafe(32)


class CalendarFeed(models.Model):
    """Whoever knows the address sees the person's visits; a new one makes the old one worthless."""

    user = models.OneToOneField(
        "people.User", models.CASCADE, related_name="calendar_feed", verbose_name=_("user"), primary_key=True
    )
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self):
        return str(self.user)

    def get_absolute_url(self):
        return reverse("visits:feed", args=[self.token])

    @classmethod
    def renew(cls, user, at):
        """A feed with a new address; the former address ends at once."""
        feed, _is_new = cls.objects.update_or_create(user=user, defaults={"token": new_token(), "created_at": at})
        return feed

    @classmethod
    def revoke(cls, user):
        cls.objects.filter(user=user).delete()
