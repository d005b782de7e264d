"""What the pickers on other pages ask while somebody types."""

from django.http import JsonResponse
from django.views.decorators.http import require_GET

from customers.finding import callers, found

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
