"""The contact log: one entry, and what can be done with it."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from customers.models import ContactEntry


def log_detail(request, pk):
    entry = get_object_or_404(ContactEntry.objects.visible_to(request.user).for_detail(), pk=pk)
    at = timezone.now()
    context = {"entry": entry, "at": at, "can_edit": entry.can_be_edited_by(request.user, at)}
    return render(request, "customers/log/detail.html", context)
