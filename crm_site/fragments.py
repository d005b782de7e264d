"""One address answers with a whole page or, for htmx, with a part of it: what stands in the dialog, a form in its place."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django_htmx.http import trigger_client_event


def page_or_fragment(request, page, context, status=200, fragment=None):
    """The template `page`, or for htmx `fragment`: the one beside it with an underscore, unless another is named.

    Both are of one address, so caches must tell them apart.
    """
    folder, _slash, name = page.rpartition("/")
    template = (fragment or f"{folder}/_{name}") if request.htmx else page
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def saved(request, text, url):
    """The dialog closes and what shows the change fetches itself anew; without htmx, on to the page at `url`."""
    if request.htmx:
        return trigger_client_event(HttpResponse(status=204), "saved", {"text": text})
    messages.success(request, text)
    return redirect(url)
