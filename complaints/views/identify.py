"""Saying which customer on file a complaint that came in writing is from."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from complaints.forms.written import IdentifyForm
from complaints.models import Complaint
from crm_site.workflow import InvalidTransition


@require_POST
def complaint_identify(request, pk):
    complaint = get_object_or_404(Complaint.objects.visible_to(request.user), pk=pk)
    if not complaint.can_be_edited_by(request.user):
        raise PermissionDenied
    form = IdentifyForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.warning(request, _("This customer is not on file."))
        return redirect(complaint)
    customer, contact = form.cleaned_data["caller"]
    try:
        complaint.identify(request.user, timezone.now(), form.cleaned_data["version"], customer, contact)
    except InvalidTransition as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, _("%(number)s is from %(customer)s.") % {"number": complaint, "customer": customer})
    return redirect(complaint)
