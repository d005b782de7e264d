"""Giving the waiting step to a colleague, and letting its time stand still or go on: dialogs of the complaint's page."""

from django.utils.translation import gettext_lazy as _

from complaints.forms.step_work import HandOnForm, PauseForm, ResumeForm
from complaints.models import Complaint
from complaints.views.dialogs import action_dialog, lead_to, undertake, visible

# By the name of the model's method: the form, who may, and what is said afterwards.
STEP_WORK = {
    "hand_on": (HandOnForm, Complaint.can_be_handed_on_by, _("%(number)s waits for %(whom)s now.")),
    "pause": (PauseForm, Complaint.can_be_paused_by, _("The time of %(number)s stands still; the desk is told.")),
    "resume": (ResumeForm, Complaint.can_be_resumed_by, _("The time of %(number)s goes on.")),
}


def step_work(request, pk, action):
    complaint = visible(request.user, pk)
    form_class, may, done = STEP_WORK[action]
    form = form_class(request.POST or None, complaint=complaint, action=action, user=request.user)
    row, form, refusal = undertake(request, form, may, getattr(complaint, action))
    if row:
        step = complaint.open_step
        facts = {"number": complaint, "whom": step.doer or step.department}
        return lead_to(request, complaint.get_absolute_url(), done % facts)
    return action_dialog(request, form, refusal)
