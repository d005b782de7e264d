"""The open work of the customer file that moves with a customer who is handed over."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers import renewals
from customers.business import moving
from customers.models import ContactEntry, CreditReview, Document, Project
from customers.moving import register_movable


def register():
    register_movable(_("Answers owed"), answers_owed, move_answers)
    register_movable(_("Projects"), projects, move_projects)
    register_movable(_("Credit reviews due"), renewals.due(CreditReview), renewals.move(CreditReview))
    register_movable(_("Documents about to end"), renewals.due(Document), renewals.move(Document))
    register_movable(_("Opportunities"), moving.opportunities, moving.move_opportunities)


def answers_owed(customers, owner):
    return ContactEntry.objects.owed().filter(customer__in=customers, answer_clock__doer=owner)


def move_answers(customers, owner, receiver, _by, _at):
    """The receiver owes the answers now; their time runs on."""
    entries = list(answers_owed(customers, owner).select_related("answer_clock"))
    for entry in entries:
        entry.answer_clock.give_to(receiver, receiver.department or receiver.tree.root)
    return len(entries)


def projects(customers, owner):
    """Those still open that the owner looks after, by name or because nobody else does."""
    return Project.objects.open().filter(Q(owner=owner) | Q(owner__isnull=True), customer__in=customers)


def move_projects(customers, owner, receiver, _by, _at):
    """A project without a manager of its own goes with its customer by itself."""
    found = projects(customers, owner)
    count = found.count()
    found.filter(owner=owner).update(owner=receiver)
    return count
