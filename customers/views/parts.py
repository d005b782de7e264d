"""Contacts and addresses of a customer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from crm_site.workflow import InvalidTransition
from customers.confidential import disclose_whole, hidden_from
from customers.contact_places import tell_places
from customers.forms import AddressForm, ContactForm, LeavingForm, MovingForm
from customers.models import Address, Contact, Customer, Disclosure
from customers.models.editing import EditedMeanwhile
from customers.vcard import vcard
from customers.views.editing import seen_version, side_by_side, typed_in


def contact_create(request, pk):
    return _create(request, _editable(request.user, pk), ContactForm, Contact, _("New contact"), "contacts")


def contact_edit(request, pk, contact_id):
    customer = _editable(request.user, pk)
    contact = get_object_or_404(customer.contacts.for_edit(), pk=contact_id)
    tell_places([contact], request.user)
    context = {"leaving": LeavingForm(initial={"day": timezone.localdate()}) if not contact.left_since else None}
    return _edit(request, customer, ContactForm, contact, "contacts", context)


@require_POST
def contact_leave(request, pk, contact_id):
    customer = _editable(request.user, pk)
    contact = get_object_or_404(customer.contacts, pk=contact_id)
    form = LeavingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say on which day the contact left, today at the latest."))
        return redirect(customer.tab_url("contacts"))
    try:
        contact.leave(request.user, timezone.now(), form.cleaned_data["day"])
        messages.success(request, _("%(name)s is kept on file as having left.") % {"name": contact})
    except InvalidTransition as refusal:
        messages.error(request, refusal.message)
    return redirect(customer.tab_url("contacts"))


def contact_move(request, pk, contact_id):
    """The dialog, or without htmx a page: the person works for another customer now."""
    customer = _editable(request.user, pk)
    contact = get_object_or_404(customer.contacts, pk=contact_id)
    form = MovingForm(request.POST or None, user=request.user, contact=contact, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        return _moved(request, contact, form.cleaned_data)
    template = "customers/contacts/_move.html" if request.htmx else "customers/contacts/move.html"
    context = {"form": form, "customer": customer, "contact": contact}
    response = render(request, template, context, status=422 if form.errors else 200)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _moved(request, contact, facts):
    """To the people of the customer that was left; a refusal says what happened meanwhile. Numbers that stood masked in
    the one file may stand open in the other, so that is logged as if somebody had asked for them."""
    at, contacts = timezone.now(), contact.customer.tab_url("contacts")
    try:
        contact.move(request.user, at, **facts)
        disclose_whole(contact, request.user, at)
        facts = {"name": contact, "customer": facts["customer"]}
        messages.success(request, _("%(name)s works for %(customer)s now.") % facts)
    except InvalidTransition as refusal:
        messages.error(request, refusal.message)
    return HttpResponseClientRedirect(contacts) if request.htmx else redirect(contacts)


@require_GET
def contact_card(request, pk, contact_id):
    """A contact for the telephone's address book, for those who are shown its numbers; it is logged as an export."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user).for_edit(), pk=pk)
    if not customer.can_be_read_by(request.user) or hidden_from(customer, request.user):
        raise PermissionDenied
    contact = get_object_or_404(Contact.objects.select_related("customer"), customer=customer, pk=contact_id)
    about = _("Contact card %(name)s") % {"name": contact}
    Disclosure.exported(request.user, timezone.now(), about, rows=1, customer=customer)
    response = HttpResponse(vcard(contact), content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{contact}.vcf")
    return response


def address_create(request, pk):
    return _create(request, _editable(request.user, pk), AddressForm, Address, _("New address"), "addresses")


def address_edit(request, pk, address_id):
    customer = _editable(request.user, pk)
    address = get_object_or_404(customer.addresses.for_edit(), pk=address_id)
    return _edit(request, customer, AddressForm, address, "addresses", {})


@require_POST
def address_remove(request, pk, address_id):
    customer = _editable(request.user, pk)
    get_object_or_404(customer.addresses, pk=address_id).remove(request.user, timezone.now())
    messages.success(request, _("The address is removed; the history keeps it."))
    return redirect(customer.tab_url("addresses"))


def _editable(user, pk):
    customer = get_object_or_404(Customer.objects.visible_to(user).for_edit(), pk=pk)
    if not customer.can_be_edited_by(user):
        raise PermissionDenied
    return customer


def _create(request, customer, form_class, model, heading, tab):
    form = form_class(request.POST or None, customer=customer, instance=model(customer=customer))
    if request.method == "POST" and form.is_valid():
        model.add(customer, request.user, timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(customer.tab_url(tab))
    # A number that another file has may mean that they are one customer.
    compares = model is Contact and Customer.can_be_opened_by(request.user)
    context = {"form": form, "customer": customer, "heading": heading, "tab": tab, "compares": compares}
    return render(request, "customers/part.html", context, status=422 if form.errors else 200)


def _edit(request, customer, form_class, part, tab, context):
    """Who comes second is shown what stands on file now beside what they typed."""
    form = form_class(request.POST or None, customer=customer, instance=part)
    context |= {"customer": customer, "heading": form.initial.get("name") or part, "tab": tab, "part": part}
    context["version"] = request.POST.get("version", part.version)
    if request.method == "POST" and form.is_valid():
        try:
            part.edit(request.user, timezone.now(), seen_version(request), form.cleaned_data)
        except EditedMeanwhile as refusal:
            return render(request, "customers/part.html", context | _again(form, refusal, part), status=409)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return render(request, "customers/part.html", context | {"form": form}, status=422)
        messages.success(request, _("Saved."))
        return redirect(customer.tab_url(tab))
    if request.method == "GET":
        disclose_whole(part, request.user, timezone.now())
    return render(request, "customers/part.html", context | {"form": form}, status=422 if form.errors else 200)


def _again(form, refusal, part):
    """The form on the part as it stands, with what this person changed still typed in."""
    present = type(part).objects.for_edit().get(pk=part.pk)
    initial = typed_in(refusal, form.cleaned_data)
    return {
        "form": type(form)(customer=present.customer, instance=present, initial=initial),
        "refusal": refusal,
        "differences": side_by_side(present, refusal, form.cleaned_data),
        "version": present.version,
    }
