"""Documents: what a customer's file holds, what ends when, one document with its versions, and the files themselves."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from crm_site.files import file_response
from crm_site.listing import paginate, render_list
from crm_site.workflow import InvalidTransition
from customers.document_filter import DocumentFilter
from customers.forms.documents import DocumentForm, EndForm, NewDocumentForm, VersionForm
from customers.models import Customer, Document, DocumentVersion
from customers.models.editing import EditedMeanwhile
from customers.views.editing import seen_version, side_by_side, typed_in


def document_list(request):
    if not Document.can_be_listed_by(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    document_filter = DocumentFilter(request.GET, Document.objects.visible_to(request.user), request.user, today)
    page = paginate(request, document_filter.qs, shape=lambda rows: rows.for_list())
    context = {"filter": document_filter, "page": page, "today": today}
    return render_list(request, "customers/documents/list.html", "customers/documents/_results.html", context)


def document_panel(request, pk):
    """One customer's documents, for the tab on their page."""
    customer = get_object_or_404(Customer.objects.readable_by(request.user), pk=pk)
    documents = customer.documents.kept().order_by("-at", "-id")
    context = {
        "customer": customer,
        "page": paginate(request, documents, shape=lambda rows: rows.for_list()),
        "today": timezone.localdate(),
        "can_file": customer.can_be_edited_by(request.user),
    }
    return render(request, "customers/documents/panel.html", context)


def document_create(request, pk):
    customer = get_object_or_404(Customer.objects.visible_to(request.user).for_edit(), pk=pk)
    if not customer.can_be_edited_by(request.user):
        raise PermissionDenied
    form = NewDocumentForm(request.POST or None, request.FILES or None, customer=customer)
    if request.method == "POST" and form.is_valid():
        document = Document.file(customer, request.user, timezone.now(), **form.cleaned_data)
        messages.success(request, _("Filed."))
        return redirect(document)
    context = {"form": form, "customer": customer, "heading": _("New document")}
    return render(request, "customers/documents/form.html", context, status=422 if form.errors else 200)


def document_detail(request, pk):
    """The newest version, or the one that the address names."""
    return _page(request, _visible(request.user, pk))


def document_edit(request, pk):
    """Who comes second is shown what stands on file now beside what they typed."""
    document = _editable(request.user, pk)
    form = DocumentForm(request.POST or None, customer=document.customer, instance=document)
    context = {"customer": document.customer, "document": document, "heading": document.title, "form": form}
    context["version"] = request.POST.get("version", document.version)
    if request.method == "POST" and form.is_valid():
        try:
            document.edit(request.user, timezone.now(), seen_version(request), form.cleaned_data)
        except EditedMeanwhile as refusal:
            context |= _again(form, refusal, document.pk)
            return render(request, "customers/documents/form.html", context, status=409)
        except InvalidTransition as refusal:
            messages.error(request, refusal.message)
            return redirect(document.customer.tab_url("documents"))
        messages.success(request, _("Saved."))
        return redirect(document)
    return render(request, "customers/documents/form.html", context, status=422 if form.errors else 200)


def _again(form, refusal, pk):
    """The form on the document as it stands, with what this person changed still typed in."""
    present = Document.objects.for_edit().get(pk=pk)
    initial = typed_in(refusal, form.cleaned_data)
    return {
        "form": DocumentForm(customer=present.customer, instance=present, initial=initial),
        "refusal": refusal,
        "differences": side_by_side(present, refusal, form.cleaned_data),
        "version": present.version,
    }


@require_POST
def document_renew(request, pk):
    """Add a version. Whoever comes second is told who came first, and keeps what they typed."""
    form = VersionForm(request.POST, request.FILES)
    return _act(request, pk, "renew", form, _("The new version is kept; the older ones stay."))


@require_POST
def document_let_end(request, pk):
    return _act(request, pk, "let_end", EndForm(request.POST), _("Nobody is asked to renew it any more."))


@require_POST
def document_remove(request, pk):
    document = _editable(request.user, pk)
    try:
        document.remove(request.user, timezone.now())
        messages.success(request, _("The document is removed; the history says by whom."))
    except InvalidTransition as refusal:
        messages.error(request, refusal.message)
    return redirect(document.customer.tab_url("documents"))


@require_safe
def document_file(request, pk):
    return file_response(get_object_or_404(DocumentVersion.objects.visible_to(request.user), pk=pk))


def _act(request, pk, action, form, done):
    document = _editable(request.user, pk)
    if not form.is_valid():
        return _page(request, document, action, form, 422)
    try:
        getattr(document, action)(request.user, timezone.now(), **form.cleaned_data)
    except InvalidTransition as refusal:
        form.add_error(None, refusal.message)
        return _page(request, _visible(request.user, pk), action, form, 409)
    messages.success(request, done)
    return redirect(document)


def _visible(user, pk):
    return get_object_or_404(Document.objects.visible_to(user).for_detail(), pk=pk)


def _editable(user, pk):
    document = _visible(user, pk)
    if not document.can_be_edited_by(user):
        raise PermissionDenied
    return document


def _page(request, document, action="", form=None, status=200):
    versions = list(document.versions.select_related("by"))
    asked = request.GET.get("version", "")
    shown = next((version for version in versions if str(version.number) == asked), versions[0])
    if asked and str(shown.number) != asked:
        raise Http404
    validity = {"valid_from": document.valid_from, "valid_until": document.valid_until, "seen": versions[0].number}
    forms = {"renew": VersionForm(initial=validity), "let_end": EndForm()}
    context = {
        "document": document,
        "customer": document.customer,
        "versions": versions,
        "shown": shown,
        "today": timezone.localdate(),
        "forms": forms | ({action: form} if form else {}),
        "acted": action,
        "can_edit": document.can_be_edited_by(request.user),
    }
    return render(request, "customers/documents/detail.html", context, status=status)
