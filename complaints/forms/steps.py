"""One small form per step and action; the fields bear the names that the model's method takes."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from complaints.forms.facts import LONGEST_TEXT
from complaints.loop import Outcome, Step, outcomes_of
from crm_site.file_fields import FilesField
from people.models import Department


class ActionForm(forms.Form):
    """`title` names the action where it is folded away, `button` does it."""

    title = button = ""
    # Where it cannot be done any more, what was typed is still shown.
    is_possible = True

    def __init__(self, *args, complaint, action, **kwargs):
        super().__init__(*args, auto_id=f"id_{action}_%s", **kwargs)
        self.complaint, self.action = complaint, action
        self.address = reverse(f"complaints:complaint_{action}", args=[complaint.pk])

    @property
    def results(self):
        """The results to choose from: each gets a button of its own."""
        return self.fields["outcome"].choices if "outcome" in self.fields else []

    def typed(self):
        """What was written, by label, to show it again where the form is no longer the right one."""
        texts = ((bound.label, bound.value()) for bound in self if isinstance(bound.field.widget, forms.Textarea))
        return [(label, text) for label, text in texts if text]

    def renewed(self, complaint, **kwargs):
        """Another step waits by now: what was typed is proposed for it."""
        initial = self.cleaned_data | {"seen": complaint.open_step_id}
        return type(self)(initial=initial, complaint=complaint, action=self.action, **kwargs)


class SeenForm(ActionForm):
    """`seen` is the step that waited when the page was made: a stale page is told who did what meanwhile."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, complaint, **kwargs):
        super().__init__(*args, complaint=complaint, **kwargs)
        self.fields["seen"].initial = complaint.open_step_id


def words(label, required=True, rows=3, help_text=""):
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, required=required, max_length=LONGEST_TEXT, widget=widget, help_text=help_text)


def result(step, labels=None):
    choices = [(outcome.value, (labels or {}).get(outcome, outcome.label)) for outcome in outcomes_of(step)]
    return forms.ChoiceField(label=_("Result"), choices=choices)


def active_departments():
    return Department.objects.filter(is_active=True)


class SendForm(SeenForm):
    button = _("Send to the department")
    department = forms.ModelChoiceField(active_departments(), label=_("Responsible department"))

    def __init__(self, *args, complaint, **kwargs):
        super().__init__(*args, complaint=complaint, **kwargs)
        if complaint.cause:
            self.fields["department"].initial = complaint.cause.proposed_department_id


class AnalyseForm(SeenForm):
    button = _("Hand in to the leader")
    analysis = words(_("Why it happened"))
    measures = words(_("What we do about it"))


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
    detail = words(_("What the customer says"))


class CloseForm(SeenForm):
    button = _("Close the complaint")
    summary = words(_("Summary"))
    lesson = words(_("What we learn from it"), required=False, rows=2)


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
