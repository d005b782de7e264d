"""Who is told at each level."""

from collections import defaultdict
from functools import cached_property

from django.utils import timezone

from people.messaging import with_deputies
from people.models import DepartmentTree, Role, User

# Where nobody is named as the doer, those of the department who do such work are.
DOING_ROLES = [Role.HANDLER, Role.DESK]


class Posts:
    """The posts of the company as of `at`, loaded once for a whole run."""

    def __init__(self, at):
        self.day = timezone.localdate(at)
        self.tree = DepartmentTree.load()

    def recipients(self, clock, level):
        """Those who hold the post of `level` and the deputies of the absent among them; nobody twice.

        An empty post climbs to the next one, and at last to the administrators; so does a post that is held by the
        person from whom the clock is kept.
        """
        ladder = (self._doers, self._head, self._leader, self._general_manager, self._administrators)
        for holders in ladder[level:]:
            found = self._without_kept_from(clock, holders(clock))
            if found:
                return self._without_kept_from(clock, with_deputies(found, self.day))
        return []

    def _without_kept_from(self, clock, people):
        return [person for person in people if person is not None and person.pk != clock.kept_from_id]

    def _doers(self, clock):
        if clock.doer is not None and clock.doer.is_active:
            return [clock.doer]
        return self.doers_by_department[clock.department_id]

    def _head(self, clock):
        return [self.tree.head_of(clock.department_id)]

    def _leader(self, clock):
        return [self.tree.leader_of(clock.department_id)]

    def _general_manager(self, _clock):
        return [self.tree.general_manager]

    def _administrators(self, _clock):
        return self.administrators

    @cached_property
    def doers_by_department(self):
        found = defaultdict(list)
        for person in User.objects.active().filter(role__in=DOING_ROLES).select_related("deputy"):
            found[person.department_id].append(person)
        return found

    @cached_property
    def administrators(self):
        return list(User.objects.active().filter(role=Role.ADMINISTRATOR).select_related("deputy"))
