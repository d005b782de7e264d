from key_accounts.views.accounts import (
    customer_panel,
    key_account_create,
    key_account_decide,
    key_account_detail,
    key_account_list,
    key_account_review,
)
from key_accounts.views.decisions import decision_list
from key_accounts.views.plans import plan_decide, plan_detail, plan_list, plan_move
from key_accounts.views.relations import counterpart_edit, watch_create, watch_end
from key_accounts.views.versions import version_compare, version_detail
from key_accounts.views.writing import (
    action_create,
    action_edit,
    action_remove,
    action_tick,
    objective_create,
    objective_edit,
    objective_record,
    objective_remove,
    section_edit,
)

__all__ = [
    "action_create",
    "action_edit",
    "action_remove",
    "action_tick",
    "counterpart_edit",
    "customer_panel",
    "decision_list",
    "key_account_create",
    "key_account_decide",
    "key_account_detail",
    "key_account_list",
    "key_account_review",
    "objective_create",
    "objective_edit",
    "objective_record",
    "objective_remove",
    "plan_decide",
    "plan_detail",
    "plan_list",
    "plan_move",
    "section_edit",
    "version_compare",
    "version_detail",
    "watch_create",
    "watch_end",
]
