"""Who may do what with a customer file. Each predicate decides the button and is asserted by the method."""

from django.db.models import Q

from customers.models.access import CustomerAccess
from people.models import Role, User


class CustomerRights:
    """For `Customer`."""

    def access_of(self, user):
        """How much of the file `user` may see or write: a CustomerAccess.Level, or None for an outsider."""
        level = CustomerAccess.Level
        if user.role == Role.ADMINISTRATOR:
            return None
        if self.is_in_charge(user):
            return level.WRITE
        held = set(self.accesses.of(user).values_list("level", flat=True))
        if user.role == Role.DESK:
            held.add(level.HEAD)
        return next((step for step in (level.WRITE, level.READ, level.HEAD) if step in held), None)

    def is_in_charge(self, user):
        """Who keeps the file or stands in for them, those above, and who sees all; invited collaborators are not."""
        if user.sees_all or self.owner_id in [person.pk for person in user.principals]:
            return True
        below = user.supervised_departments
        return bool(below) and self.owner is not None and self.owner.department_id in below

    def can_be_edited_by(self, user):
        return self.access_of(user) == CustomerAccess.Level.WRITE

    def can_be_read_by(self, user):
        """All of the file, not only its head."""
        return self.access_of(user) in (CustomerAccess.Level.WRITE, CustomerAccess.Level.READ)

    @staticmethod
    def can_be_listed_by(user):
        """Everybody with a business role; what the list holds is another question (visible_to)."""
        return user.role != Role.ADMINISTRATOR

    @staticmethod
    def can_be_opened_by(user):
        """Who may open new files, by hand or by import."""
        return user.role in (Role.ACCOUNT_MANAGER, Role.SUPERVISOR, Role.ANALYST)

    @staticmethod
    def possible_owners(user):
        """To whom `user` may give a file: analysts to everybody who keeps files, supervisors within their departments,
        account managers to themselves only."""
        keepers = User.objects.active().filter(role__in=(Role.ACCOUNT_MANAGER, Role.SUPERVISOR))
        if user.sees_all:
            return keepers
        return keepers.filter(Q(pk=user.pk) | Q(department__in=user.supervised_departments))
