"""The questionnaire behind a personal link: no login, one language or the other, saved as it goes."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm_site.workflow import InvalidTransition
from surveys import links, opting_out
from surveys.models import Response
from surveys.models.answering import MissingAnswers
from surveys.sheets import Given, Sheet
from surveys.states import Mode
from surveys.views.questions import question_state

# So many wrong links from one address within ten minutes are a slip of the hand; more are guessing.
WRONG_LINKS = 30
WRONG_LINKS_SECONDS = 600
LANGUAGES = ("zh-hans", "en")


def personal(view):
    """Find the answer sheet by the link; speak its language; keep the page out of caches and search engines."""

    @login_not_required
    @wraps(view)
    def answer(request, token, **arguments):
        response = _sheet_of(token)
        if response is None:
            return _wrong_link(request)
        with translation.override(response.language or translation.get_language()):
            page = view(request, token, response, **arguments)
            page.headers["X-Robots-Tag"] = "noindex, nofollow"
            add_never_cache_headers(page)
            return page

    return answer


def _sheet_of(token):
    if not links.is_well_formed(token):
        return None
    sheets = Response.objects.select_related("unit__wave__questionnaire", "unit__contact", "unit__customer")
    return sheets.filter(unit__token_hash=links.hash_of(token)).first()


def _wrong_link(request):
    """As for any page that is not there; whoever tries many is slowed, which hinders nobody with a link of their own."""
    key = f"survey-wrong-link:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, WRONG_LINKS_SECONDS)
    if cache.incr(key) > WRONG_LINKS:
        text = _("Too many wrong links. Please try again in ten minutes.")
        return HttpResponse(text, status=429, content_type="text/plain; charset=utf-8", headers={"Retry-After": "600"})
    raise Http404


@personal
def start(request, token, response):
    """The welcome; later "go on", "thank you" or why nothing can be answered now."""
    context = {"token": token, "response": response, "wave": response.unit.wave, "sheet": Sheet(response)}
    context["has_opted_out"] = opting_out.has_opted_out(response.unit)
    return render(request, "surveys/web/start.html", context)


@personal
def section(request, token, response, key):
    """One section. Without JavaScript it is saved as a whole on the way to the next one."""
    sheet = Sheet(response, key)
    if sheet.section is None:
        raise Http404
    if not _can_be_answered(response):
        return redirect("survey:start", token)
    if request.method != "POST":
        return _section_page(request, token, sheet)
    given = Given(request.POST, sheet.section)
    refusal, replaced = _save(response, given)
    if refusal:
        messages.info(request, refusal)
        return redirect("survey:start", token)
    sheet = Sheet(response, key)
    given.put_into(sheet, replaced)
    if given.errors or replaced:
        return _section_page(request, token, sheet, status=422 if given.errors else 200)
    return _go_on(request, token, sheet, request.POST.get("go"))


def _go_on(request, token, sheet, direction):
    if direction == "back" and sheet.previous:
        return redirect("survey:section", token, sheet.previous.key)
    if sheet.next:
        return redirect("survey:section", token, sheet.next.key)
    try:
        sheet.response.complete(Mode.WEB, timezone.now())
    except MissingAnswers as missing:
        messages.warning(request, missing.messages[0])
        return redirect("survey:section", token, missing.items[0].section.key)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
        return redirect("survey:section", token, sheet.section.key)
    except InvalidTransition as refusal:
        messages.info(request, refusal.message)
    return redirect("survey:start", token)


@personal
@require_POST
def save(request, token, response, key):
    """One answer, for htmx, as soon as it is given."""
    sheet = Sheet(response, key)
    if sheet.section is None:
        raise Http404
    given = Given(request.POST, sheet.section)
    refusal, replaced = _save(response, given)
    sheet = Sheet(response, key)
    given.put_into(sheet, replaced)
    return question_state(request, sheet, refusal)


@personal
@require_POST
def language(request, token, response):
    """Go on in the other language."""
    wanted = request.POST.get("language")
    if wanted in LANGUAGES:
        response.language = wanted
        response.save(update_fields=["language"])
    key = request.POST.get("section", "")
    known = any(section.key == key for section in response.sections())
    return redirect("survey:section", token, key) if known else redirect("survey:start", token)


@personal
def opt_out(request, token, response):
    """Never ask me again: asked for once more, because mail programs open links by themselves."""
    if request.method == "POST":
        opting_out.do_not_ask(response.unit, timezone.now())
        return redirect("survey:opt_out", token)
    context = {"token": token, "response": response, "is_done": opting_out.has_opted_out(response.unit)}
    return render(request, "surveys/web/opt_out.html", context)


def _can_be_answered(response):
    return response.is_open and response.unit.wave.is_asking


def _save(response, given):
    """(why nothing could be saved, what was replaced)"""
    language = translation.get_language()
    try:
        replaced = response.save_answers(given.values, Mode.WEB, timezone.now(), given.seen, language=language)
    except InvalidTransition as refusal:
        return refusal.message, []
    return "", replaced


def _section_page(request, token, sheet, status=200):
    context = {"token": token, "sheet": sheet, "sheet_section": sheet.section.key}
    return render(request, "surveys/web/section.html", context, status=status)
