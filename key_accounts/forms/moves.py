"""What people do with a plan: each move has a small form, named after the model's method."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from key_accounts.forms.fields import LONGEST_TEXT, VerdictForm, words
from key_accounts.states import AdjustmentState, PlanState


class MoveForm(forms.Form):
    """`title` names the move where it is folded away, `button` does it; `confirm` asks before."""

    title = button = confirm = ""
    is_main = True

    def __init__(self, *args, plan, move, **kwargs):
        super().__init__(*args, auto_id=f"id_{move}_%s", **kwargs)
        self.move = move
        self.address = reverse(f"key_accounts:plan_{move}", args=[plan.pk])

    def typed(self):
        texts = ((bound.label, bound.value()) for bound in self if isinstance(bound.field.widget, forms.Textarea))
        return [(label, text) for label, text in texts if text]


class SubmitForm(MoveForm):
    button = _("Hand in for approval")


class TakeBackForm(MoveForm):
    button = _("Take it back")
    is_main = False


class AdjustForm(MoveForm):
    title = _("Adjust the plan")
    button = _("Begin the adjustment")
    reason = words(_("Why the plan has to be changed"), rows=2)


class WithdrawForm(MoveForm):
    button = _("Withdraw the adjustment")
    confirm = _("Withdraw the adjustment? The plan in force stays as it is; what you changed is gone.")
    is_main = False


class CloseForm(MoveForm):
    title = _("Sum up the half-year")
    button = _("Hand in the self-review")
    self_review = words(
        _("Self-review"),
        rows=6,
        longest=LONGEST_TEXT,
        help_text=_("What was reached, what was not and why, and what follows for the next half-year."),
    )


# By the name of the model's method; the predicate of the same move decides who sees it.
MOVES = {
    "submit": SubmitForm,
    "take_back": TakeBackForm,
    "begin_adjustment": AdjustForm,
    "submit_adjustment": SubmitForm,
    "take_adjustment_back": TakeBackForm,
    "withdraw_adjustment": WithdrawForm,
    "close": CloseForm,
}


class DecisionForm(VerdictForm):
    """On a plan, an adjustment or a self-review: `about` says which one the person has read."""

    REFUSALS = ("return",)
    METHODS = {
        ("plan", "approve"): "approve",
        ("plan", "return"): "send_back",
        ("adjustment", "approve"): "approve_adjustment",
        ("adjustment", "return"): "return_adjustment",
        ("review", "approve"): "file",
        ("review", "return"): "send_review_back",
    }

    about = forms.ChoiceField(choices=[(name, name) for name in ("plan", "adjustment")], widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=[("approve", _("Approve")), ("return", _("Return"))])

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, auto_id=f"id_plan_{plan.pk}_%s", **kwargs)
        self.address = reverse("key_accounts:plan_decide", args=[plan.pk])
        self.fields["seen"].initial = plan.revision
        self.fields["about"].initial = what_waits(plan)

    def verdict(self):
        """The method of the plan that does it, and what it is told."""
        cleaned = self.cleaned_data
        method = self.METHODS[cleaned["about"], cleaned["outcome"]]
        name = "note" if cleaned["outcome"] == "approve" else "reason"
        return method, {"seen": cleaned["seen"], name: cleaned["note"]}


class ScoreForm(DecisionForm):
    """On a self-review: with a score and a remark it is filed for good."""

    about = forms.ChoiceField(choices=[("review", "review")], widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=[("approve", _("Score and file")), ("return", _("Return"))])
    score = forms.IntegerField(label=_("Score, 0 to 100"), min_value=0, max_value=100, required=False)
    note = words(_("Remark"), rows=3)

    field_order = ["about", "seen", "score", "note", "outcome"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") == "approve" and "score" not in self.errors and cleaned.get("score") is None:
            self.add_error("score", _("Give a score."))
        return cleaned

    def verdict(self):
        method, facts = super().verdict()
        if method == "file":
            facts = {"seen": facts["seen"], "score": self.cleaned_data["score"], "remark": facts["note"]}
        return method, facts


def what_waits(plan):
    """What there is to decide on a plan: the plan itself, its adjustment, its self-review, or nothing (blank)."""
    if plan.state == PlanState.SUBMITTED:
        return "plan"
    if plan.state == PlanState.CLOSED:
        return "review"
    adjustment = plan.adjustment
    return "adjustment" if adjustment is not None and adjustment.state == AdjustmentState.SUBMITTED else ""


def decision_form(plan, data=None):
    """The form of what waits; of posted data, that of what the person had read."""
    about = data.get("about") if data else what_waits(plan)
    form_class = ScoreForm if about == "review" else DecisionForm
    return form_class(data, plan=plan)
