"""What the home page shows a person: what waits for them, what is late around them, what is new."""

from functools import cached_property

from complaints.listed import listed
from complaints.models import Complaint
from customers.models import Customer

# A home page is for beginning with; the lists behind it hold the rest.
ROWS = 12
NEWS = 6
FILES = 6


class Work:
    """My work 我的工作台 at the moment `at`, late first; each part costs one query and only when it is shown."""

    def __init__(self, user, at):
        self.user = user
        self.at = at

    @cached_property
    def visible(self):
        return Complaint.objects.visible_to(self.user)

    @cached_property
    def waiting(self):
        """Complaints whose next step the person may do, the most urgent first."""
        return self._by_deadline(self.visible.waiting_for(self.user))

    @cached_property
    def late_elsewhere(self):
        """Complaints that the person sees and others are late with."""
        mine = [complaint.pk for complaint in self.waiting]
        late = self.visible.open().overdue(self.at).exclude(pk__in=mine)
        return self._by_deadline(late)

    @cached_property
    def news(self):
        return list(self.user.notifications.unread()[:NEWS])

    @cached_property
    def files(self):
        """The customer files changed last, of those the person keeps or watches."""
        if not Customer.can_be_opened_by(self.user):
            return []
        return list(Customer.objects.visible_to(self.user).for_list().order_by("-updated_at", "-id")[:FILES])

    def _by_deadline(self, complaints):
        return listed(complaints.for_list().order_by("open_step__clock__deadline", "id")[:ROWS], self.at)
