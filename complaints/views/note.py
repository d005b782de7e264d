"""Internal notes: the panel of a complaint's page, and the people who are proposed while somebody types "@"."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.forms.note import NoteForm
from complaints.models import ComplaintNote
from complaints.models.note import readers_of
from complaints.views.dialogs import visible
from crm_site.fragments import saved
from customers.finding import spelled

MOST_NOTES = 200
MOST_PEOPLE = 8
LONGEST_NAME = 30


def notes_panel(request, pk):
    """The notes, the newest first, below the form for another one."""
    complaint = visible(request.user, pk)
    if not ComplaintNote.can_be_written_by(complaint, request.user):
        raise PermissionDenied
    form = NoteForm(request.POST or None, complaint=complaint, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            ComplaintNote.write(complaint, request.user, timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return saved(request, _("The note is kept."), f"{complaint.get_absolute_url()}?tab=notes")
    context = {
        "complaint": complaint,
        "form": form,
        "notes": ComplaintNote.objects.of_matter(complaint)[:MOST_NOTES],
        "people": form.ticked(),
        "ticked": form.ticked(),
    }
    return render(request, "complaints/notes/panel.html", context, status=422 if form.errors else 200)


def mentions(request, pk):
    """For the list below the note: those ticked already, and who fits `q`."""
    complaint = visible(request.user, pk)
    if not ComplaintNote.can_be_written_by(complaint, request.user):
        raise Http404
    text = request.GET.get("q", "")[:LONGEST_NAME].lower()
    readers = list(readers_of(complaint, request.user).select_related("department").order_by("name", "pk"))
    chosen = set(request.GET.getlist("mentioned"))
    ticked = [person for person in readers if str(person.pk) in chosen]
    found = [person for person in readers if person not in ticked and person != request.user and _fits(person, text)]
    context = {"people": ticked + found[:MOST_PEOPLE], "ticked": ticked}
    return render(request, "complaints/notes/_people.html", context)


def _fits(person, text):
    sounds = spelled(person.name) if text.isascii() else ()
    return text in person.name.lower() or person.username.startswith(text) or any(s.startswith(text) for s in sounds)
