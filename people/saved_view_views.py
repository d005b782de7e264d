"""The menu of saved views above a list: choosing, saving, renaming, sharing, copying and deleting them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from crm_site.fragments import page_or_fragment
from people.models import SavedView
from people.models.saved_view import LISTS
from people.saved_view_forms import RenamingForm, SavingForm


def view_list(request, list_name):
    """The dialog, or without htmx a page; its address carries the filter that may be saved."""
    if list_name not in LISTS:
        raise Http404
    form = SavingForm(request.POST if request.method == "POST" else None, initial={"query": request.GET.urlencode()})
    if request.method == "POST" and form.is_valid():
        view = SavedView.save_as(request.user, timezone.now(), list_name, **form.cleaned_data)
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": view})
        return _lead_to(request, view.get_absolute_url())
    return _menu(request, list_name, form)


def _menu(request, list_name, form):
    views = SavedView.objects.visible_to(request.user).for_menu(list_name)
    context = {
        "form": form,
        "list_name": list_name,
        "own": [view for view in views if view.can_be_changed_by(request.user)],
        "shared": [view for view in views if not view.can_be_changed_by(request.user)],
    }
    return page_or_fragment(request, "people/views/menu.html", context, 422 if form.errors else 200)


@require_POST
def view_edit(request, pk):
    """Another name, or for others as well."""
    view = _visible(request, pk)
    form = RenamingForm(view, request.POST)
    if not form.is_valid():
        return _menu(request, view.list, form)
    view.change(request.user, form.cleaned_data["name"], form.cleaned_data["is_shared"])
    return _lead_to(request, view.get_absolute_url())


@require_POST
def view_remove(request, pk):
    view = _visible(request, pk)
    view.remove(request.user)
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view})
    return _lead_to(request, reverse(LISTS[view.list]))


@require_POST
def view_copy(request, pk):
    copy = _visible(request, pk).copy(request.user, timezone.now())
    messages.success(request, _("The view “%(name)s” is yours now.") % {"name": copy})
    return _lead_to(request, copy.get_absolute_url())


def _visible(request, pk):
    return get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)


def _lead_to(request, url):
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
