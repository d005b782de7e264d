"""Customers complain on the web and follow their complaint: no login, in one language or the other, nothing about others."""

from functools import wraps
from hmac import compare_digest

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from complaints import in_plain_words
from complaints.forms.web import FindForm, MessageForm, WebForm
from complaints.models import Complaint, ComplaintLog
from people.throttle import client_address, is_allowed

TEN_MINUTES, AN_HOUR, A_DAY = 600, 3600, 86_400
LANGUAGES = dict(settings.LANGUAGES)
# What the customer wrote or was written; everything else in the log stays with us.
FOR_CUSTOMERS = (ComplaintLog.Kind.CUSTOMER_WROTE, ComplaintLog.Kind.LETTER)


def public(view):
    """Speak the language that was chosen on the page; keep it out of caches and search engines."""

    @login_not_required
    @wraps(view)
    def answer(request, **arguments):
        chosen = request.POST.get("language") or request.GET.get("language")
        with translation.override(chosen if chosen in LANGUAGES else translation.get_language()):
            page = view(request, **arguments)
            page.headers["X-Robots-Tag"] = "noindex, nofollow"
            add_never_cache_headers(page)
            return page

    return answer


@public
def complain(request):
    """The form; with another language chosen it is shown again, with all that was typed."""
    if request.method != "POST" or "switch" in request.GET:
        return _form(request, WebForm(initial=request.POST.dict() if request.POST else None))
    form = WebForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, 422)
    if not _may_complain(request, form.cleaned_data):
        form.add_error(None, _("So many complaints came from you that we stopped here. Please call us."))
        return _form(request, form, 429)
    facts = form.facts() | {"channel": Complaint.Channel.WEB, "language": translation.get_language()}
    complaint = Complaint.receive(timezone.now(), **facts)
    messages.success(request, _("Thank you. We have received your complaint."))
    return redirect(complaint.status_url)


def _form(request, form, status=200):
    context = {"form": form, "ask": in_plain_words.whom_to_ask()}
    return render(request, "complaints/web/form.html", context, status=status)


def _may_complain(request, facts):
    """Redis may be away: then everybody may."""
    person, limit = "web-complaint-person", settings.WEB_COMPLAINTS_PER_PERSON
    reached = (facts["caller_phone"], facts["caller_email"].lower())
    return is_allowed(
        ("web-complaint-address", client_address(request), settings.WEB_COMPLAINTS_PER_ADDRESS, AN_HOUR),
        *((person, each, limit, A_DAY) for each in reached if each),
    )


@public
def find_status(request):
    """For those who have number and code on paper."""
    if not _may_look(request):
        return _too_often(request)
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if complaint := _opened_by(**form.cleaned_data):
            return redirect(complaint.status_url)
        form.add_error(None, _("There is no complaint with this number and code."))
    return render(request, "complaints/web/find.html", {"form": form}, status=422 if form.errors else 200)


@public
def status(request, number, key):
    """Where it stands, what was written to and fro, and a form to add something."""
    if not _may_look(request):
        return _too_often(request)
    complaint = _opened_by(number, key)
    if complaint is None:
        return render(request, "complaints/web/find.html", {"form": FindForm(), "is_wrong": True}, status=404)
    if "language" in request.GET:
        return _status(request, complaint)
    with translation.override(complaint.language):
        return _status(request, complaint)


def _status(request, complaint):
    form = MessageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        limit = settings.STATUS_MESSAGES_PER_COMPLAINT
        if is_allowed(("web-complaint-message", complaint.number, limit, A_DAY)):
            typed = form.cleaned_data
            complaint.take_message(timezone.now(), str(typed["submission_key"]), typed["text"], typed["files"])
            messages.success(request, _("Thank you. Whoever works on it has your message."))
            return redirect(request.get_full_path())
        form.add_error(None, _("So many messages came from you today that we stopped here. Please call us."))
    context = {
        "complaint": complaint,
        "state": in_plain_words.state_of(complaint),
        "next": in_plain_words.next_of(complaint, timezone.now()),
        "ask": in_plain_words.whom_to_ask(),
        "entries": complaint.log.filter(kind__in=FOR_CUSTOMERS).exclude(facts__has_key="sender"),
        "form": form,
    }
    return render(request, "complaints/web/status.html", context, status=422 if form.errors else 200)


def _opened_by(number, key):
    """The complaint of this number if the key is its own; one without a key is opened by none."""
    complaint = Complaint.objects.select_related("open_step__clock").filter(number=number).first()
    known = complaint.status_key if complaint else ""
    return complaint if compare_digest(known.encode(), key.encode()) and known else None


def _may_look(request):
    return is_allowed(("status-page", client_address(request), settings.STATUS_VIEWS_PER_ADDRESS, TEN_MINUTES))


def _too_often(request):
    page = render(request, "complaints/web/too_often.html", status=429)
    page.headers["Retry-After"] = str(TEN_MINUTES)
    return page
