"""What leads from the address of a merged file to the file that has everything now."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from customers.models import Customer


def merged_file_redirect(get_response):
    """Old links, in mails and on the timeline as well, name customers by their id; a page of a merged file that is not
    found any more is that of the kept one, for who may see it."""

    def middleware(request):
        response = get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD") or not request.user.is_authenticated:
            return response
        return _present_address(request) or response

    return middleware


def _present_address(request):
    match = request.resolver_match
    name = match and _name_of_customer(request.path, match)
    merged = name and Customer.objects.filter(pk=match.kwargs[name], merged_into__isnull=False).first()
    kept = merged and Customer.objects.visible_to(request.user).filter(pk=merged.merged_into_id).first()
    if not kept:
        return None
    if not request.htmx:
        facts = {"name": merged.name, "code": merged.code, "kept": kept.name, "kept_code": kept.code}
        messages.info(request, _("%(name)s (%(code)s) was merged into %(kept)s (%(kept_code)s).") % facts)
    url = reverse(match.view_name, args=match.args, kwargs=match.kwargs | {name: kept.pk})
    query = request.META["QUERY_STRING"]
    return redirect(f"{url}?{query}" if query else url)


def _name_of_customer(path, match):
    """Which argument of the address is the customer's id: `customer_id`, or `pk` of the customer's own pages."""
    if "customer_id" in match.kwargs:
        return "customer_id"
    return "pk" if path.startswith(f"/customers/{match.kwargs.get('pk')}/") else None
