from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ComplaintsConfig(AppConfig):
    name = "complaints"
    verbose_name = _("Complaints")

    def ready(self):
        from complaints import list_export
        from complaints.defaults import create_notice_limits
        from complaints.exchange_parts import register_exchange
        from complaints.importing.importer import RegisterImporter
        from complaints.loop import Step
        from complaints.models import Complaint
        from complaints.models.queries import open_by_customer
        from complaints.sentences import SENTENCES
        from complaints.work_parts import register_work
        from customers.group import register_group_count
        from customers.importing.importers import register_importer
        from customers.models import ImportRun
        from customers.tabs import register_tab
        from customers.timeline import register_activity, register_area
        from deadlines.steps import register_resumption, register_step

        register_exchange()
        register_work()
        for step in Step:
            register_step(f"complaint.{step}", step.label)
            register_resumption(f"complaint.{step}", Complaint.resume_by_itself)
        # Nobody is asked to appeal; the limit only says until when one may.
        register_step("complaint.appeal", _("Appeal against a penalty"), budget=10, unit="calendar_days")
        register_step("complaint.penalty", _("Decision on a penalty"), budget=5, unit="working_days")
        register_step("complaint.appeal_decision", _("Decision on an appeal"), budget=5, unit="working_days")
        register_step("complaint.claim_approval", _("Approval of a settlement"), budget=3, unit="working_days")
        notice = {"budget": 7, "unit": "calendar_days", "reminder_share": 50}
        register_step("complaint.claim_notice", _("Notice of claim to the carrier"), **notice)
        register_step("complaint.correction", _("Corrective action"), budget=20, unit="working_days")
        register_step("complaint.correction_check", _("Check of the effect"), budget=10, unit="working_days")
        for kind, sentence in SENTENCES.items():
            register_activity(kind, sentence)
        from complaints import claim_parts, quality_parts  # noqa: F401 - they register their tabs

        register_area("complaint", _("Complaints"))
        # Whoever sees the head of a file sees its complaints, as far as they concern them.
        register_tab("complaints", _("Complaints"), "complaints:customer_panel", 60, may=lambda *_: True)
        list_export.register()
        register_importer(ImportRun.Kind.COMPLAINTS, RegisterImporter())
        register_group_count(_("Open complaints"), open_by_customer)
        post_migrate.connect(create_notice_limits, sender=self)
