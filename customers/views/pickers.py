"""What the pickers on other pages ask while somebody types."""

from django.db.models import Q
from django.http import JsonResponse
from django.views.decorators.http import require_GET

from customers.filters import owners_to_choose
from customers.finding import callers, found
from customers.models import Customer
from customers.tags import tags_in_use

MOST_OPTIONS = 20


@require_GET
def pick(request):
    """Customers with their contacts for `q`, as {value, customer, contact, text, hint}; `only=customers` without."""
    text = request.GET.get("q", "")
    if request.GET.get("only") == "customers":
        results = [
            {"value": str(customer.pk), "text": customer.name, "hint": customer.code}
            for customer in found(request.user, text, MOST_OPTIONS)
        ]
    else:
        results = [
            {
                "value": caller.value,
                "customer": caller.customer.pk,
                "contact": caller.contact and caller.contact.pk,
                "text": caller.text,
                "hint": caller.hint,
            }
            for caller in callers(request.user, text, MOST_OPTIONS)
        ]
    return JsonResponse({"results": results})


@require_GET
def pick_tag(request):
    """Tags of the customers that the person sees, by a part of them; nothing typed offers the first ones."""
    text = request.GET.get("q", "").strip()
    found = tags_in_use(Customer.objects.visible_to(request.user), text, MOST_OPTIONS)
    return JsonResponse({"results": [{"value": tag, "text": tag} for tag in found]})


@require_GET
def pick_owner(request):
    """The account managers whose customers the list can be narrowed to, by a part of their name or login."""
    text = request.GET.get("q", "").replace("\0", "").strip()
    people = owners_to_choose(request.user).filter(Q(name__icontains=text) | Q(username__istartswith=text))
    results = [
        {"value": str(person.pk), "text": person.name, "hint": str(person.department or "")}
        for person in people.select_related("department")[:MOST_OPTIONS]
    ]
    return JsonResponse({"results": results})
