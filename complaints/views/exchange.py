"""What the customer and we said to each other: calls, messages, letters; and logging that they called again."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from complaints.exchange_parts import EXCHANGED
from complaints.forms.call import CallForm
from complaints.models import Complaint, ComplaintLog
from complaints.models.call import ComplaintCall
from complaints.models.merging import of_matter
from complaints.views.dialogs import action_dialog, lead_to, undertake, visible


def complaint_call(request, pk):
    """The dialog; from the form of a new complaint what was typed there is the call, kept with one click."""
    complaint = visible(request.user, pk)
    typed = CallForm.heard_in(request.POST) if "heard" in request.POST else request.POST or None
    form = CallForm(typed, complaint=complaint, action="call")
    call, form, refusal = undertake(request, form, Complaint.can_be_called_about_by, complaint.call)
    if call:
        message = _("The call about %(number)s is kept.") % {"number": complaint}
        return lead_to(request, complaint.get_absolute_url(), message)
    return action_dialog(request, form, refusal)


def exchange_panel(request, pk):
    complaint = visible(request.user, pk)
    entries = ComplaintLog.objects.filter(of_matter(complaint.pk), kind__in=EXCHANGED).select_related("by")
    calls = ComplaintCall.objects.filter(of_matter(complaint.pk)).select_related("by")
    context = {"complaint": complaint, "entries": entries, "calls": calls}
    return render(request, "complaints/exchange.html", context)
