"""The versions of a plan as they were handed in, and any two of them side by side."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from key_accounts.comparison import NOTHING, Comparison
from key_accounts.document import Document
from key_accounts.views.plans import visible


def version_detail(request, pk, number):
    plan = visible(request.user, pk)
    version = get_object_or_404(plan.versions.select_related("by"), number=number)
    log = version.log.select_related("by", "acting_for").order_by("id")
    context = {"plan": plan, "customer": plan.customer, "version": version, "log": log}
    context["document"] = Document(plan, version.content)
    return render(request, "key_accounts/version.html", context)


def version_compare(request, pk):
    """`from` and `to` are numbers; without them the two newest, and of a first version everything is new."""
    plan = visible(request.user, pk)
    versions = {version.number: version for version in plan.versions.select_related("by")}
    if not versions:
        raise Http404
    newest = max(versions)
    after = versions[_number(request, "to", versions, newest)]
    before = versions.get(_number(request, "from", versions, max(newest - 1, min(versions))))
    content = before.content if len(versions) > 1 else NOTHING
    context = {
        "plan": plan,
        "customer": plan.customer,
        "versions": versions.values(),
        "before": before,
        "after": after,
        "comparison": Comparison(content, after.content),
    }
    return render(request, "key_accounts/compare.html", context)


def _number(request, name, versions, default):
    """A version that exists; a senseless wish gives the usual one."""
    text = request.GET.get(name, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default
    return number if number in versions else default
