from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitsConfig(AppConfig):
    name = "visits"
    verbose_name = _("Visits")

    def ready(self):
        from customers.automatic import register_automatic
        from customers.bulk import register_bulk_action
        from customers.moving import register_movable
        from customers.tabs import register_tab
        from customers.timeline import register_activity, register_area
        from deadlines.steps import register_step
        from visits import list_exports, merging, moving
        from visits.models import CareTask, Visit
        from visits.sentences import SENTENCES

        merging.register()
        list_exports.register()
        register_step("visit.report", _("Report of a visit"), budget=2, unit="working_days")
        register_step("visit.gift", _("Approval of a gift"), budget=2, unit="working_days")
        register_area("visit", _("Visits"))
        register_area("care", _("Occasions"))
        for kind, sentence in SENTENCES.items():
            register_activity(kind, sentence)
        plan = _("Plan visits …")
        register_bulk_action(plan, "calendar-plus", "visits:round_create", Visit.can_be_planned_by)
        register_tab("visits", _("Visits"), "visits:customer_panel", 40)
        register_movable(_("Open visits"), moving.find_visits, moving.move_visits)
        register_movable(_("Care tasks"), moving.find_care_tasks, moving.move_care_tasks)
        register_automatic(Visit, lambda rows: rows.filter(state__in=[Visit.State.PROPOSED, Visit.State.LAPSED]))
        register_automatic(CareTask, lambda rows: rows.filter(version=1, changed_by=None))
