from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    name = "customers"
    verbose_name = _("Customers")

    def ready(self):
        from customers.defaults import create_policy
        from customers.pinyin import fill_spellings
        from customers.tabs import register_tab
        from deadlines.steps import register_step

        register_tab("value", _("Value"), "customers:customer_value", 60)
        register_step("customer.answer", _("Answer to the customer"))
        register_step("customer.hand_over", _("Acceptance of a hand-over"))
        post_migrate.connect(fill_spellings, sender=self)
        post_migrate.connect(create_policy, sender=self)
