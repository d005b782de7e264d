"""The mails that came to the mailbox for complaints, and what the desk decides about those that nobody else can."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from complaints.filters import MailFilter
from complaints.forms.written import AssignForm
from complaints.models import IncomingMail
from crm_site.listing import paginate, render_list
from crm_site.workflow import InvalidTransition


def mail_list(request):
    if not IncomingMail.can_be_listed_by(request.user):
        raise PermissionDenied
    mails = IncomingMail.objects.visible_to(request.user).select_related("complaint").defer("text")
    mail_filter = MailFilter(request.GET, mails)
    context = {"filter": mail_filter, "page": paginate(request, mail_filter.qs)}
    return render_list(request, "complaints/mails/list.html", "complaints/mails/_results.html", context)


def mail_detail(request, pk):
    return _page(request, _visible(request.user, pk))


@require_POST
def mail_make_complaint(request, pk):
    return _decide(request, pk, lambda mail, at: mail.make_complaint(request.user, at))


@require_POST
def mail_assign(request, pk):
    mail = _visible(request.user, pk)
    form = AssignForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, mail, form, status=422)
    complaint = form.cleaned_data["number"]
    return _decide(request, pk, lambda mail, at: mail.assign(request.user, at, complaint))


@require_POST
def mail_dismiss(request, pk):
    return _decide(request, pk, lambda mail, at: mail.dismiss(request.user, at))


def _decide(request, pk, decide):
    mail = _visible(request.user, pk)
    try:
        complaint = decide(mail, timezone.now())
    except InvalidTransition as refusal:
        messages.warning(request, refusal.message)
        return redirect(mail)
    messages.success(request, _("Done: %(state)s.") % {"state": mail.get_state_display()})
    return redirect(complaint or "complaints:mail_list")


def _visible(user, pk):
    mails = IncomingMail.objects.visible_to(user).select_related("complaint", "decided_by")
    return get_object_or_404(mails, pk=pk)


def _page(request, mail, form=None, status=200):
    form = form or AssignForm(user=request.user, initial={"number": mail.complaint})
    return render(request, "complaints/mails/detail.html", {"mail": mail, "form": form}, status=status)
