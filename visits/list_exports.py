"""The lists of visits, proposals and occasions as Excel: what the filters of their pages leave."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.exporting import filtered_sheet, register_export, table
from visits.filters import CareFilter, ProposalFilter, VisitFilter
from visits.models import CareTask, Visit

CUSTOMER = (
    (_("Customer code"), lambda row: row.customer.code),
    (_("Customer"), lambda row: row.customer.name),
    (_("Grade"), lambda row: row.customer.grade),
)
VISITS = (
    (_("Time"), lambda visit: visit.planned_at or visit.due_on),
    *CUSTOMER,
    (_("Purpose"), lambda visit: visit.purpose),
    (_("Place"), lambda visit: visit.place),
    (_("Who goes"), lambda visit: str(visit.owner)),
    (_("State"), lambda visit: visit.get_state_display()),
    (_("Reason"), lambda visit: visit.refusal),
    (_("What was talked about"), lambda visit: visit.summary),
    (_("How we were met"), lambda visit: "" if visit.attitude is None else visit.get_attitude_display()),
    (_("Needs heard"), lambda visit: visit.needs),
    (_("Problems heard"), lambda visit: visit.problems),
    (_("Next step"), lambda visit: visit.get_next_step_display()),
    (pgettext_lazy("visit", "Reported"), lambda visit: visit.reported_at),
)
PROPOSALS = (
    (_("Day"), lambda visit: visit.due_on),
    *CUSTOMER,
    (_("Tier"), lambda visit: visit.customer.get_tier_display()),
    (_("Why"), lambda visit: visit.get_reason_display()),
    (_("Rule"), lambda visit: str(visit.rule)),
    (_("Last visit"), lambda visit: visit.last_visit_at),
    (_("Who goes"), lambda visit: str(visit.owner)),
)
OCCASIONS = (
    (_("Day"), lambda task: task.day),
    *CUSTOMER,
    (_("Occasion"), str),
    (_("Who is congratulated"), lambda task: task.contact.name if task.contact else ""),
    (_("Way"), lambda task: task.get_way_display()),
    (_("In whose name"), lambda task: task.get_in_name_of_display()),
    (_("Gift"), lambda task: task.gift),
    (_("Budget, CNY"), lambda task: task.budget),
    (_("What it cost, CNY"), lambda task: task.cost),
    (_("Who congratulates"), lambda task: str(task.doer)),
    (_("State"), lambda task: task.get_state_display()),
)


def visits(user, parameters, _columns, _at):
    shown = Visit.objects.visible_to(user).select_related("customer", "owner")
    return filtered_sheet(VisitFilter(parameters, shown, user), *table(VISITS))


def proposals(user, parameters, _columns, _at):
    shown = Visit.objects.visible_to(user).proposals().select_related("customer", "owner", "rule")
    return filtered_sheet(ProposalFilter(parameters, shown.with_last_visit(), user), *table(PROPOSALS))


def occasions(user, parameters, _columns, _at):
    tasks = CareTask.objects.visible_to(user).for_list()
    return filtered_sheet(CareFilter(parameters, tasks, user), *table(OCCASIONS))


def register():
    register_export("visits", _("Visits"), Visit.can_be_listed_by, visits)
    register_export("proposals", _("Proposed visits"), Visit.can_be_listed_by, proposals)
    register_export("occasions", _("Occasions"), Visit.can_be_listed_by, occasions)
