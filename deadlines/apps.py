from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DeadlinesConfig(AppConfig):
    name = "deadlines"
    verbose_name = _("Deadlines and calendar")

    def ready(self):
        from deadlines.defaults import create_defaults

        post_migrate.connect(create_defaults, sender=self)
