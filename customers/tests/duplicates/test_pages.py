"""The list of likely duplicates, and the warning while a name is typed."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.duplicates.scanning import scan
from customers.factories import ContactFactory, CustomerFactory
from customers.models import Customer, DuplicatePair, DuplicateScan

pytestmark = pytest.mark.django_db
LIST = reverse("customers:duplicate_list")
LIKELY = reverse("customers:likely_duplicates")
NEW = reverse("customers:customer_create")


@pytest.fixture
def pair(manager):
    for name in ("华为技术有限公司", "深圳华为技术有限公司（分公司）"):
        CustomerFactory(owner=manager, name=name)
    scan(DuplicateScan.ask(None, timezone.now()).pk, timezone.now())
    return DuplicatePair.objects.get()


def opening(**values):
    return {"name": "上海远洋物流有限公司", "lifecycle": "current", "submission_key": uuid.uuid4()} | values


def test_pairs_are_for_whoever_is_in_charge_of_both(client, pair, manager, supervisor, colleague, analyst):
    for person, seen in ((manager, 1), (supervisor, 1), (analyst, 1), (colleague, 0)):
        client.force_login(person)
        assert len(client.get(LIST).context["page"].rows) == seen, person
    Customer.objects.filter(pk=pair.first_id).update(owner=colleague)
    client.force_login(manager)
    assert not client.get(LIST).context["page"].rows


@pytest.mark.parametrize(
    ("query", "found"),
    [("score=75", 1), ("score=90", 1), ("reason=phone", 0), ("state=dismissed", 0), ("score=x&state=y&page=-9", 1)],
)
def test_filtered_by_likeness_reason_and_state(client, pair, analyst, query, found):
    client.force_login(analyst)
    assert len(client.get(f"{LIST}?{query}").context["page"].rows) == found


def test_not_the_same_and_proposed_again(client, pair, manager):
    client.force_login(manager)
    dismiss = reverse("customers:duplicate_dismiss", args=[pair.pk])
    answer = client.post(dismiss, {"query": "score=75"}, follow=True)
    assert answer.redirect_chain == [(f"{LIST}?score=75", 302)] and not answer.context["page"].rows
    assert "Meanwhile decided by" in client.post(dismiss, follow=True).text
    assert "Propose again" in client.get(f"{LIST}?state=dismissed").text
    client.post(reverse("customers:duplicate_reopen", args=[pair.pk]))
    assert client.get(LIST).context["page"].rows == [pair]


def test_the_list_costs_the_same_for_one_pair_and_many(client, manager, pair, django_assert_max_num_queries):
    client.force_login(manager)
    client.get(LIST)
    for number in range(8):
        CustomerFactory(owner=manager, name=f"华为技术{'股份' * (number % 2)}有限公司")
    scan(DuplicateScan.ask(None, timezone.now()).pk, timezone.now())
    with django_assert_max_num_queries(12):
        assert len(client.get(LIST).context["page"].rows) == 25


def test_a_search_is_asked_for_and_shows_how_far_it_is(client, analyst):
    client.force_login(analyst)
    page = client.post(reverse("customers:duplicate_scan"), follow=True)
    assert "All files are being compared" in page.text
    assert "hx-trigger" in client.get(reverse("customers:duplicate_scan")).text
    assert "being compared already" in client.post(reverse("customers:duplicate_scan"), follow=True).text


@pytest.mark.parametrize("typed", ["远洋物流", "上海远洋物流（集团）有限公司", "YUANYANG Logistics", "上海远洋"])
def test_a_name_like_one_on_file_is_told_while_it_is_typed(client, manager, typed):
    CustomerFactory(owner=manager, name="上海远洋物流有限公司")
    client.force_login(manager)
    assert "上海远洋物流有限公司" in client.get(LIKELY, {"name": typed}).text


def test_a_number_or_credit_code_on_file_is_told_too(client, manager):
    customer = CustomerFactory(owner=manager, name="远洋", credit_code="91310115MA1K4ABC6X")
    ContactFactory(customer=customer, mobile="13800138000")
    client.force_login(manager)
    for typed in ({"mobile": "138 0013 8000"}, {"credit_code": "91310115ma1k4abc6x"}):
        assert "远洋" in client.get(LIKELY, typed).text
    assert "远洋" not in client.get(LIKELY, {"mobile": "13800138000", "customer": customer.pk}).text


def test_of_a_colleague_s_file_only_whom_to_ask_is_told(client, manager, colleague):
    hidden = CustomerFactory(owner=colleague, name="上海远洋物流有限公司", code="SECRET1")
    client.force_login(manager)
    told = client.get(LIKELY, {"name": "远洋物流"}).text
    assert "Already on file, with a colleague. Ask" in told and str(colleague) in told
    assert hidden.code not in told and hidden.get_absolute_url() not in told and "上海远洋" not in told


@pytest.mark.parametrize("typed", ["", "x", "有限公司", "\x00", "🚚", "远" * 300, "'; --", "\u202eabc"])
def test_nothing_telling_finds_nothing_and_is_no_failure(client, manager, typed):
    CustomerFactory(owner=manager, name="上海远洋物流有限公司")
    client.force_login(manager)
    answer = client.get(LIKELY, {"name": typed, "customer": "x"})
    assert answer.status_code == 200 and "Perhaps on file" not in answer.text


def test_likely_ones_are_shown_once_before_a_file_is_opened(client, manager):
    CustomerFactory(owner=manager, name="远洋物流有限公司")
    client.force_login(manager)
    form = opening()
    answer = client.post(NEW, form)
    assert answer.status_code == 200 and "Open it anyway" in answer.text and Customer.objects.count() == 1
    assert client.post(NEW, form | {"looked_at": form["name"]}).status_code == 302
    assert Customer.objects.filter(name=form["name"]).exists()


def test_another_name_is_looked_at_anew(client, manager):
    CustomerFactory(owner=manager, name="远洋物流有限公司")
    client.force_login(manager)
    assert "Open it anyway" in client.post(NEW, opening(looked_at="别的")).text


def test_who_reads_only_heads_is_not_asked(client, desk):
    client.force_login(desk)
    assert client.get(LIKELY, {"name": "远洋"}).status_code == 403
