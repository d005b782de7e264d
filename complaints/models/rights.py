"""Who may do what with a complaint. Each predicate decides the button and is asserted by the transition."""

from complaints.loop import ENDED, REROUTABLE
from people.models import Role


class ComplaintRights:
    """For `Complaint`. Everything presumes that the person sees the complaint; the steps: `ComplaintStep.principal_of`."""

    @staticmethod
    def can_be_listed_by(user):
        return user.role != Role.ADMINISTRATOR

    @staticmethod
    def can_be_overseen_by(user):
        """On the board, and by several at once: all who work on complaints; each sees those that concern them."""
        return user.role in (Role.DESK, Role.HANDLER, Role.ANALYST, Role.SUPERVISOR)

    @staticmethod
    def can_be_logged_by(user):
        """Everybody who talks to customers."""
        return user.role in (Role.DESK, Role.ACCOUNT_MANAGER, Role.SUPERVISOR, Role.ANALYST)

    @staticmethod
    def can_be_imported_by(user):
        """Those of an older register: the desk, and the customer-relations office."""
        return user.role in (Role.DESK, Role.ANALYST)

    @property
    def is_open(self):
        return self.state not in ENDED

    def can_step_be_done_by(self, user):
        """Whether the step that waits may be done by `user`."""
        if self.open_step is None:
            return False
        # The step knows this very object, and need not read it anew.
        self.open_step.complaint = self
        return self.open_step.principal_of(user) is not None

    def can_be_rerouted_by(self, user):
        """Those whose step it is, the desk, and the department's handlers, head and supervising leader."""
        if self.open_step is None or self.open_step.step not in REROUTABLE or user.pk == self.against_id:
            return False
        return self._is_desk(user) or self._is_of_department(user) or self.can_step_be_done_by(user)

    def can_be_withdrawn_by(self, user):
        """The desk and whoever logged it, while it is open."""
        return self.is_open and user.pk != self.against_id and self._took_it(user)

    def can_be_reopened_by(self, user):
        """The desk, whoever logged it, and the customer's account manager, once it has ended."""
        if self.is_open or user.pk == self.against_id:
            return False
        return self._took_it(user) or (self.customer is not None and self.customer.owner in user.principals)

    def can_be_edited_by(self, user):
        """Its facts, while it is open: the desk, whoever logged it, and the responsible department."""
        if not self.is_open or user.pk == self.against_id:
            return False
        return self.is_worked_on_by(user)

    def is_worked_on_by(self, user):
        """The desk, whoever logged it, and the responsible department with its posts."""
        return self._took_it(user) or self._is_of_department(user)

    def can_be_attached_to_by(self, user):
        """Whoever sees it may add a file while it is open."""
        return self.is_open and type(self).objects.visible_to(user).filter(pk=self.pk).exists()

    def _took_it(self, user):
        return self._is_desk(user) or any(person.pk == self.logged_by_id for person in user.principals)

    def _is_desk(self, user):
        return any(person.role == Role.DESK for person in user.principals)

    def _is_of_department(self, user):
        """Whether the user acts for a handler, the head or the supervising leader of the responsible department."""
        tree, department = user.tree, self.department_id
        return any(
            (person.role == Role.HANDLER and person.department_id == department)
            or department in tree.headed_by(person)
            or department in tree.led_by(person)
            for person in user.principals
            if person.role != Role.ADMINISTRATOR
        )
