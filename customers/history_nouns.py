"""The nouns of the customer file in its history; an app to the right registers its own when it is loaded."""

from django.utils import formats

from customers.history import register_history
from customers.models import (
    Address,
    Contact,
    ContactCost,
    ContactEntry,
    CreditReview,
    Customer,
    CustomerAccess,
    Document,
    GradeOverride,
    Milestone,
    MonthlyFigure,
    Opportunity,
    Project,
)
from customers.models.figure import AMOUNTS
from customers.readable import joined, readable


def month_and_project(event):
    return joined(formats.date_format(event.month, "YEAR_MONTH_FORMAT"), event.project)


def entry_of_day(event):
    """An entry of the contact log has no name: how and when."""
    return joined(*(readable(ContactEntry._meta.get_field(name), getattr(event, name)) for name in ("channel", "at")))


register_history(Customer, customer="pgh_obj", amounts=("credit_limit",))
# Whom somebody is at another customer is told only to those who may see that one (customers/contact_places.py).
register_history(Contact, title=lambda event: event.name, unshown=("moved_to",))
register_history(Address, title=lambda event: event.line)
# The log itself tells what was said; here stands what was corrected, and what was answered.
register_history(ContactEntry, title=entry_of_day, unshown=("answer_clock",), with_new=False)
register_history(
    ContactCost,
    customer="entry__customer",
    title=lambda event: entry_of_day(event.entry),
    related=("entry",),
    amounts=("amount",),
    unshown=("entry",),
)
register_history(
    MonthlyFigure, title=month_and_project, related=("project",), amounts=AMOUNTS, unshown=("month", "project")
)
register_history(Project, title=lambda event: event.name, amounts=("monthly_revenue",))
register_history(
    Opportunity,
    title=lambda event: event.name,
    amounts=("monthly_revenue",),
    unshown=("stage_since", "furthest", "touched_at", "closed_at"),
)
register_history(
    Milestone,
    customer="project__customer",
    title=lambda event: joined(event.name, event.project),
    related=("project",),
    unshown=("project",),
)
register_history(GradeOverride, title=lambda event: event.grade, unshown=("by", "at"))
# The file itself shows what a review set; here stands what was proposed, and what became of it.
register_history(CreditReview, title=lambda event: event.grade, amounts=("limit",), unshown=("by", "at", "clock"))
register_history(Document, title=lambda event: event.title, unshown=("by", "at", "clock"))
register_history(
    CustomerAccess,
    title=lambda event: event.user or event.department,
    related=("user", "department"),
    unshown=("user", "department"),
)
