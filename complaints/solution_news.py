"""Who is told about a solution, each in their own language; nobody what they have just done."""

from django.utils.translation import gettext_lazy as _

from people.messaging import tell
from people.models import Role, User


def proposed(solution, at):
    _tell(solution, _reviewers(solution), "", _("A solution waits for your review: %(title)s"), solution.by, at)


def reviewed(solution, at):
    """To whoever proposed it: published, declined or withdrawn."""
    title = _("Your solution was reviewed: %(title)s (%(state)s)")
    _tell(solution, [solution.by], f":{solution.state}", title, solution.reviewed_by, at, solution.reason)


def flagged(solution, at):
    people, key = [solution.by, *_reviewers(solution)], f":outdated:{at:%Y%m%d%H%M%S}"
    title = _("A solution is said to be out of date: %(title)s")
    _tell(solution, people, key, title, solution.outdated_by, at, solution.outdated_reason)


def _reviewers(solution):
    """The customer-relations office, and the proposer's supervising leader."""
    leader = solution.by.tree.leader_of(solution.by.department_id)
    return [leader, *User.objects.active().filter(role=Role.ANALYST).select_related("deputy")]


def _tell(solution, people, key, title, by, at, body=""):
    def words():
        return title % {"title": solution.title, "state": solution.get_state_display()}, body or solution.problem[:500]

    tell(people, f"solution:{solution.pk}{key}", words, solution.get_absolute_url(), at, by)
