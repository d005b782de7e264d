"""Who may open which address: every named address of the site has one entry here, or the test fails.

An entry names the addresses' arguments (taken from the `world` of the test) and the logins that may GET or POST it.
Whoever may not gets 403 or 404; whoever may never does.
"""

from crm_site.tests.complaint_rights import COMPLAINTS
from crm_site.tests.customer_rights import CUSTOMERS
from crm_site.tests.key_account_rights import KEY_ACCOUNTS
from crm_site.tests.right import ALL, right
from crm_site.tests.survey_rights import SURVEYS
from crm_site.tests.visit_rights import VISITS

RIGHTS = {
    "home": right(get=ALL),
    "counts": right(get=ALL),
    "search": right(get=ALL, query="?q=远洋"),
    "health": right(get=ALL, is_public=True),
    "people:login": right(get=ALL, is_public=True),
    "people:logout": right(post=ALL),
    "people:language": right(post=ALL),
    "people:view_list": right(get=ALL, post=ALL, list_name="customers"),
    "people:view_edit": right(post={"manager"}, pk="saved_view"),
    "people:view_remove": right(post={"manager"}, pk="saved_view"),
    "people:view_copy": right(post={"manager"}, pk="saved_view"),
    "people:profile": right(get=ALL, post=ALL),
    "people:password_change": right(get=ALL, post=ALL),
    "people:password_change_done": right(get=ALL),
    "people:password_reset": right(get=ALL, is_public=True),
    "people:password_reset_done": right(get=ALL, is_public=True),
    "people:password_reset_confirm": right(get=ALL, is_public=True, uidb64="nobody", token="used-token"),
    "people:password_reset_complete": right(get=ALL, is_public=True),
    "notifications:notification_list": right(get=ALL),
    "notifications:notification_detail": right(get={"manager"}, pk="notification"),
    "notifications:notification_read_all": right(post=ALL),
    **CUSTOMERS,
    **COMPLAINTS,
    **KEY_ACCOUNTS,
    **SURVEYS,
    **VISITS,
}
