"""The timeline of a customer: newest first, older entries as one reads on, of one area or one person where chosen."""

from crm_site.listing import query_with
from customers.timeline import kinds
from people.models import User

SIZE = 25
# The last row of the list, in whose place older ones are fetched.
OLDER = "timeline-older"


def timeline_of(request, customer):
    """What the template shows, at the same cost however long the timeline is: `before` names the last entry seen."""
    people = _people(customer)
    kind, by = request.GET.get("kind", ""), request.GET.get("by", "")
    kind, by = kind if kind in kinds() else "", by if by in people else ""
    last = _last_seen(request, customer)
    rows = customer.activities.for_list()
    if kind:
        rows = rows.filter(kind__startswith=f"{kind}.")
    if by:
        rows = rows.filter(by=by)
    if last:
        rows = rows.older_than(last)
    found = list(rows[: SIZE + 1])
    shown = found[:SIZE]
    return {
        "activities": shown,
        "last": last,
        "kind": kind,
        "by": by,
        "people": people,
        "areas": [(label, name == kind, _query(request, kind=name or None)) for name, label in _areas()],
        "newest_query": _query(request),
        "older_query": query_with(request.GET, before=shown[-1].pk) if len(found) > SIZE else None,
    }


def _areas():
    return [("", ""), *kinds().items()]


def _query(request, **changes):
    """The present filters from the newest entry on."""
    return query_with(request.GET, tab="timeline", before=None, **changes)


def _people(customer):
    """{id as text: name} of everybody who did something in this file."""
    # Their ids first: else Postgres asks of everybody whether one of all they ever did was done here.
    ids = customer.activities.order_by().values("by").distinct()
    doers = User.objects.filter(pk__any_of=ids).order_by("name", "pk")
    return {str(person.pk): str(person) for person in doers.only("name", "username")}


def _last_seen(request, customer):
    """The entry after which to go on; from the newest where it is not of this customer."""
    text = request.GET.get("before", "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    return customer.activities.filter(pk=text).only("at").first()
