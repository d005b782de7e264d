"""Which customer a row of a file means, and whether who imports may write its file.

The key is the customer code, also that of a file that was merged into it, else the credit code. With neither, a full
name that stands on exactly one visible customer is that customer.
"""

from collections import defaultdict
from itertools import chain

from django.utils.translation import gettext as _

from customers.importing.errors import CellError
from customers.models import Customer, CustomerAccess

KEYS = ("code", "credit_code", "name")


def key_of(values):
    """The field by which the row names its customer, or None."""
    return next((key for key in KEYS if key in values), None)


class Rights:
    def __init__(self, user):
        self.user = user
        written = CustomerAccess.objects.of(user).filter(level=CustomerAccess.Level.WRITE)
        self.writable = set(written.values_list("customer_id", flat=True))

    def refusal(self, customer):
        """Why this customer's file may not be written, or None; no query where owner and department are loaded."""
        if customer.is_in_bin:
            return _("This customer's file lies in the recycle bin; restore it first.")
        if customer.is_in_charge(self.user) or customer.pk in self.writable:
            return None
        if customer.owner is None:
            return _("This customer is in the public pool and must be claimed first.")
        return _("This customer belongs to another account manager.")


def named_customer(values, stock, rights):
    """The customer on file that a row names, in whose file who imports may write; raises CellError."""
    customer = stock.match(values)
    if customer is None:
        raise CellError(_("There is no customer “%(text)s” on file.") % {"text": values[key_of(values)]})
    if refusal := rights.refusal(customer):
        raise CellError(refusal)
    return customer


class OnFile:
    """The customers that a batch of rows names, in a fixed number of queries."""

    def __init__(self, user, rows):
        def given(key):
            return {row.values[key] for row in rows if key in row.values}

        # The code of a file that was merged means the one that has everything now.
        coded = _loaded(Customer.objects.filter(code__in=given("code")))
        self.by_code = {customer.code: customer.merged_into or customer for customer in coded}
        # The condition of the partial index must stand in the query for Postgres to use it.
        coded = _loaded(Customer.objects.exclude(credit_code="").filter(credit_code__in=given("credit_code")))
        self.by_credit_code = {customer.credit_code: customer.merged_into or customer for customer in coded}
        self.by_name = defaultdict(list)
        names = {
            row.values["name"]
            for row in rows
            if "name" in row.values and not row.values.keys() & {"code", "credit_code"}
        }
        for customer in _loaded(Customer.objects.visible_to(user).filter(name__in=names)):
            self.by_name[customer.name].append(customer)

    @property
    def customers(self):
        return [*self.by_code.values(), *self.by_credit_code.values(), *chain.from_iterable(self.by_name.values())]

    def match(self, values):
        """The customer that a row means, or None for a new one; raises CellError where its name means several."""
        if "code" in values:
            return self.by_code.get(values["code"])
        if "credit_code" in values:
            return self.by_credit_code.get(values["credit_code"])
        found = self.by_name.get(values.get("name"), [])
        if len(found) > 1:
            message = _("%(count)d customers have this name; give the customer code.")
            raise CellError(message % {"count": len(found)})
        return found[0] if found else None


def _loaded(customers):
    """With what is compared. Found before they are joined: for thousands of keys Postgres would read all customers
    three times over, to have their parents at hand."""
    related = ("owner", "parent", "merged_into__owner", "merged_into__parent")
    return Customer.objects.filter(pk__any_of=customers.values("pk")).select_related(*related)
