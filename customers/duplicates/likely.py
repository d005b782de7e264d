"""Who may be meant by what somebody types into a new file: compared with the few files that the search finds for it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q

from customers.duplicates.likeness import SHOWN_FROM, File, compare
from customers.duplicates.reading import files, name_rules
from customers.models import Contact, Customer
from customers.phones import normalise_mobile, normalise_phone

NAMES = ("name", "short_name", "english_name")
NUMBERS = {"mobile": normalise_mobile, "phone": normalise_phone}
# A name that finds more is too common to tell who is meant.
CANDIDATES = 200
SHOWN = 5


@dataclass(frozen=True)
class Likely:
    """A file on record like the one being typed. Of one that the person may not see only whom to ask is told."""

    customer: Customer
    score: int
    reasons: tuple
    is_visible: bool

    @property
    def reason_labels(self):
        return [str(reason.label) for reason in self.reasons]


def likely(user, typed):
    """The likeliest Likely, best first. `typed` is what a form sent: names, aliases by line, credit_code, numbers."""
    rules = name_rules()
    texts = [typed.get(name, "").replace("\0", "") for name in NAMES] + typed.get("aliases", "").splitlines()
    meant = File.of(rules, 0, texts, typed.get("credit_code", "").strip().upper(), _numbers(typed))
    found = {}
    own = typed.get("customer", "")
    candidates = _candidates(meant).exclude(pk=own if own.isdecimal() and len(own) < 19 else 0)
    for file in files(candidates, rules):
        likeness = compare(meant, file)
        if likeness and likeness.score >= SHOWN_FROM:
            found[file.pk] = likeness
    best = sorted(found, key=lambda pk: (-found[pk].score, pk))[:SHOWN]
    customers = Customer.objects.select_related("owner__department", "region").in_bulk(best)
    visible = set(Customer.objects.visible_to(user).filter(pk__in=best).values_list("pk", flat=True))
    return [Likely(customers[pk], *found[pk], pk in visible) for pk in best if pk in customers]


def _candidates(meant):
    """Files that share the core of a name, its sound, the credit code or a telephone number."""
    ids = set()
    for name in meant.names:
        for text in {name.core, *name.sounds}:
            ids.update(Customer.objects.kept().search(text).values_list("pk", flat=True)[:CANDIDATES])
    if meant.phones:
        same = Contact.objects.present().filter(Q(mobile__in=meant.phones) | Q(phone__in=meant.phones))
        ids.update(same.values_list("customer", flat=True)[:CANDIDATES])
    if meant.credit_code:
        ids.update(Customer.objects.kept().search(meant.credit_code).values_list("pk", flat=True)[:CANDIDATES])
    return Customer.objects.kept().filter(pk__in=ids)


def _numbers(typed):
    """The numbers as they are kept; one that is not complete yet is none."""
    for name, normalise in NUMBERS.items():
        try:
            yield normalise(typed.get(name, "").strip()) if typed.get(name, "").strip() else ""
        except ValidationError:
            continue
