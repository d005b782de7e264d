from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ComplaintsConfig(AppConfig):
    name = "complaints"
    verbose_name = _("Complaints")

    def ready(self):
        from complaints import list_export, steps
        from complaints.defaults import create_notice_limits
        from complaints.exchange_parts import register_exchange
        from complaints.importing.importer import RegisterImporter
        from complaints.models.queries import open_by_customer
        from complaints.sentences import SENTENCES
        from complaints.work_parts import register_work
        from customers.group import register_group_count
        from customers.importing.importers import register_importer
        from customers.models import ImportRun
        from customers.tabs import register_tab
        from customers.timeline import register_activity, register_area

        register_exchange()
        register_work()
        steps.register()
        for kind, sentence in SENTENCES.items():
            register_activity(kind, sentence)
        from complaints import claim_parts, quality_parts, solution_parts  # noqa: F401 - they register themselves

        register_area("complaint", _("Complaints"))
        # Whoever sees the head of a file sees its complaints, as far as they concern them.
        register_tab("complaints", _("Complaints"), "complaints:customer_panel", 60, may=lambda *_: True)
        list_export.register()
        register_importer(ImportRun.Kind.COMPLAINTS, RegisterImporter())
        register_group_count(_("Open complaints"), open_by_customer)
        post_migrate.connect(create_notice_limits, sender=self)
