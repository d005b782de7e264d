"""Giving the waiting step to a colleague, and letting its time stand still or go on."""

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.forms.action import SeenForm
from complaints.forms.fields import words
from complaints.models.step_work import WaitsFor
from deadlines.reckoning import end_of


class ColleagueField(forms.ModelChoiceField):
    """Somebody away is shown with who acts in their place; `today` comes from the form."""

    def label_from_instance(self, person):
        deputy = person.deputy_on(self.today)
        if deputy is None:
            return person.name
        return gettext("%(person)s (away, deputy: %(deputy)s)") % {"person": person, "deputy": deputy}


class HandOnForm(SeenForm):
    title = _("Give the step to a colleague")
    button = _("Give it")
    person = ColleagueField(None, label=_("Who does it"), required=False, empty_label=_("Anybody of the department"))

    def __init__(self, *args, complaint, user, **kwargs):
        super().__init__(*args, complaint=complaint, **kwargs)
        self.user = user
        step, person = complaint.open_step, self.fields["person"]
        person.today = user.today
        if step is not None:
            person.queryset = step.possible_doers(user.tree).select_related("deputy").order_by("name", "pk")
            person.initial = step.doer_id
        else:
            person.queryset = type(user).objects.none()

    def renewed(self, complaint):
        return super().renewed(complaint, user=self.user)


class PauseForm(SeenForm):
    title = _("Let the time stand still")
    button = _("Let it stand still")
    waits_for = forms.ChoiceField(label=_("We wait for"), choices=WaitsFor.choices, widget=forms.RadioSelect)
    reason = words(_("Reason"), rows=2)
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def __init__(self, *args, complaint, user, **kwargs):
        super().__init__(*args, complaint=complaint, **kwargs)
        self.user = user
        if complaint.open_step is not None:
            latest = localtime(complaint.open_step.clock.latest_resumption(now())).date()
            until = self.fields["until"]
            until.widget.attrs["max"] = latest.isoformat()
            until.help_text = _("Then the time goes on by itself; on %(day)s at the latest.") % {
                "day": date_format(latest, "SHORT_DATE_FORMAT")
            }

    def clean_until(self):
        day = self.cleaned_data["until"]
        return day and end_of(day)

    def renewed(self, complaint):
        return super().renewed(complaint, user=self.user)


class ResumeForm(SeenForm):
    title = _("Let the time go on")
    button = _("Let it go on")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def renewed(self, complaint):
        return super().renewed(complaint, user=self.user)
