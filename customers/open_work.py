"""The open work of the customer file that moves with a customer who is handed over: answers owed and projects."""

from django.db.models import Q

from customers.models import ContactEntry, Project


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
