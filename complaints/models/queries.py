"""Which complaints a person sees, and the shapes in which pages ask for them."""

import re
import unicodedata

from django.db import models
from django.db.models import Q

from complaints.loop import ENDED
from complaints.models.call import times_called_again
from complaints.models.register_entry import RegisterEntry
from complaints.models.reported import ReportedComplaints
from complaints.models.step import ComplaintStep
from customers.models import Customer, SearchEntry
from customers.search import search_query
from deadlines.models import Clock
from people.models import Role, User

# A search that finds more customers than this says too little to list their complaints.
MOST_CUSTOMERS = 500

SHORTEST_NUMBER = 5
SHORTEST_NAME = 2


class ComplaintQuerySet(ReportedComplaints):
    def visible_to(self, user):
        """The desk and analysts: all. Handlers: their department's. Supervisors: those that their departments answer
        for, of their people's customers, or that they head or lead. Account managers: their customers' and those they
        logged. Everybody: those in which a step waited for them.
        """
        if user.sees_all or user.role == Role.DESK:
            return self
        if user.role == Role.ADMINISTRATOR:
            return self.none()
        people = [person.pk for person in user.principals]
        departments = _answered_for(user)
        waited = ComplaintStep.objects.filter(doer__in=people).exclude(department__in=departments)
        mine = Q(logged_by__in=people) | Q(department__in=departments) | Q(pk__any_of=waited.values("complaint"))
        if user.supervised_departments:
            staff = User.objects.filter(Q(department__in=user.supervised_departments) | Q(pk__in=people))
            mine |= Q(customer__owner__any_of=staff.values("pk"))
        else:
            mine |= Q(customer__any_of=Customer.objects.filter(owner__in=people).values("pk"))
        return self.filter(mine)

    def open(self):
        return self.exclude(state__in=ENDED)

    def likely_same_as(self, complaint):
        """Open ones that may be about the same matter: of the same customer or caller, or with one of its waybills."""
        same = Q(repeat_of=complaint) | Q(pk=complaint.repeat_of_id)
        if complaint.customer_id:
            same |= Q(customer=complaint.customer_id)
        if complaint.caller_phone:
            same |= Q(caller_phone=complaint.caller_phone)
        if complaint.waybills:
            same |= Q(waybills__overlap=complaint.waybills)
        return self.open().filter(same).exclude(pk=complaint.pk).order_by("-received_at", "-id")

    def overdue(self, at):
        """Those whose waiting step is past its deadline."""
        late = ComplaintStep.objects.open().filter(clock__state="running", clock__deadline__lt=at)
        return self.filter(open_step__any_of=late.values("pk"))

    def waiting_for(self, user):
        """Those of which the waiting step may be done by `user`."""
        return self.filter(open_step__any_of=ComplaintStep.objects.waiting_for(user).values("pk"))

    def owing_notice_from(self, user):
        """Those of which `user` is to notify the carrier, the most urgent first."""
        clocks = Clock.objects.waiting_for(user).filter(claim_notice__isnull=False)
        owed = self.filter(pk__any_of=clocks.values("claim_notice__complaint"))
        return owed.order_by("claim_notice_due", "pk")

    def search(self, text):
        """By acknowledgement number (with or without TS-) or that of an older register, waybill number, telephone or
        e-mail address of who called, or the customer; by name and company of who called where nobody on file did."""
        text = unicodedata.normalize("NFKC", text).replace("\0", "").strip()
        code = text.upper()
        found = Q(number__in=[code, f"TS-{code}"]) | Q(waybills__contains=[code])
        phone = re.sub(r"[\s()-]", "", text)
        if len(phone) >= SHORTEST_NUMBER and phone.lstrip("+").isdecimal():
            found |= Q(caller_phone__startswith=phone)
        if len(text) >= SHORTEST_NAME:
            called = Q(caller_name__icontains=text) | Q(caller_company__icontains=text)
            found |= Q(customer=None) & called
        if "@" in text:
            found |= Q(caller_email__iexact=text)
        if older := list(RegisterEntry.objects.filter(number__iexact=text).values_list("complaint", flat=True)):
            found |= Q(pk__in=older)
        customers = search_query(text)
        if customers is not None:
            entries = SearchEntry.objects.filter(vector=customers).values_list("customer_id", flat=True)
            # Ids, not a subquery: only then can Postgres join the indexes of all these columns.
            found |= Q(customer__in=list(entries[:MOST_CUSTOMERS]))
        # Apart from the ordering: Postgres takes a waybill for frequent and would walk all complaints, newest first.
        return self.filter(pk__any_of=self.model.objects.filter(found).values("pk"))

    def likely_repeats_of(self, customer, waybills, phone=""):
        """Open complaints of the same customer, about the same waybill or from the same telephone, newest first."""
        same = Q(pk__in=[])
        if customer is not None:
            same |= Q(customer=customer)
        if waybills:
            same |= Q(waybills__overlap=waybills)
        if phone:
            same |= Q(caller_phone=phone)
        return self.open().filter(same).order_by("-received_at", "-id")

    def for_list(self):
        """The values of which `complaints.listed` makes the rows of a list."""
        return self.values(
            *("pk", "number", "state", "severity", "description", "received_at", "caller_name", "caller_company"),
            "claim_notice_due",
            *("customer__name", "customer__short_name", "department"),
            *("open_step__step", "open_step__doer__name", "open_step__doer__username"),
            *("open_step__clock__calendar", "open_step__clock__deadline", "open_step__clock__unit"),
            *("open_step__clock__level_due_at", "open_step__clock__paused_at"),
            times_called=times_called_again(),
        )

    def for_export(self):
        """The list with what else stands in a file of it."""
        more = ("wanted", "waybills", "channel", "cause", "closed_at", "customer__code", "customer__owner__name")
        more += ("transport_mode", "loss", "event_date")
        return self.for_list().values(*self.for_list()._fields, *more)

    def for_search(self):
        """What names a complaint among all that was found."""
        return self.select_related("customer").only(
            *("number", "state", "caller_name", "caller_company", "customer__name", "customer__short_name")
        )

    def for_detail(self):
        """What every complaint has. What few have (`against`, `repeat_of`) is fetched where it is: a join of a dozen
        tables takes Postgres many times longer to plan than to read.
        """
        return self.for_page().select_related("open_step__clock")

    def for_page(self):
        """`for_detail` without the waiting step, which the page has among all steps."""
        related = ("customer__owner", "contact", "department", "cause__parent", "logged_by")
        return self.select_related(*related).annotate(times_called=times_called_again())


def _answered_for(user):
    """Ids of the departments that the user handles complaints for, supervises, heads or leads."""
    people, tree = user.principals, user.tree
    handled = {person.department_id for person in people if person.role == Role.HANDLER}
    posts = [pk for person in people for pk in (*tree.headed_by(person), *tree.led_by(person))]
    return handled | {*posts, *user.supervised_departments}


def open_by_customer(customers, user):
    """{customer id: how many open complaints `user` sees of it}"""
    from complaints.models.complaint import Complaint

    rows = Complaint.objects.visible_to(user).open().filter(customer__in=customers).order_by().values_list("customer")
    return dict(rows.annotate(models.Count("pk")))
