"""The list of customers, and the choice of its columns."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from crm_site.fragments import page_or_fragment
from crm_site.listing import COUNT_LIMIT, paginate, render_list
from customers.bulk import bulk_actions_of
from customers.columns import LIST, Chosen
from customers.filters import CustomerFilter
from customers.forms.columns import ColumnsForm
from customers.models import Customer
from people.models import SavedView

# Where counting costs more than showing.
DEAR_COUNT_LIMIT = 1_000


def customer_list(request):
    user = request.user
    if not Customer.can_be_listed_by(user):
        raise PermissionDenied
    view = SavedView.objects.asked_for(user, LIST, request.GET)
    if view and view.is_opened_by(request.GET):
        return redirect(view)
    columns = Chosen.of(user, view)
    customer_filter = CustomerFilter(request.GET, Customer.objects.listed_for(user).for_columns(columns.columns), user)
    count_limit = DEAR_COUNT_LIMIT if customer_filter.is_dear_to_count else COUNT_LIMIT
    found = customer_filter.qs
    page = paginate(request, found, count_limit, are_few=customer_filter.finds_few)
    columns.lay_out(page.rows, user)
    context = {
        "filter": customer_filter,
        "page": page,
        "view": view,
        "columns": columns,
        "shown": columns.names,
        "can_open": Customer.can_be_opened_by(user),
        "bulk_actions": bulk_actions_of(user),
    }
    return render_list(request, "customers/list.html", "customers/_results.html", context)


def columns_choose(request):
    """The dialog, or without htmx a page; back to the list with the filter that was set."""
    if not Customer.can_be_listed_by(request.user):
        raise PermissionDenied
    form = ColumnsForm(request.user, request.POST or None, initial={"query": request.GET.urlencode()})
    if request.method == "POST" and form.is_valid():
        request.user.choose_columns(LIST, form.chosen())
        url = form.back_to(reverse("customers:customer_list"))
        return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
    return page_or_fragment(request, "customers/columns/form.html", {"form": form}, 422 if form.errors else 200)
