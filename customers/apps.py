from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    name = "customers"
    verbose_name = _("Customers")

    def ready(self):
        from customers import customer_export, history_nouns, list_exports, open_work, renewals  # noqa: F401 - the nouns register themselves
        from customers.automatic import register_automatic
        from customers.business import moving
        from customers.defaults import create_business_settings, create_credit_policy, create_policy
        from customers.merging import rules
        from customers.models import Activity, CreditReview, CustomerValue, Document
        from customers.moving import register_movable
        from customers.pinyin import fill_spellings
        from customers.tabs import register_tab
        from deadlines.steps import register_step

        register_tab("group", _("Group"), "customers:group_panel", 70)
        register_tab("value", _("Value"), "customers:customer_value", 60)
        a_day = {"leader_wait": 480, "general_manager_wait": 5 * 480}
        register_step("customer.answer", _("Answer to the customer"), budget=7, unit="calendar_days", **a_day)
        # A next step that was put off is the owner's matter first.
        patient = {"head_wait": 2 * 480, "leader_wait": 10 * 480, "general_manager_wait": 20 * 480}
        register_step("opportunity.next_step", _("Next step of new business"), budget=1, unit="working_days", **patient)
        register_step("customer.hand_over", _("Acceptance of a hand-over"), budget=3, unit="working_days", **a_day)
        register_step(
            "customer.credit_decision", _("Decide on a credit review"), budget=2, unit="working_days", **a_day
        )
        # Of what runs out, the limit says how many days before its last day the account manager is asked.
        register_step("customer.credit_review", _("Next credit review"), budget=30, unit="calendar_days", **a_day)
        register_step("customer.document_expiry", _("Renewal of a document"), budget=30, unit="calendar_days", **a_day)
        register_tab("credit", _("Credit"), "customers:credit_panel", 55)
        register_tab("documents", _("Documents"), "customers:document_panel", 75, count=Document.objects.per_customer())
        register_tab("log", _("Contact log"), "customers:log_panel", 30)
        register_tab("projects", _("Projects"), "customers:project_panel", 35)
        register_tab("business", _("New business"), "customers:opportunity_panel", 40)
        register_tab("figures", _("Monthly figures"), "customers:figure_panel", 50)
        register_movable(_("Answers owed"), open_work.answers_owed, open_work.move_answers)
        register_movable(_("Projects"), open_work.projects, open_work.move_projects)
        register_movable(_("Credit reviews due"), renewals.due(CreditReview), renewals.move(CreditReview))
        register_movable(_("Documents about to end"), renewals.due(Document), renewals.move(Document))
        register_movable(_("Opportunities"), moving.opportunities, moving.move_opportunities)
        register_automatic(CustomerValue, lambda rows: rows)
        register_automatic(Activity, lambda rows: rows.filter(kind="value.graded"))
        rules.register()
        customer_export.register()
        list_exports.register()
        post_migrate.connect(fill_spellings, sender=self)
        post_migrate.connect(create_policy, sender=self)
        post_migrate.connect(create_business_settings, sender=self)
        post_migrate.connect(create_credit_policy, sender=self)
