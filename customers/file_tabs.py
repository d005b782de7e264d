"""The tabs of a customer's page that this app serves, each in its own time."""

from django.utils.translation import gettext_lazy as _

from customers.models import Document
from customers.tabs import register_tab


def register():
    register_tab("log", _("Contact log"), "customers:log_panel", 30)
    register_tab("projects", _("Projects"), "customers:project_panel", 35)
    register_tab("business", _("New business"), "customers:opportunity_panel", 40)
    register_tab("figures", _("Monthly figures"), "customers:figure_panel", 50)
    register_tab("credit", _("Credit"), "customers:credit_panel", 55)
    register_tab("value", _("Value"), "customers:customer_value", 60)
    register_tab("group", _("Group"), "customers:group_panel", 70)
    register_tab("documents", _("Documents"), "customers:document_panel", 75, count=Document.objects.per_customer())
