"""Logging in, and one's own settings."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import LoginView, PasswordResetView
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.forms import ProfileForm
from people.throttle import client_address, is_allowed

AN_HOUR = 3600


class PersonLoginView(LoginView):
    """Login; in a trial (DEBUG) the page names the demo logins."""

    template_name = "people/login.html"
    redirect_authenticated_user = True
    extra_context = {"is_trial": settings.DEBUG}


class PersonPasswordResetView(PasswordResetView):
    """A link for a new password. Who asks too often gets the same answer as everybody, and no mail."""

    template_name = "people/password_reset.html"
    email_template_name = "people/password_reset_email.txt"
    subject_template_name = "people/password_reset_subject.txt"
    success_url = reverse_lazy("people:password_reset_done")

    def form_valid(self, form):
        mailbox, address = form.cleaned_data["email"].lower(), client_address(self.request)
        allowed = is_allowed(
            ("password-reset-mailbox", mailbox, settings.PASSWORD_RESETS_PER_MAILBOX, AN_HOUR),
            ("password-reset-address", address, settings.PASSWORD_RESETS_PER_ADDRESS, AN_HOUR),
        )
        return super().form_valid(form) if allowed else HttpResponseRedirect(self.success_url)


def profile(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        with override(request.user.language or get_language_from_request(request)):
            messages.success(request, _("Your settings are saved."))
        return redirect("people:profile")
    return render(request, "people/profile.html", {"form": form})


@require_POST
def language(request):
    """Change the language of the site for this person, here and on every other device."""
    chosen = request.POST.get("language")
    if chosen in dict(settings.LANGUAGES):
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    return HttpResponseRedirect(target)
