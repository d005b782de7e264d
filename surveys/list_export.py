"""The list of follow-ups as Excel: what the filters of its page leave."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.exporting import filtered_sheet, register_export, table
from customers.readable import joined
from surveys.filters import FollowUpFilter
from surveys.models import FollowUp

COLUMNS = (
    (_("Customer code"), lambda follow_up: follow_up.customer.code),
    (_("Customer"), lambda follow_up: follow_up.customer.name),
    (_("Survey"), lambda follow_up: str(follow_up.response.unit.wave)),
    (_("Because of"), lambda follow_up: joined(*follow_up.rule_labels)),
    (_("State"), lambda follow_up: follow_up.get_state_display()),
    (_("Waits for"), lambda follow_up: str(follow_up.clock.doer or "") if follow_up.is_open else ""),
    (_("Due"), lambda follow_up: follow_up.clock.deadline),
    (_("Opened"), lambda follow_up: follow_up.opened_at),
    (pgettext_lazy("follow-up", "Ended"), lambda follow_up: follow_up.ended_at),
)


def opened(user, parameters, _columns, at):
    follow_ups = FollowUp.objects.visible_to(user).for_list()
    return filtered_sheet(FollowUpFilter(parameters, follow_ups, user, at), *table(COLUMNS))


def register():
    register_export("follow-ups", _("Follow-ups of surveys"), FollowUp.can_be_listed_by, opened)
