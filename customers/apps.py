from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    name = "customers"
    verbose_name = _("Customers")

    def ready(self):
        from customers import (
            customer_export,
            defaults,
            file_tabs,
            history_nouns,  # noqa: F401 - the nouns register themselves
            list_exports,
            open_work,
            steps,
        )
        from customers.automatic import register_automatic
        from customers.merging import rules
        from customers.models import Activity, CustomerValue
        from customers.pinyin import fill_spellings

        for part in (steps, file_tabs, open_work, rules, customer_export, list_exports):
            part.register()
        register_automatic(CustomerValue, lambda rows: rows)
        register_automatic(Activity, lambda rows: rows.filter(kind="value.graded"))
        creators = (defaults.create_policy, defaults.create_business_settings, defaults.create_credit_policy)
        for receiver in (fill_spellings, *creators):
            post_migrate.connect(receiver, sender=self)
