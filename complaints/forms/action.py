"""What every form has that does something with a complaint."""

from django import forms
from django.urls import reverse


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
