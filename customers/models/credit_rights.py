"""Who may do what with credit reviews. Each predicate decides the button and is asserted by the method."""

from people.deciding import principal_who_decides
from people.models import Role


class CreditRights:
    """For `CreditReview`."""

    @staticmethod
    def can_be_made_by(user, customer):
        """By whoever may write in the file."""
        return customer.can_be_edited_by(user)

    @staticmethod
    def may_import(user):
        """Reviews that were decided on before are brought in by those who decide on reviews."""
        return user.role == Role.SUPERVISOR

    @classmethod
    def can_be_imported_by(cls, user, customer):
        """By whoever may approve what the account manager proposes; of files that nobody keeps, by who sees everything."""
        owner = customer.owner
        if owner is None:
            return cls.may_import(user) and user.sees_all
        asked = user.tree.approver_of(owner)
        return principal_who_decides(user, asked and asked.pk, owner.department_id, {owner.pk}) is not None

    def principal_of(self, user):
        """The person in whose right `user` may decide: the supervisor asked and those above; never the author or the
        account manager, nor their deputy in their place."""
        authors = {self.by_id, self.customer.owner_id}
        return principal_who_decides(user, self.approver_id, self.by.department_id, authors)

    def can_be_decided_by(self, user):
        return self.state == self.State.SUBMITTED and self.principal_of(user) is not None

    def can_be_withdrawn_by(self, user):
        """By the author, or the deputy of an absent author."""
        return self.state == self.State.SUBMITTED and self.by_id in [person.pk for person in user.principals]
