"""The list of customers."""

from django.core.exceptions import PermissionDenied

from crm_site.listing import COUNT_LIMIT, paginate, render_list
from customers.filters import CustomerFilter
from customers.models import Customer

# Counting what a frequent word finds costs more than showing it.
SEARCH_COUNT_LIMIT = 1_000


def customer_list(request):
    user = request.user
    if not Customer.can_be_listed_by(user):
        raise PermissionDenied
    customer_filter = CustomerFilter(request.GET, Customer.objects.visible_to(user).for_list(), user)
    context = {
        "filter": customer_filter,
        "page": paginate(
            request, customer_filter.qs, SEARCH_COUNT_LIMIT if customer_filter.is_searching else COUNT_LIMIT
        ),
        "can_open": Customer.can_be_opened_by(user),
    }
    return render_list(request, "customers/list.html", "customers/_results.html", context)
