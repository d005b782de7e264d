"""One small form per step and action; the fields bear the names that the model's method takes."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.forms.action import ActionForm, SeenForm
from complaints.forms.fields import active_departments, words
from complaints.loop import Outcome, Step, outcomes_of
from crm_site.file_fields import FilesField


def result(step, labels=None):
    choices = [(outcome.value, (labels or {}).get(outcome, outcome.label)) for outcome in outcomes_of(step)]
    return forms.ChoiceField(label=_("Result"), choices=choices)


def ask_for_cause(field, complaint):
    """Whoever finds out why it happened, or sums it up, is told that it has no cause yet."""
    if complaint.cause_id is None:
        field.help_text = _("The cause is still undecided. Correct the facts to choose it: the reports count by cause.")


class SendForm(SeenForm):
    button = _("Send to the department")
    department = forms.ModelChoiceField(active_departments(), label=_("Responsible department"))

    def __init__(self, *args, complaint, **kwargs):
        super().__init__(*args, complaint=complaint, **kwargs)
        if complaint.cause:
            self.fields["department"].initial = complaint.cause.proposed_department_id


class AnalyseForm(SeenForm):
    """What the leader returned is proposed again, to be completed as they asked."""

    button = _("Hand in to the leader")
    analysis = words(_("Why it happened"))
    measures = words(_("What we do about it"))

    def __init__(self, *args, complaint, **kwargs):
        super().__init__(*args, complaint=complaint, **kwargs)
        ask_for_cause(self.fields["analysis"], complaint)
        if returned := complaint.returned_analysis:
            self.initial = {"analysis": returned.text, "measures": returned.measures} | self.initial


class InstructForm(SeenForm):
    outcome = result(Step.INSTRUCT, {Outcome.APPROVED: _("Approve"), Outcome.RETURNED: _("Return")})
    comment = words(_("Comment"), required=False, help_text=_("Needed when you return it."))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") == Outcome.RETURNED and not cleaned.get("comment", "").strip():
            self.add_error("comment", _("Say what is missing."))
        return cleaned


class CarryOutForm(SeenForm):
    button = _("It is carried out")
    account = words(_("What was done"))


class AgreeForm(SeenForm):
    outcome = result(Step.AGREE)
    account = words(_("What was said and agreed"))


class FollowUpForm(SeenForm):
    outcome = result(Step.FOLLOW_UP)
    detail = words(
        _("What the customer says"),
        help_text=_("Nobody reached? Say so in a note, or let the time stand still until you call again."),
    )


class CloseForm(SeenForm):
    button = _("Close the complaint")
    summary = words(pgettext_lazy("complaint", "Summary"))
    lesson = words(_("What we learn from it"), required=False, rows=2)

    def __init__(self, *args, complaint, **kwargs):
        super().__init__(*args, complaint=complaint, **kwargs)
        ask_for_cause(self.fields["summary"], complaint)


class WithdrawForm(SeenForm):
    title = _("The customer takes it back")
    button = _("Withdraw the complaint")
    reason = words(_("Reason"), rows=2)


class ReopenForm(ActionForm):
    title = _("Not settled after all")
    button = _("Reopen the complaint")
    reason = words(_("Reason"), rows=2)


class RerouteForm(SeenForm):
    title = _("Another department is responsible")
    button = _("Re-route")
    department = forms.ModelChoiceField(active_departments(), label=_("New responsible department"))
    reason = words(_("Reason"), rows=2)

    def __init__(self, *args, complaint, **kwargs):
        super().__init__(*args, complaint=complaint, **kwargs)
        departments = self.fields["department"]
        departments.queryset = departments.queryset.exclude(pk=complaint.department_id)


class BulkRerouteForm(forms.Form):
    """For several at once; each is re-routed by itself."""

    department = forms.ModelChoiceField(active_departments(), label=_("New responsible department"))
    reason = words(_("Reason"), rows=2)


class AttachForm(ActionForm):
    button = _("Attach")
    files = FilesField(label=_("Files"))


# By the name of the model's method.
STEP_FORMS = {
    Step.SEND: SendForm,
    Step.ANALYSE: AnalyseForm,
    Step.INSTRUCT: InstructForm,
    Step.CARRY_OUT: CarryOutForm,
    Step.AGREE: AgreeForm,
    Step.FOLLOW_UP: FollowUpForm,
    Step.CLOSE: CloseForm,
}
ACTIONS = {str(step): form for step, form in STEP_FORMS.items()} | {
    "reroute": RerouteForm,
    "withdraw": WithdrawForm,
    "reopen": ReopenForm,
    "attach": AttachForm,
}
