"""Letters to the customer: writing one, and the page of one as it prints."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.forms.letters import ChoiceForm, LetterForm
from complaints.models import Complaint, ComplaintLog
from complaints.models.letters import Way
from complaints.models.merging import of_matter
from complaints.views.dialogs import action_dialog, lead_to, undertake, visible
from crm_site.mail import absolute


def complaint_letter(request, pk):
    """?template= and ?language= say from what the text is made; without them it is as the complaint suggests."""
    complaint = visible(request.user, pk)
    choice = ChoiceForm(request.GET, complaint)
    form = LetterForm(request.POST or None, complaint=complaint, action="letter")
    write = partial(complaint.write_letter, language=choice.chosen_language)
    entry, form, refusal = undertake(request, form, Complaint.can_be_written_about_by, write)
    if entry:
        return lead_to(request, *_afterwards(complaint, entry))
    if not form.is_bound and not refusal:
        form.initial |= choice.filled(request.user, timezone.now())
    context = {"choice": choice, "complaint": complaint}
    return action_dialog(request, form, refusal, "complaints/letters/_form.html", **context)


def letter_detail(request, pk, entry_id):
    """Also those of complaints that were merged into it."""
    complaint = visible(request.user, pk)
    letters = ComplaintLog.objects.filter(of_matter(complaint.pk), kind=ComplaintLog.Kind.LETTER)
    entry = get_object_or_404(letters.select_related("by", "complaint__customer", "complaint__contact"), pk=entry_id)
    context = {
        "complaint": complaint,
        "entry": entry,
        "language": entry.facts.get("language", entry.complaint.language),
        "addressee": entry.facts.get("to", entry.complaint.addressee),
        "status_page": absolute(reverse("complain:find_status")),
    }
    return render(request, "complaints/letters/detail.html", context)


def _afterwards(complaint, entry):
    """Where it goes on, and what is said there."""
    if entry.facts["way"] == Way.PAPER:
        address = reverse("complaints:letter_detail", args=[complaint.pk, entry.pk])
        return address, _("The letter is kept. Print it with your browser.")
    message = _("The letter to %(address)s is on its way.") % {"address": entry.facts["to"]}
    return f"{complaint.get_absolute_url()}?tab=exchange", message
