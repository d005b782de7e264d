"""The addresses of key accounts: see `rights`."""

from crm_site.tests.right import DECIDERS, FILE_READERS, IMPORTERS, right

KEY_ACCOUNTS = {
    "key_accounts:key_account_list": right(get=IMPORTERS),
    "key_accounts:key_account_create": right(get=IMPORTERS, post=IMPORTERS),
    "key_accounts:decision_list": right(get=IMPORTERS),
    "key_accounts:customer_panel": right(get=FILE_READERS, customer_id="customer"),
    "key_accounts:key_account_detail": right(get=FILE_READERS, pk="key_account"),
    "key_accounts:key_account_decide": right(post=DECIDERS, pk="key_account_proposed"),
    "key_accounts:key_account_review": right(post=DECIDERS, pk="key_account"),
    "key_accounts:watch_create": right(get=FILE_READERS, post=FILE_READERS, pk="key_account"),
    "key_accounts:watch_end": right(post=FILE_READERS, pk="watch_item"),
    "key_accounts:counterpart_edit": right(
        get=FILE_READERS, post=FILE_READERS, pk="key_account", contact_id="key_contact"
    ),
    "key_accounts:plan_list": right(get=IMPORTERS),
    "key_accounts:plan_detail": right(get=FILE_READERS, pk="plan_submitted"),
    "key_accounts:plan_decide": right(post=DECIDERS, pk="plan_submitted"),
    "key_accounts:version_detail": right(get=FILE_READERS, pk="plan_submitted", number=1),
    "key_accounts:version_compare": right(get=FILE_READERS, pk="plan_submitted"),
    "key_accounts:section_edit": right(get={"manager"}, post={"manager"}, pk="plan_draft", key="needs"),
    "key_accounts:objective_create": right(get={"manager"}, post={"manager"}, pk="plan_draft"),
    "key_accounts:action_create": right(get={"manager"}, post={"manager"}, pk="plan_draft"),
    "key_accounts:objective_edit": right(get={"manager"}, post={"manager"}, pk="objective"),
    "key_accounts:objective_remove": right(post={"manager"}, pk="objective"),
    "key_accounts:objective_record": right(get={"manager"}, post={"manager"}, pk="approved_objective"),
    "key_accounts:action_edit": right(get={"manager"}, post={"manager"}, pk="action"),
    "key_accounts:action_remove": right(post={"manager"}, pk="action"),
    "key_accounts:action_tick": right(get={"manager"}, post={"manager"}, pk="approved_action"),
    "key_accounts:plan_submit": right(post={"manager"}, pk="plan_draft"),
    "key_accounts:plan_take_back": right(post={"manager"}, pk="plan_submitted"),
    "key_accounts:plan_begin_adjustment": right(post={"manager"}, pk="plan_approved"),
    "key_accounts:plan_submit_adjustment": right(post={"manager"}, pk="plan_adjusted"),
    "key_accounts:plan_take_adjustment_back": right(post={"manager"}, pk="plan_adjusted"),
    "key_accounts:plan_withdraw_adjustment": right(post={"manager"}, pk="plan_adjusted"),
    "key_accounts:plan_close": right(post={"manager"}, pk="plan_approved"),
}
