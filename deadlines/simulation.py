"""What the time limits would make of a step that begins at a moment of one's choice; nothing is saved."""

from django import forms
from django.utils.translation import gettext_lazy as _

from deadlines import steps
from deadlines.models import Clock, DeadlinePolicy, Severity, WorkingCalendar


class SimulationForm(forms.Form):
    policy = forms.ModelChoiceField(DeadlinePolicy.objects.all(), label=_("Time limits"), empty_label=None)
    steps = forms.MultipleChoiceField(
        label=_("Steps"),
        required=False,
        widget=forms.SelectMultiple({"size": 10}),
        help_text=_("None chosen: all of them."),
    )
    severity = forms.ChoiceField(label=_("Severity"), required=False, choices=[("", "–"), *Severity.choices])
    grade = forms.ChoiceField(label=_("Customer grade"), required=False)
    starts_at = forms.DateTimeField(
        label=_("Begins"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    in_turn = forms.BooleanField(
        label=_("One after the other"),
        required=False,
        help_text=_("Each step begins when the one before it is due; else all begin at once."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["steps"].choices = list(steps.LABELS.items())
        self.fields["grade"].choices = [("", "–"), *((grade, grade) for grade in steps.GRADES)]

    def clocks(self):
        """A clock of each step chosen, in their order, as it would start; raises OutsideCalendar."""
        facts = {name: self.cleaned_data[name] for name in ("policy", "severity", "grade")}
        calendar, at = WorkingCalendar.objects.default(), self.cleaned_data["starts_at"]
        clocks = []
        for step in self.cleaned_data["steps"] or steps.LABELS:
            clocks.append(Clock.reckoned(step, at, title=steps.step_label(step), calendar=calendar, **facts))
            if self.cleaned_data["in_turn"]:
                at = clocks[-1].deadline
        return clocks
