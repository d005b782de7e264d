from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeyAccountsConfig(AppConfig):
    name = "key_accounts"
    verbose_name = _("Key accounts")

    def ready(self):
        from customers.moving import register_movable
        from customers.tabs import register_tab
        from customers.timeline import register_activity, register_area
        from deadlines.steps import register_step
        from key_accounts import list_exports, merging, moving
        from key_accounts.models import AccountLog

        merging.register()
        list_exports.register()
        for step, label in STEPS.items():
            register_step(f"key_account.{step}", label, budget=3, unit="working_days")
        for kind in AccountLog.Kind:
            register_activity(f"key_account.{kind}", kind.label)
        register_activity("key_account.watched", _("Special watch: %(title)s"))
        register_area("key_account", _("Key account"))
        register_tab("key_account", _("Key account"), "key_accounts:customer_panel", 40)
        register_movable(_("Plans of key accounts"), moving.find_plans, moving.move_plans)
        register_movable(_("Actions of plans"), moving.find_actions, moving.move_actions)


# Working days for a decision; plans, self-reviews and reviews have a date, and only their reminders follow the limits.
STEPS = {
    "designate": _("Decide on a key account"),
    "plan": _("Write the plan of a key account"),
    "approve": _("Decide on a plan"),
    "close": _("Sum up the plan of a key account"),
    "review": _("Yearly review of a key account"),
}
