"""Who may do what with a wave. Each predicate decides the button and is asserted by the transition."""

from people.models import Role
from surveys.states import WaveState


class WaveRights:
    """For `Wave`."""

    @staticmethod
    def can_be_listed_by(user):
        """Who finds surveys in the navigation: all but handlers and administrators."""
        return user.sees_all or user.role in (Role.DESK, Role.ACCOUNT_MANAGER, Role.SUPERVISOR)

    @staticmethod
    def can_be_run_by(user):
        """The customer-relations office and the head of the company design waves and open and close them."""
        return user.sees_all

    @staticmethod
    def can_be_interviewed_by(user):
        """Interviewers: the desk and the customer-relations office."""
        return user.role in (Role.DESK, Role.ANALYST)

    def can_be_called_by(self, user):
        """Interviewers, while it asks by telephone."""
        return self.can_be_interviewed_by(user) and self.is_asking and self.asks_by_telephone

    def can_be_designed_by(self, user):
        """Its design may be changed until somebody is drawn."""
        return self.can_be_run_by(user) and self.state in (WaveState.DESIGN, WaveState.FRAME) and self.drawn_at is None

    def can_be_framed_by(self, user):
        """Making the frame, and checking it again."""
        return self.can_be_designed_by(user)

    def can_be_drawn_by(self, user):
        return self.can_be_run_by(user) and self.state == WaveState.FRAME and self.drawn_at is None

    def can_be_undrawn_by(self, user):
        return self.can_be_run_by(user) and self.state == WaveState.FRAME and self.drawn_at is not None

    def can_be_opened_by(self, user):
        return self.can_be_undrawn_by(user)

    def can_be_paused_by(self, user):
        return self.can_be_run_by(user) and self.state == WaveState.FIELDWORK and not self.is_paused

    def can_be_resumed_by(self, user):
        return self.can_be_run_by(user) and self.state == WaveState.FIELDWORK and self.is_paused

    def can_be_reminded_by(self, user):
        return self.can_be_run_by(user) and self.is_asking and self.asks_by_web

    def can_be_closed_by(self, user):
        return self.can_be_run_by(user) and self.state == WaveState.FIELDWORK
