"""Customers who stand on file twice in the demo company, as it happens when two people open a file of one company."""

from customers.duplicates.scanning import scan
from customers.models import DuplicatePair, DuplicateScan
from customers.pinyin import sounded
from people.models import User

# What the second file of the customer is called.
# Short names begin with a place of two characters.
FORMS = (
    lambda name, short_name: f"{short_name}有限公司（分公司）",
    lambda name, short_name: f"{name.removesuffix('有限公司')}（集团）有限公司",
    lambda name, short_name: sounded(short_name[2:]).upper(),
    lambda name, short_name: short_name,
    lambda name, short_name: f"{short_name}有限责任公司",
)


def plant(customers):
    """Of the values of `customers`, make some of the demo manager's the second file of the one before."""
    manager = User.objects.get(username="manager")
    own = [values for values in customers if values["owner_id"] == manager.pk]
    for form, first, second in zip(FORMS, own[::2], own[1::2], strict=False):
        second["name"] = form(first["name"], first["short_name"])
        second |= {"short_name": "", "english_name": "", "aliases": [], "credit_code": ""}
        second["region_id"], second["industry_id"] = first["region_id"], first["industry_id"]


def play_duplicates(at):
    """The files were compared this morning, and one pair was found to be two customers."""
    found = DuplicateScan.ask(None, at)
    scan(found.pk, at)
    pair = DuplicatePair.objects.filter(first__owner__username="manager").order_by("score", "id").first()
    if pair is not None:
        pair.dismiss(pair.first.owner, at)
