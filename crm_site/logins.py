"""django-axes, which keeps the logins and slows down guessing, under a name that a person understands in Django admin."""

from axes.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Logins(AppConfig):
    verbose_name = _("Logins")
