"""Which visits a person sees, and the shapes in which pages and jobs ask for them."""

from django.db import models
from django.db.models import Count, F, Max, OuterRef, Q, Subquery, Sum

from customers.models import CustomerAccess
from people.models import Role
from visits.states import OPEN, State


class VisitQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the customers whose file the person may read, those of the people whose departments they supervise,
        and those to which the person, or somebody in whose place they act, goes or went.
        """
        if user.sees_all:
            return self
        if user.role == Role.ADMINISTRATOR:
            return self.none()
        people = [person.pk for person in user.principals]
        read = [CustomerAccess.Level.READ, CustomerAccess.Level.WRITE]
        shared = CustomerAccess.objects.of(user).filter(level__in=read)
        mine = Q(owner__in=people) | Q(customer__owner__in=people) | Q(customer__any_of=shared.values("customer"))
        mine |= Q(pk__any_of=self._accompanied_by(people))
        if user.supervised_departments:
            mine |= Q(customer__owner__department__in=user.supervised_departments)
            mine |= Q(owner__department__in=user.supervised_departments)
        return self.filter(mine)

    def of(self, people):
        """Those to which one of `people` goes, alone or in company."""
        ids = [person.pk for person in people]
        return self.filter(Q(owner__in=ids) | Q(pk__any_of=self._accompanied_by(ids)))

    def _accompanied_by(self, people):
        return self.model.companions.through.objects.filter(user__in=people).values("visit_id")

    def open(self):
        """To come, or waiting for the report."""
        return self.filter(state__in=OPEN)

    def proposals(self):
        return self.filter(state=State.PROPOSED)

    def awaiting_report(self, at):
        return self.open().filter(planned_at__lte=at)

    def waiting_for(self, user, at):
        """The person's own, of which the report is missing or that are proposed."""
        late = Q(state__in=OPEN, planned_at__lte=at)
        return self.filter(late | Q(state=State.PROPOSED), owner__in=[person.pk for person in user.principals])

    def between(self, start, end):
        """Those that take place, or should have, from the moment `start` until before `end`."""
        return self.filter(planned_at__gte=start, planned_at__lt=end)

    def with_last_visit(self):
        """Each with `last_visit_at`, when this customer was visited last before."""
        done = self.model.objects.filter(customer=OuterRef("customer"), state=State.DONE, planned_at__isnull=False)
        earlier = done.exclude(pk=OuterRef("pk")).order_by("-planned_at").values("planned_at")
        return self.annotate(last_visit_at=Subquery(earlier[:1]))

    def last_done(self, customers):
        """{customer id: when they were visited last} of `customers`."""
        done = self.filter(customer__in=list(customers), state=State.DONE).order_by()
        return dict(done.values_list("customer").annotate(last=Max("planned_at")))

    def served(self, customers, start, end):
        """{customer id: (visits made from `start` until before `end`, what they cost)} of `customers`."""
        made = self.filter(customer__in=list(customers), state=State.DONE).between(start, end).order_by()
        counts = made.values_list("customer").annotate(
            made=Count("id", distinct=True), cost=Sum("entry__costs__amount")
        )
        return {customer: (count, cost or 0) for customer, count, cost in counts}

    def for_list(self):
        """The columns of the list, without the texts of the reports."""
        return self.select_related("customer", "owner", "rule").only(
            *("state", "purpose", "place", "planned_at", "minutes", "due_on", "reason", "period_start", "period_end"),
            *("version", "attitude", "reported_at"),
            *("customer__name", "customer__short_name", "customer__grade", "customer__tier"),
            *("owner__name", "owner__username", "rule__name", "rule__name_en"),
        )

    def for_home(self):
        """Whom the visit is to, what for and when."""
        return self.select_related("customer").only(
            *("purpose", "planned_at", "customer__name", "customer__short_name")
        )

    def for_calendar(self):
        """What stands in a day of the calendar."""
        return self.select_related("customer", "owner").only(
            *("state", "purpose", "planned_at", "version", "customer__name", "customer__short_name"),
            *("owner__name", "owner__username"),
        )

    def for_detail(self):
        return self.select_related(
            "customer__owner__department",
            "owner__department",
            "rule",
            "reported_by",
            "changed_by",
            "previous",
            "next_visit",
            "care_task__occasion",
            "entry",
            "report_clock__calendar",
        ).prefetch_related("contacts", "companions")

    def by_time(self):
        """The next first; proposals, which have no time yet, by the day proposed."""
        return self.order_by(F("planned_at").asc(nulls_last=True), "due_on", "id")
