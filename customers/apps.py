from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    name = "customers"
    verbose_name = _("Customers")

    def ready(self):
        from customers.pinyin import fill_spellings
        from deadlines.steps import register_step

        register_step("customer.answer", _("Answer to the customer"))
        register_step("customer.hand_over", _("Acceptance of a hand-over"))
        post_migrate.connect(fill_spellings, sender=self)
