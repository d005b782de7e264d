"""Answers for the whole site."""

import sys

from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.dispatch import receiver
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.defaults import page_not_found

# SQLSTATE classes: 08 connection failure, 57P server shutting down or starting; a server that is not there gives none.
UNREACHABLE = ("08", "57P")


def database_unavailable(get_response):
    """While the database cannot be reached, every page says so with status 503 and asks to try again.

    Errors of a view, of the session and of the login check all become 500 before they get here, so the cause is noted on
    the request where Django reports it.
    """

    def answer(request):
        response = get_response(request)
        if response.status_code != 500 or not getattr(request, "database_is_unreachable", False):
            return response
        with translation.override(translation.get_language_from_request(request)):
            page = render_to_string("503.html", {"sent": request.method == "POST"})
        return HttpResponse(page, status=503, headers={"Retry-After": "30"})

    return answer


@receiver(got_request_exception)
def note_unreachable_database(request=None, **_signal):
    error = sys.exc_info()[1]
    if request is not None and isinstance(error, OperationalError | InterfaceError):
        sqlstate = getattr(error.__cause__, "pgcode", None) or ""
        request.database_is_unreachable = not sqlstate or sqlstate.startswith(UNREACHABLE)


class RefusedInWords:
    """Whoever asks for a record that is not there, or not for them, is told so in words, in a trial system too; and so is
    whoever reloads by its address the answer to a form."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET" and not response.content:
            response.content = render_to_string("405.html", request=request)
        return response

    def process_exception(self, request, exception):
        if isinstance(exception, Http404):
            return page_not_found(request, exception)
        return None
