"""What single customers gave: their scores in a wave, what they wrote, and one customer's scores over all waves."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm_site.listing import paginate, render_list
from crm_site.spreadsheets import workbook_response
from customers.models import Customer
from surveys.models import Answer, FollowUp, Item, ResultSnapshot, Wave
from surveys.results.tables import Column, Row, Table
from surveys.results.wording import Wording
from surveys.scores import complete_units, history_of, scores_of

# A workbook of more customers takes longer than a page may.
MOST_EXPORTED = 20_000
WAVES_ON_FILE = 6


def score_list(request, pk):
    """The customers who answered and whose files the person reads, newest first."""
    wave = _readable(request.user, pk)
    page = paginate(request, complete_units(wave, request.user))
    context = {"wave": wave, "page": page, "table": _score_table(wave, page.rows)}
    return render_list(request, "surveys/results/scores.html", "surveys/results/_scores.html", context)


@require_POST
def score_export(request, pk):
    """The same as a workbook; who took how many stands in the wave's log."""
    wave = _readable(request.user, pk)
    return _workbook(
        request.user, wave, "customers", _score_table(wave, complete_units(wave, request.user)[:MOST_EXPORTED])
    )


def _score_table(wave, units):
    wording, units = Wording(wave.questionnaire), list(units)
    scores = scores_of([unit.response.pk for unit in units])
    links = [section for section in wording.sections if section.is_link]
    columns = [Column(_("Customer")), Column(_("Grade")), Column(_("Account manager")), Column(_("Mode"))]
    columns += [Column(_("Overall satisfaction"), "points"), Column(_("Recommendation"), "points")]
    columns += [Column(str(section), "points") for section in links]
    table = Table("scores", _("Customers"), columns)
    for unit in units:
        given = scores[unit.response.pk]
        facts = [unit.customer, unit.grade, unit.owner, unit.response.get_mode_display()]
        rated = [given.overall, given.recommend, *(given.links.get(section.key) for section in links)]
        table.rows.append(Row([*facts, *rated], url=unit.customer.tab_url("satisfaction")))
    return table


def comment_list(request, pk):
    """What customers wrote, of those whose files the person reads; by question, and by words."""
    wave = _readable(request.user, pk)
    items, chosen = _comments(request, wave)
    context = {
        "wave": wave,
        "page": paginate(request, chosen),
        "items": items.values(),
        "query": request.GET.get("q", ""),
        "key": request.GET.get("item", ""),
    }
    return render_list(request, "surveys/results/comments.html", "surveys/results/_comments.html", context)


@require_POST
def comment_export(request, pk):
    """The comments that the filter in the address leaves, as a workbook; logged like every list that leaves."""
    wave = _readable(request.user, pk)
    _items, chosen = _comments(request, wave)
    return _workbook(request.user, wave, "comments", _comment_table(chosen[:MOST_EXPORTED]))


def _comments(request, wave):
    """(the open questions by key, the answers to them that the filter leaves)"""
    units = complete_units(wave, request.user).order_by().values("pk")
    found = Answer.objects.filter(response__unit__in=units, item__kind=Item.Kind.TEXT)
    items = {item.key: item for item in Wording(wave.questionnaire).items.values() if item.kind == Item.Kind.TEXT}
    query, key = request.GET.get("q", "").replace("\0", "").strip()[:100], request.GET.get("item", "")
    if query:
        found = found.filter(text__icontains=query)
    if key in items:
        found = found.filter(item=items[key])
    found = found.select_related("item", "response__unit__customer", "response__unit__owner")
    return items, found.order_by("-response__completed_at", "-id")


def _comment_table(comments):
    columns = [Column(_("Customer")), Column(_("Account manager")), Column(_("Question")), Column(_("In their words"))]
    rows = [Row([row.response.unit.customer, row.response.unit.owner, row.item.question, row.text]) for row in comments]
    return Table("comments", _("Comments"), columns, rows)


def _workbook(user, wave, part, table):
    wave.note_export(user, timezone.now(), len(table.rows))
    return workbook_response(f"{slugify(wave.name, allow_unicode=True)}-{part}", {table.title: table.sheet()})


def customer_panel(request, customer_id):
    """One customer's scores per wave and their follow-ups, for the tab on their page."""
    customer = get_object_or_404(Customer.objects.readable_by(request.user), pk=customer_id)
    context = {
        "customer": customer,
        "history": history_of(customer, WAVES_ON_FILE),
        "follow_ups": FollowUp.objects.filter(customer=customer).for_list().order_by("-opened_at", "-id"),
    }
    return render(request, "surveys/customer_panel.html", context)


def _readable(user, pk):
    wave = get_object_or_404(Wave.objects.visible_to(user).select_related("questionnaire"), pk=pk)
    if not ResultSnapshot.can_be_read_by(user):
        raise PermissionDenied
    return wave
