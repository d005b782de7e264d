"""Handing customers over: choosing them, what would move, the proposal, and what becomes of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm_site.listing import paginate, render_list
from crm_site.workflow import InvalidTransition
from customers.forms.hand_over import DecisionForm, HandOverForm
from customers.hand_over_filter import HandOverFilter
from customers.hand_over_preview import preview
from customers.models import HandedCustomer, HandOver
from customers.models.hand_over import MOST_CUSTOMERS
from people.models import User


def hand_over_list(request):
    if not HandOver.can_be_listed_by(request.user):
        raise PermissionDenied
    hand_over_filter = HandOverFilter(request.GET, HandOver.objects.visible_to(request.user).for_list())
    context = {"filter": hand_over_filter, "page": paginate(request, hand_over_filter.qs)}
    return render_list(request, "customers/hand_over/list.html", "customers/hand_over/_results.html", context)


def hand_over_create(request):
    """Without customers: choose them. With some (?customer=…&customer=…, or ?owner=…&all=on): preview and proposal."""
    if not HandOver.can_be_listed_by(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _propose(request)
    if not request.GET.getlist("customer") and request.GET.get("all") != "on":
        return _choose(request)
    chosen = _chosen(request)
    form = HandOverForm(
        initial={"customers": ",".join(map(str, chosen["owners"])), "effective_on": timezone.localdate()}
    )
    return _page_of_proposal(request, form, chosen)


def _choose(request):
    """One owner's customers, to tick or to take all."""
    allowed = HandOver.customers_of(request.user)
    owners = User.objects.filter(Exists(allowed.filter(owner=OuterRef("pk"))))
    owner = owners.filter(pk=_number(request.GET.get("owner", str(request.user.pk)))).first()
    customers = allowed.filter(owner=owner).for_list().search(request.GET.get("q", "")).order_by("name", "id")
    context = {
        "owners": owners,
        "owner": owner,
        "query": request.GET.get("q", ""),
        "page": paginate(request, customers, default_size=100),
        "most": MOST_CUSTOMERS,
    }
    return render(request, "customers/hand_over/choose.html", context)


def _chosen(request, ids=None):
    """What of the customers asked for can be handed over, and why the rest cannot."""
    allowed = HandOver.customers_of(request.user)
    if ids is None and request.GET.get("all") == "on":
        found, asked = allowed.filter(owner=_number(request.GET.get("owner", ""))), None
    else:
        asked = ids if ids is not None else {_number(text) for text in request.GET.getlist("customer")}
        found = allowed.filter(pk__in=asked)
    taken = HandedCustomer.objects.waiting().filter(customer__in=found.values("pk"))
    customers = found.exclude(pk__in=taken.values("customer")).select_related("owner", "region").order_by("name", "id")
    customers = list(customers[: MOST_CUSTOMERS + 1])
    return {
        "customers": customers,
        "owners": {customer.pk: customer.owner for customer in customers},
        "taken": list(taken.select_related("customer", "hand_over__receiver")[:20]),
        "forbidden_count": len(asked) - found.count() if asked is not None else 0,
    }


def _propose(request):
    form = HandOverForm(request.POST)
    if form.is_valid():
        try:
            hand_over = HandOver.propose(request.user, timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            for name, texts in error.message_dict.items():
                form.add_error(name if name in form.Meta.fields else None, texts)
        except IntegrityError:
            form.add_error(None, _("Somebody hands one of these customers over at this very moment. Look again."))
        else:
            messages.success(
                request, _("Proposed. %(receiver)s is asked to accept.") % {"receiver": hand_over.receiver}
            )
            return redirect(hand_over)
    ids = form.cleaned_data.get("customers", [])
    return _page_of_proposal(request, form, _chosen(request, ids), 422)


def _page_of_proposal(request, form, chosen, status=200):
    form.leave_out(set(chosen["owners"].values()))
    context = {"form": form, "lines": preview(chosen["owners"]), "most": MOST_CUSTOMERS, **chosen}
    return render(request, "customers/hand_over/new.html", context, status=status)


def hand_over_detail(request, pk):
    return _page(request, _visible(request.user, pk))


@require_POST
def hand_over_act(request, pk, action):
    """Accept, decline or cancel. Whoever comes too late is told who decided what meanwhile."""
    hand_over = _visible(request.user, pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, hand_over, form, status=422)
    note = () if action == "accept" else (form.cleaned_data["note"],)
    try:
        getattr(hand_over, action)(request.user, timezone.now(), *note)
    except ValidationError as error:
        form.add_error("note", error.messages)
        return _page(request, _visible(request.user, pk), form, action, 422)
    except InvalidTransition as refusal:
        form.add_error(None, refusal.message)
        return _page(request, _visible(request.user, pk), form, status=409)
    facts = {"state": hand_over.get_state_display()}
    messages.success(request, _("Done. The hand-over is now: %(state)s.") % facts)
    return redirect(hand_over)


def _visible(user, pk):
    shown = HandOver.objects.visible_to(user).select_related("receiver", "proposed_by", "decided_by", "clock")
    return get_object_or_404(shown, pk=pk)


def _page(request, hand_over, form=None, acted="", status=200):
    rows = hand_over.customers.for_list().with_visibility(request.user)
    owners = {row.customer_id: row.former_owner for row in rows} if hand_over.is_open else {}
    context = {
        "hand_over": hand_over,
        "form": form or DecisionForm(),
        "acted": acted,
        "page": paginate(request, rows, default_size=100),
        "lines": preview(owners) if owners else [],
        "can_decide": hand_over.can_be_decided_by(request.user),
        "can_cancel": hand_over.can_be_cancelled_by(request.user),
    }
    return render(request, "customers/hand_over/detail.html", context, status=status)


def _number(text):
    """An id as it stands in an address; 0, which nobody has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
