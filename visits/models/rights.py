"""Who may do what with a visit. Each predicate decides the button and is asserted by the transition."""

from people.models import Role, User
from visits.states import MOVES, WITH_FILES, State


class VisitRights:
    """For `Visit`. Everything presumes that the person sees the visit."""

    @staticmethod
    def can_be_listed_by(user):
        """Everybody with a business role: whoever is asked to come along finds it there."""
        return user.role != Role.ADMINISTRATOR

    @staticmethod
    def can_be_planned_by(user):
        """Who looks after customers; for which customers is another question (can_be_planned_for)."""
        return user.role in (Role.ACCOUNT_MANAGER, Role.SUPERVISOR, Role.ANALYST)

    @classmethod
    def can_be_planned_for(cls, customer, user):
        return cls.can_be_planned_by(user) and customer.can_be_edited_by(user)

    @staticmethod
    def can_be_measured_by(user):
        """Who sees coverage: each for the customers whose files they may read."""
        return user.role in (Role.ACCOUNT_MANAGER, Role.SUPERVISOR, Role.ANALYST)

    @staticmethod
    def can_be_proposed_by(user):
        """Who may start the rule run by hand."""
        return user.role == Role.ANALYST or (user.role == Role.SUPERVISOR and user.sees_all)

    @staticmethod
    def possible_owners(user):
        """Whom `user` may send: analysts everybody who keeps files, supervisors their people, all others themselves and
        those in whose place they act."""
        keepers = User.objects.active().filter(role__in=(Role.ACCOUNT_MANAGER, Role.SUPERVISOR, Role.ANALYST))
        if user.sees_all:
            return keepers
        mine = User.objects.active().filter(pk__in=[person.pk for person in user.principals])
        return mine | keepers.filter(department__in=user.supervised_departments)

    def can_be_changed_by(self, user):
        """Who goes, their deputy while they are away, and who may write in the customer's file."""
        return self.owner in user.principals or self.customer.can_be_edited_by(user)

    def can_be_reported_by(self, user):
        """Also who came along."""
        if State.DONE not in self.reachable:
            return False
        return self.can_be_changed_by(user) or any(person in user.principals for person in self.companions.all())

    def can_be_attached_to_by(self, user):
        """Files: those of a visit that is planned or took place, by who may change it or came along."""
        if self.state not in WITH_FILES:
            return False
        return self.can_be_changed_by(user) or any(person in user.principals for person in self.companions.all())

    def can_be_confirmed_by(self, user):
        return State.CONFIRMED in self.reachable and self.can_be_changed_by(user)

    def can_be_moved_by(self, user):
        return self.is_open and self.can_be_changed_by(user)

    def can_be_decided_by(self, user):
        """Whether the proposal may be accepted, moved or declined."""
        return self.state == State.PROPOSED and self.can_be_changed_by(user)

    def can_be_cancelled_by(self, user):
        return self.is_open and self.can_be_changed_by(user)

    def can_report_be_edited_by(self, user):
        """Who wrote it, and who may write in the customer's file."""
        return self.state == State.DONE and (self.reported_by in user.principals or self.can_be_changed_by(user))

    @property
    def reachable(self):
        """The states into which it can go from here."""
        return {target for target, sources in MOVES.items() if self.state in sources}
