"""What the timeline of a customer says about surveys."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "survey.follow_up_opened": _("Low score in survey %(wave)s: follow-up opened"),
    "survey.follow_up_resolved": _("Follow-up of survey %(wave)s: resolved"),
    "survey.follow_up_no_action": _("Follow-up of survey %(wave)s: no action"),
}
