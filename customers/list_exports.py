"""The lists of this app as Excel, but for that of the customers: what the filters of their pages leave."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.business.list_filter import OpportunityFilter
from customers.business.rows import opportunity_headings, opportunity_rows
from customers.disclosure_filter import DisclosureFilter
from customers.document_filter import DocumentFilter
from customers.document_rows import document_headings, document_rows
from customers.exporting import filtered_sheet, register_export, table
from customers.filters import DuplicateFilter
from customers.hand_over_filter import HandOverFilter
from customers.log_filter import LogFilter
from customers.log_rows import log_headings, log_rows
from customers.models import ContactEntry, Disclosure, Document, DuplicatePair, HandOver, Opportunity, StageSetting
from customers.readable import joined

DISCLOSURES = (
    (_("When"), lambda disclosure: disclosure.at),
    (_("Who"), lambda disclosure: str(disclosure.by)),
    (_("Department"), lambda disclosure: str(disclosure.by.department or "")),
    (_("What"), lambda disclosure: disclosure.get_kind_display()),
    (_("Times"), lambda disclosure: disclosure.times),
    (_("About"), lambda disclosure: disclosure.about),
    (_("Field or filter"), lambda disclosure: disclosure.detail),
    (_("Rows"), lambda disclosure: disclosure.rows),
)
PAIRS = (
    (_("Customer code"), lambda pair: pair.first.code),
    (_("Customer"), lambda pair: pair.first.name),
    (_("Account manager"), lambda pair: str(pair.first.owner or "")),
    (_("Code of the other file"), lambda pair: pair.second.code),
    (_("Other file"), lambda pair: pair.second.name),
    (_("Its account manager"), lambda pair: str(pair.second.owner or "")),
    (_("Likeness"), lambda pair: pair.score),
    (_("Reasons"), lambda pair: joined(*pair.reason_labels)),
    (_("State"), lambda pair: pair.get_state_display()),
    (pgettext_lazy("pair of files", "Decided by"), lambda pair: str(pair.decided_by or "")),
    (_("Decided"), lambda pair: pair.decided_at),
)
HAND_OVERS = (
    (_("Proposed"), lambda hand_over: hand_over.proposed_at),
    (_("Customers"), lambda hand_over: hand_over.customer_count),
    (pgettext_lazy("person", "From"), lambda hand_over: str(hand_over.proposed_by)),
    (pgettext_lazy("person", "To"), lambda hand_over: str(hand_over.receiver)),
    (_("Reason"), lambda hand_over: hand_over.reason),
    (_("Joint visit"), lambda hand_over: hand_over.joint_visit),
    (_("Effective on"), lambda hand_over: hand_over.effective_on),
    (_("State"), lambda hand_over: hand_over.get_state_display()),
    (pgettext_lazy("hand-over", "Decided by"), lambda hand_over: str(hand_over.decided_by or "")),
    (_("Decided"), lambda hand_over: hand_over.decided_at),
    (_("Note"), lambda hand_over: hand_over.note),
)


def log(user, parameters, _columns, at):
    entries = ContactEntry.objects.visible_to(user).for_list()
    return filtered_sheet(LogFilter(parameters, entries, user, at), log_headings(), log_rows)


def documents(user, parameters, _columns, at):
    today = localdate(at)
    chosen = DocumentFilter(parameters, Document.objects.visible_to(user), user, today)
    return filtered_sheet(
        chosen, document_headings(), lambda chunk: document_rows(chunk, today), lambda rows: rows.for_list()
    )


def business(user, parameters, _columns, at):
    settings = StageSetting.objects.by_stage()
    chosen = OpportunityFilter(parameters, Opportunity.objects.visible_to(user), user, at, settings)
    return filtered_sheet(chosen, opportunity_headings(), opportunity_rows, lambda rows: rows.for_cards(settings))


def disclosures(user, parameters, _columns, _at):
    newest = Disclosure.objects.visible_to(user).for_list().order_by("-at", "-id")
    return filtered_sheet(DisclosureFilter(parameters, newest, user), *table(DISCLOSURES))


def duplicates(user, parameters, _columns, _at):
    pairs = DuplicatePair.objects.visible_to(user).for_list()
    return filtered_sheet(DuplicateFilter(parameters, pairs), *table(PAIRS))


def hand_overs(user, parameters, _columns, _at):
    shown = HandOver.objects.visible_to(user).for_list()
    return filtered_sheet(HandOverFilter(parameters, shown), *table(HAND_OVERS))


def register():
    register_export("log", _("Contact log"), ContactEntry.can_be_listed_by, log)
    register_export("documents", _("Documents"), Document.can_be_listed_by, documents)
    register_export("business", _("New business"), Opportunity.can_be_listed_by, business)
    register_export("disclosures", _("Disclosures"), Disclosure.can_be_listed_by, disclosures)
    register_export("duplicates", _("Likely duplicates"), DuplicatePair.can_be_listed_by, duplicates)
    register_export("hand-overs", _("Hand-overs"), HandOver.can_be_listed_by, hand_overs)
