"""Logging in, and one's own settings."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import LoginView
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from people.forms import ProfileForm


class PersonLoginView(LoginView):
    """Login; in a trial (DEBUG) the page names the demo logins."""

    template_name = "people/login.html"
    redirect_authenticated_user = True
    extra_context = {"is_trial": settings.DEBUG}


def profile(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        with override(request.user.language or None):
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
