"""The customers that somebody ticked in the list, as ids in an address or a form: customer=1&customer=2."""

from customers.models import Customer

MOST_TICKED = 100


def ticked_ids(parameters):
    """The ids in a QueryDict, each once, at most as many as a page has rows; what is no id means nothing."""
    texts = parameters.getlist("customer")
    ids = dict.fromkeys(int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19)
    return list(ids)[:MOST_TICKED]


def ticked_customers(user, parameters):
    """Those of the ticked ones that `user` sees, by name."""
    visible = Customer.objects.visible_to(user).for_edit()
    return list(visible.filter(pk__in=ticked_ids(parameters)).order_by("name", "id"))
