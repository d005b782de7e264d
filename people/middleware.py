"""The way to the login and back, and a person's own language and time zone, where they chose one."""

import zoneinfo

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext


class LoginRequired(LoginRequiredMiddleware):
    """Whoever was logged out while typing is given back what they typed, and from the login comes back to the page they
    typed on: the form's own address shows nothing. A part of a page is not replaced by the login; the page says why."""

    def handle_no_permission(self, request, view_func):
        if "HX-Request" in request.headers:
            text = gettext("You have been logged out. Copy what you typed, load the page anew and log in.")
            return HttpResponse(text, status=401, content_type="text/plain; charset=utf-8")
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        page = request.headers.get("Referer", "/")
        login = redirect_to_login(page, self.get_login_url(view_func), self.get_redirect_field_name(view_func))
        return render(request, "people/logged_out.html", {"login_url": login.url}, status=401)


def person_preferences(get_response):
    def middleware(request):
        user = request.user
        language = user.language if user.is_authenticated else ""
        if language and language != translation.get_language():
            translation.activate(language)
            request.LANGUAGE_CODE = language
        zone = user.zone if user.is_authenticated else ""
        if not zone:
            return get_response(request)
        with timezone.override(zoneinfo.ZoneInfo(zone)):
            return get_response(request)

    return middleware
