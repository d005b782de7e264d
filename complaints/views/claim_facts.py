"""What becomes of a notice of claim and of a repeat that the system found: dialogs of the complaint's page."""

from django.utils.translation import gettext_lazy as _

from complaints.forms.claim_facts import SendNoticeForm, TellApartForm, WaiveNoticeForm
from complaints.models import Complaint
from complaints.views.dialogs import action_dialog, lead_to, undertake, visible

# By the name of the model's method: the form, who may, and what is said afterwards.
CLAIM_FACTS = {
    "send_notice": (
        SendNoticeForm,
        Complaint.can_settle_notice_by,
        _("The notice of claim of %(number)s is kept; nobody is reminded of it any more."),
    ),
    "waive_notice": (
        WaiveNoticeForm,
        Complaint.can_settle_notice_by,
        _("No notice of claim is needed for %(number)s; nobody is reminded of it any more."),
    ),
    "tell_apart": (TellApartForm, Complaint.can_be_told_apart_by, _("%(number)s is a matter of its own.")),
}


def claim_facts(request, pk, action):
    complaint = visible(request.user, pk)
    form_class, may, done = CLAIM_FACTS[action]
    form = form_class(request.POST or None, complaint=complaint, action=action)
    row, form, refusal = undertake(request, form, may, getattr(complaint, action))
    if row:
        return lead_to(request, complaint.get_absolute_url(), done % {"number": complaint})
    return action_dialog(request, form, refusal)
