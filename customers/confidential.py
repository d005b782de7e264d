"""Telephone numbers and e-mail addresses outside one's own customers are masked until somebody asks for one.

Own customers are those a person keeps, stands in for, or was invited to as a collaborator. Asking is a click, and is
logged (customers/models/disclosure.py).
"""

from customers.models import CustomerAccess, Disclosure

# What of a contact or an address is masked.
MASKED = {"contact": ("mobile", "phone", "wechat", "email"), "address": ("phone",)}
STARS = "****"


def masked(text):
    """138****5678, 021-****5678, z***@example.com; of what is shorter than 7 characters only the last one stays."""
    if "@" in text:
        name, at, domain = text.partition("@")
        return f"{name[:1]}***{at}{domain}"
    if len(text) < 7:
        return STARS + text[-1:]
    start = 4 if text[3] == "-" else 3
    return text[:start] + STARS + text[-min(4, len(text) - start - 2) :]


def hidden_from(customer, user):
    """Whether numbers in the file of `customer` are masked for `user`."""
    return customer.owner not in user.principals and not customer.accesses.of(user).inviting().exists()


def open_among(customers, user):
    """The ids of those of `customers` (with their owner) whose numbers `user` is shown in full."""
    mine = {customer.pk for customer in customers if customer.owner in user.principals}
    others = [customer.pk for customer in customers if customer.pk not in mine]
    invited = CustomerAccess.objects.of(user).inviting().filter(customer__in=others) if others else []
    return mine | {access.customer_id for access in invited}


def disclose_whole(part, user, at):
    """Whoever opens the form of a contact or an address is shown what is masked elsewhere, so that is logged too."""
    filled = [name for name in MASKED[part._meta.model_name] if getattr(part, name)]
    if filled and hidden_from(part.customer, user):
        Disclosure.revealed(part, filled, user, at)
