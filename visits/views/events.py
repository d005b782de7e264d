"""Our own days and events: whom to invite, what they reply, who came."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from crm_site.listing import paginate, render_list
from crm_site.spreadsheets import workbook_response
from crm_site.workflow import InvalidTransition
from customers.models import Customer
from visits.events import contacts_found, listed
from visits.filters import InvitationFilter
from visits.forms import AnswerForm, AttendForm, InviteForm, VersionForm
from visits.models import Invitation, Occasion, Visit

FORMS = {"answer": AnswerForm, "attend": AttendForm, "withdraw": VersionForm}
MOST_ROWS = 20_000


def event_list(request):
    if not Visit.can_be_listed_by(request.user):
        raise PermissionDenied
    coming, past = listed(request.user, timezone.now())
    return render(request, "visits/events.html", {"coming": coming, "past": past})


def event_detail(request, pk, day):
    """The invitations of one event; ?find= looks for whom else to invite, ?xlsx takes the list along."""
    user, at = request.user, timezone.now()
    occasion, day = _event(user, pk, day)
    invitations = Invitation.objects.visible_to(user).to(occasion, day)
    invitation_filter = InvitationFilter(request.GET, invitations.for_list(), user)
    if "xlsx" in request.GET:
        return _workbook(occasion, day, invitation_filter.qs[:MOST_ROWS])
    page = paginate(request, invitation_filter.qs)
    context = {
        "occasion": occasion,
        "day": day,
        "filter": invitation_filter,
        "page": page,
        "counts": invitations.counts(),
        "editable": _editable(user, page.rows),
        "has_begun": day <= timezone.localdate(at),
        "replies": Invitation.Reply.choices,
        "can_invite": Visit.can_be_planned_by(user),
    }
    is_search = request.htmx.target == "found"
    if is_search or not request.htmx:
        context |= _found(request, invitations)
    fragment = "visits/_event_found.html" if is_search else "visits/_event_results.html"
    return render_list(request, "visits/event.html", fragment, context)


@require_POST
def event_invite(request, pk, day):
    occasion, day = _event(request.user, pk, day)
    if not Visit.can_be_planned_by(request.user):
        raise PermissionDenied
    form = InviteForm(request.POST, user=request.user)
    if form.is_valid():
        made = Invitation.invite(request.user, timezone.now(), occasion, day, form.contacts_chosen())
        text = ngettext("%(count)s contact is invited.", "%(count)s contacts are invited.", made) % {"count": made}
        messages.success(request, text if made else _("All of them are invited already."))
    else:
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
    return redirect(occasion.event_url(day))


@require_POST
def invitation_act(request, pk, action):
    """Tick a reply or who came, or withdraw. For htmx the list renews itself; whoever comes too late is told."""
    found = Invitation.objects.visible_to(request.user).select_related("customer", "contact", "occasion", "changed_by")
    invitation = get_object_or_404(found, pk=pk)
    form = FORMS[action](request.POST)
    if not form.is_valid():
        if not invitation.can_be_changed_by(request.user):
            raise PermissionDenied
        return _answer(request, invitation, _("This is not among the choices."), status=422)
    try:
        getattr(invitation, action)(request.user, timezone.now(), **form.cleaned_data)
    except ValidationError as error:
        return _answer(request, invitation, " ".join(error.messages), status=422)
    except InvalidTransition as error:
        return _answer(request, invitation, error.message, status=409)
    return _answer(request, invitation)


def _editable(user, invitations):
    """The ids of the customers in whose files `user` may write, of those on the page."""
    customers = {invitation.customer_id for invitation in invitations}
    return set(Customer.objects.editable_by(user).filter(pk__in=customers).values_list("pk", flat=True))


def _found(request, invitations):
    """Whom a search for others to invite finds, and who of them is invited already."""
    text = request.GET.get("find", "")[:200]
    contacts = contacts_found(request.user, text)
    invited = invitations.filter(contact__in=[contact.pk for contact in contacts]).values_list("contact", flat=True)
    return {"find": text, "found": contacts, "invited": set(invited)}


def _answer(request, invitation, refusal="", status=200):
    """For htmx the words of a refusal, or none, and the list is renewed; else the page anew."""
    if request.htmx:
        answer = render(request, "visits/_event_refusal.html", {"refusal": refusal}, status=status)
        return trigger_client_event(answer, "saved")
    if refusal:
        messages.error(request, refusal)
    return redirect(invitation)


def _event(user, pk, text):
    """The occasion and the day on which it is kept."""
    if not Visit.can_be_listed_by(user):
        raise PermissionDenied
    occasion = get_object_or_404(Occasion, pk=pk)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if not occasion.is_event_on(day):
        raise Http404
    return occasion, day


def _workbook(occasion, day, invitations):
    headings = [
        *(_("Customer code"), _("Customer"), _("Account manager"), _("Contact"), _("Title"), _("Reply")),
        *(_("Attended"), _("Invited")),
    ]
    attended = {True: _("Yes"), False: _("No"), None: ""}
    rows = [
        [
            *(each.customer.code, each.customer.name, str(each.customer.owner or ""), each.contact.name),
            *(each.contact.title, each.get_reply_display(), attended[each.attended], each.invited_at),
        ]
        for each in invitations
    ]
    return workbook_response(f"{occasion} {day}", {str(occasion): (headings, rows)})
