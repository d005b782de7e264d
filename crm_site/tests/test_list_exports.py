"""Every list of the product as Excel: for whoever opens its page, with what the page shows, in few queries."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from crm_site.tests.right import ALL
from customers.exporting import EXPORTS
from customers.factories import sheets_of, written_export
from customers.models import Disclosure, ExportRun
from visits.factories import propose_visit

pytestmark = pytest.mark.django_db
PAGES = {
    "customers": "customers:customer_list",
    "log": "customers:log_list",
    "documents": "customers:document_list",
    "business": "customers:business_list",
    "disclosures": "customers:disclosure_list",
    "duplicates": "customers:duplicate_list",
    "hand-overs": "customers:hand_over_list",
    "complaints": "complaints:complaint_list",
    "claims": "complaints:claim_list",
    "corrections": "complaints:correction_list",
    "penalties": "complaints:penalty_list",
    "complaint-mails": "complaints:mail_list",
    "visits": "visits:visit_list",
    "proposals": "visits:proposal_list",
    "occasions": "visits:care_list",
    "key-accounts": "key_accounts:key_account_list",
    "plans": "key_accounts:plan_list",
    "follow-ups": "surveys:follow_up_list",
}


def asked_for(kind):
    return reverse("customers:export_create", args=[kind])


def test_every_list_that_can_be_exported_has_its_page():
    assert PAGES.keys() == EXPORTS.keys()


@pytest.mark.parametrize("kind", PAGES)
def test_whoever_opens_the_page_exports_it_and_nobody_else(client, cast, kind):
    for login in sorted(ALL):
        client.force_login(cast[login])
        page, dialog = client.get(reverse(PAGES[kind])), client.get(asked_for(kind))
        refused = client.post(asked_for(kind), {"submission_key": uuid.uuid4()}).status_code == 403
        assert (dialog.status_code == 403) == refused, login
        if kind != "customers":
            # Those who know the heads of files alone take no list of them away.
            assert page.status_code == dialog.status_code, login
        assert (asked_for(kind) in page.text) == (dialog.status_code == 200), login


@pytest.mark.parametrize("kind", PAGES)
def test_the_file_holds_the_rows_of_the_page(client, analyst, world, kind):
    client.force_login(analyst)
    page = client.get(reverse(PAGES[kind])).context["page"]
    about, (headings, *rows) = sheets_of(written_export(analyst, timezone.now(), kind))
    assert about[4][1] == len(rows) == page.total and all(len(row) == len(headings) for row in rows)
    assert Disclosure.objects.filter(kind="exported", by=analyst, rows=len(rows)).exists()


@pytest.mark.parametrize("kind", PAGES)
def test_rows_cost_no_queries_of_their_own(analyst, world, kind, django_assert_max_num_queries):
    """The number, the rows, a catalogue for the filter; of complaints the words for states and causes as well."""
    propose_visit(world["customer"].owner)
    run = ExportRun.ask(analyst, timezone.now(), uuid.uuid4(), kind)
    with django_assert_max_num_queries({"complaints": 5, "plans": 4}.get(kind, 3)):
        assert list(run.sheet(timezone.now()).rows)


@pytest.mark.parametrize("kind", PAGES)
def test_a_senseless_filter_is_no_filter(analyst, kind):
    run = written_export(
        analyst, timezone.now(), kind, "q=%00&state=x&since=30+February&sort=;&owner=-1&tier=%F0%9F%98%80"
    )
    assert run.state == ExportRun.State.READY


def test_the_file_states_the_filter_also_where_nobody_had_to_choose_it(analyst):
    for kind, query, stated in (
        ("corrections", "", "State: Open"),
        ("corrections", "shown=all&mine=on", "State: All; Mine"),
        ("claims", "state=open", "State: Not settled yet"),
        ("penalties", "kind=fine", "Kind: Fine"),
        ("hand-overs", "open=on", "Only open ones"),
        ("claims", "", "none"),
    ):
        about, _table = sheets_of(written_export(analyst, timezone.now(), kind, query))
        assert about[1][1] == stated


def test_the_file_is_read_in_the_language_of_its_person(manager, world):
    manager.language = "zh-hans"
    manager.save()
    about, (headings, *rows) = sheets_of(written_export(manager, timezone.now(), "complaints", "state=closed"))
    assert about[0] == ["列表", "投诉"] and headings[0] == "受理编号"
    assert [row[headings.index("状态")] for row in rows] == ["已结案"]
