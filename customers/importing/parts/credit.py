"""Credit reviews from a file: told apart by the day. They are history that was decided elsewhere: whoever imports them
answers for it, so only those may who could have approved them."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.amounts import amount_in
from customers.figures.months import shift
from customers.importing.copying import copy_in, save_changed
from customers.importing.days import midnight
from customers.importing.parts import fields
from customers.importing.parts.kind import PartKind
from customers.models import Activity, CreditPolicy, CreditReview, Customer
from customers.models.credit_review import LONGEST_PAYMENT_DAYS, SET

FIXED = ("credit_grade", "limit", "terms", "payment_days")


class CreditPart(PartKind):
    model = CreditReview
    title = gettext_lazy("Import credit reviews")
    fields = fields.CREDIT
    attributes = {"credit_grade": "grade"}
    choices = {"credit_grade": Customer.CreditGrade, "terms": Customer.PaymentTerms}
    wordings = {
        "terms": {
            Customer.PaymentTerms.CASH: "现金, 现结, 现付, 预付, 款到发货, Prepaid",
            Customer.PaymentTerms.CREDIT_SALE: "赊销, 赊账",
            Customer.PaymentTerms.MONTHLY: "月结, 按月结算",
            Customer.PaymentTerms.INSTALMENT: "分期, 分期付款, Instalments",
        }
    }
    required = {
        "reviewed_on": gettext_lazy("Say when the credit was reviewed."),
        "credit_grade": gettext_lazy("Give the credit grade."),
        "limit": gettext_lazy("Give the limit; 0: cash only."),
        "terms": gettext_lazy("Say how is paid."),
        "payment_days": gettext_lazy("Say within how many days is paid; 0: at once."),
    }
    example = {
        "reviewed_on": "2026-01-15",
        "credit_grade": "B",
        "limit": "300000",
        "payment_days": "30",
        "valid_until": "2027-01-14",
        "findings": gettext_lazy("Pays on time."),
    }
    sheets = ("资信调查", "信用调查", "授信", "信用", "Credit reviews", "Credit")
    written = {CreditReview: (), Customer: tuple(SET.values())}

    def __init__(self, user, at):
        super().__init__(user, at)
        self.may = {}
        self.review_months = CreditPolicy.objects.valid_on(localdate(at)).review_months

    @staticmethod
    def can_be_used_by(user):
        return CreditReview.may_import(user)

    def refusal(self, customer):
        key = customer.owner_id
        if key not in self.may:
            self.may[key] = CreditReview.can_be_imported_by(self.user, customer)
        return None if self.may[key] else _("Only who may approve credit reviews of this customer may import them.")

    def settle(self, values, errors, run):
        day = values.get("reviewed_on")
        if day and day > localdate(self.at).isoformat():
            errors["reviewed_on"] = _("This day has not come yet.")
        if values.get("payment_days", 0) > LONGEST_PAYMENT_DAYS:
            errors["payment_days"] = _("Payment is due within 365 days.")
        if day and not errors.keys() & {"reviewed_on", "valid_until"}:
            usual = shift(date.fromisoformat(day), self.review_months + 1) - timedelta(days=1)
            values.setdefault("valid_until", usual.isoformat())
            if values["valid_until"] <= day:
                errors["valid_until"] = _("The review is valid until a day after it was made.")
        values.setdefault("findings", _("Imported from %(file)s") % {"file": run.original_name})

    def identity(self, values):
        return values["reviewed_on"]

    def identity_of(self, review):
        return review.reviewed_on.isoformat()

    def compare(self, finding):
        """What was decided is not written over, nor overtaken while somebody has to decide."""
        customer, review = finding.customer, finding.record
        waiting = [one for one in self.on_file[customer.pk] if one.state == CreditReview.State.SUBMITTED]
        if review is None and waiting:
            finding.errors["reviewed_on"] = _("A credit review of this customer waits for approval.")
        if review is not None:
            super().compare(finding)
            differing = [key for key in FIXED if key in finding.changes]
            finding.changes = {}
            for key in differing:
                finding.errors[key] = _("The review of this day that is on file says otherwise.")

    def write(self, run, findings, at):
        made = [self._review(run, finding) for finding in findings]
        copy_in(made)
        in_force = self._in_force([review.customer for review in made])
        self._end_renewals(in_force, at)
        for customer, review in in_force.items():
            for name, field in SET.items():
                setattr(customer, field, getattr(review, name))
        save_changed(list(in_force), SET.values())

    def _review(self, run, finding):
        """In force, and decided on, from its own day on."""
        review, moment = self.made(finding), midnight(date.fromisoformat(finding.row.values["reviewed_on"]))
        review.by, review.at = run.by, moment
        review.state, review.decided_by, review.decided_at = CreditReview.State.APPROVED, run.by, moment
        return review

    def _in_force(self, customers):
        """{customer: newest review} where it is one that was just written."""
        known = {customer.pk: customer for customer in customers}
        newest = CreditReview.objects.filter(customer__in=known).approved().order_by("customer", "-decided_at", "-id")
        newest = newest.distinct("customer")
        before = {review.pk for reviews in self.on_file.values() for review in reviews}
        return {known[review.customer_id]: review for review in newest if review.pk not in before}

    def _end_renewals(self, customers, at):
        """Whoever was asked for the next review has it now."""
        asked = CreditReview.objects.asked_for().filter(customer__in=customers).select_related("clock")
        for review in asked:
            review.clock.complete(at)
        CreditReview.objects.filter(pk__in=[review.pk for review in asked]).update(clock=None)

    def tell(self, run, findings, at):
        url = run.get_absolute_url()
        return [_told(run, finding, at, url) for finding in findings]

    @classmethod
    def words(cls, rows):
        word = super().words(rows)
        return lambda key, value: f"{Decimal(value):,.2f}" if key == "limit" and value else word(key, value)


def _told(run, finding, at, url):
    values = finding.row.values
    facts = {
        "file": run.original_name,
        "run": run.pk,
        "day": values["reviewed_on"],
        "limit": amount_in("yuan", Decimal(values["limit"])),
        "grade": values["credit_grade"],
    }
    return Activity(customer=finding.customer, kind="credit.imported", by_id=run.by_id, at=at, url=url, facts=facts)
