"""The pages of the contact log: dialog and page, list, answering, correcting."""

import json
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.factories import ContactFactory, CustomerFactory, ProjectFactory, log_contact, sheets_of, written_export
from customers.models import ContactEntry, CustomerAccess

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def new_url(customer):
    return f"{reverse('customers:log_create')}?customer={customer.pk}"


def typed(**changes):
    """What the form sends when two fields are filled."""
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    facts = {"submission_key": uuid.uuid4(), "channel": "call", "at": now, "summary": "谈了明年运价"}
    return facts | changes


def test_the_dialog_needs_two_fields_and_closes_itself(client, manager, customer):
    client.force_login(manager)
    dialog = client.get(new_url(customer), headers=HTMX)
    assert "<html" not in dialog.text and 'name="summary"' in dialog.text
    required = [name for name, field in dialog.context["form"].fields.items() if field.required]
    assert set(required) - {"submission_key", "channel", "at"} == {"summary"}
    answer = client.post(new_url(customer), typed(answer_owed="新报价"), headers=HTMX)
    assert answer.status_code == 204
    assert "Logged for 远洋物流. The answer is due by" in json.loads(answer["HX-Trigger"])["saved"]["text"]
    entry = ContactEntry.objects.get()
    assert entry.is_answer_owed and entry.by == manager and entry.channel == "call"


def test_without_htmx_it_is_a_page_that_leads_to_the_log(client, manager, customer, colleague):
    contact, project = ContactFactory(customer=customer), ProjectFactory(customer=customer)
    client.force_login(manager)
    more = {"contacts": [contact.pk], "colleagues": [colleague.pk], "project": project.pk, "cost_meal": "300.5"}
    answer = client.post(new_url(customer), typed(**more), follow=True)
    assert answer.redirect_chain == [(customer.tab_url("log"), 302)]
    entry = ContactEntry.objects.get()
    assert [*entry.contacts.all()] == [contact] and [*entry.colleagues.all()] == [colleague]
    assert entry.project == project and str(entry.total_cost) == "300.50"

    colleague.is_active = False
    colleague.save()
    form = client.get(reverse("customers:log_edit", args=[entry.pk])).context["form"]
    assert f'value="{contact.pk}"' in str(form["contacts"]) and f'value="{colleague.pk}" selected' in str(
        form["colleagues"]
    )


def test_a_form_sent_twice_makes_one_entry(client, manager, customer):
    client.force_login(manager)
    form = typed()
    for _time in range(2):
        client.post(new_url(customer), form)
    assert ContactEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("summary", "  ", "required"),
        ("summary", "长" * 4001, "at most 4000"),
        ("at", "2026-02-30T10:00", "valid date/time"),
        ("at", "2999-01-01T10:00", "not come yet"),
        ("at", "1999-01-01T10:00", "too long ago"),
        ("channel", "pigeon", "valid choice"),
        ("next_contact_on", "2001-01-01", "lies after this one"),
        ("cost_meal", "-5", "greater than or equal to 0"),
        ("cost_meal", "1e400", "digits"),
        ("cost_meal", "NaN", "number"),
        ("contacts", "999999", "not one of the available"),
        ("project", "999999", "valid choice"),
        ("submission_key", "x", "valid UUID"),
    ],
)
def test_bad_input_is_answered_in_words_and_what_was_typed_stays(client, manager, customer, field, value, message):
    client.force_login(manager)
    for headers in ({}, HTMX):
        answer = client.post(new_url(customer), typed(needs="冷链") | {field: value}, headers=headers)
        assert answer.status_code == 422 and message in str(answer.context["form"].errors)
        assert "冷链" in answer.text
    assert not ContactEntry.objects.exists()


def test_contacts_and_projects_of_other_customers_are_refused(client, manager, customer):
    others = ContactFactory(), ProjectFactory()
    client.force_login(manager)
    answer = client.post(new_url(customer), typed(contacts=[others[0].pk], project=others[1].pk))
    assert set(answer.context["form"].errors) == {"contacts", "project"}


@pytest.mark.parametrize("text", ["999999", "x", "1' OR 1=1", "9" * 40, "%00"])
def test_a_customer_that_is_not_there_is_not_found(client, manager, text):
    client.force_login(manager)
    assert client.get(f"{reverse('customers:log_create')}?customer={text}").status_code == 404


def test_who_may_only_read_the_file_logs_nothing(client, colleague, customer):
    CustomerAccess.objects.create(customer=customer, user=colleague, level="read", created_at=timezone.now())
    client.force_login(colleague)
    assert client.post(new_url(customer), typed()).status_code == 403
    assert client.get(reverse("customers:log_panel", args=[customer.pk])).status_code == 200


def test_without_a_customer_one_is_found_first_among_those_one_writes_in(client, manager, customer):
    CustomerFactory(name="远洋广州")
    client.force_login(manager)
    assert client.get(reverse("customers:log_create")).context["customers"] == [customer]
    found = client.get(reverse("customers:log_create") + "?q=yywl", headers=HTMX | {"HX-Target": "log-customers"})
    assert "上海远洋物流有限公司" in found.text and "log-search" not in found.text
    assert "No customer of yours fits" in client.get(reverse("customers:log_create") + "?q=广州").text


def test_an_answer_is_logged_from_the_list_without_leaving_it(client, manager, owed):
    client.force_login(manager)
    url = reverse("customers:log_answer", args=[owed.pk])
    assert url in client.get(reverse("customers:log_list") + "?owed=on").text
    assert "新报价" in client.get(url, headers=HTMX).text
    assert client.post(url, {"text": " "}, headers=HTMX).status_code == 422
    answer = client.post(url, {"text": "已报价"}, headers=HTMX)
    assert answer.status_code == 204 and "saved" in answer["HX-Trigger"]
    assert client.get(reverse("customers:log_list") + "?owed=on").context["page"].total == 0


def test_the_second_to_answer_keeps_what_was_typed(client, manager, supervisor, owed):
    owed.answer(supervisor, timezone.now(), "已报价")
    client.force_login(manager)
    url = reverse("customers:log_answer", args=[owed.pk])
    for headers in ({}, HTMX):
        answer = client.post(url, {"text": "我也报了"}, headers=headers)
        assert answer.status_code == 409
        assert "Supervisor logged the answer" in answer.text and "我也报了" in answer.text
    assert client.get(url).url == owed.get_absolute_url()


def test_the_page_of_an_entry_shows_all_of_it(client, manager, customer):
    entry = log_contact(manager, customer, timezone.now(), needs="冷链", costs={"gift": 99}, place="客户工厂")
    client.force_login(manager)
    text = client.get(entry.get_absolute_url()).text
    for shown in ("谈了明年运价", "冷链", "99.00", "客户工厂", "Correct"):
        assert shown in text


def test_an_entry_is_corrected_and_the_second_sees_the_difference(client, manager, owed):
    client.force_login(manager)
    url = reverse("customers:log_edit", args=[owed.pk])
    page = client.get(url)
    form, stale = page.context["form"], page.context["version"]
    sent = {name: form[name].value() for name in form.fields if form[name].value()} | {"version": stale}
    sent["at"] = timezone.localtime(owed.at).strftime("%Y-%m-%dT%H:%M")
    assert client.post(url, sent | {"summary": "谈了运价和仓租", "cost_travel": "80"}).status_code == 302
    answer = client.post(url, sent | {"summary": "别的"})
    assert answer.status_code == 409
    assert ("What was said", "谈了运价和仓租", "别的") in answer.context["differences"]
    before, owed = owed, ContactEntry.objects.get()
    assert owed.summary == "谈了运价和仓租" and owed.total_cost == 80
    # The form shows minutes only; that moves neither the contact nor its clock.
    assert (owed.at, owed.answer_clock) == (before.at, before.answer_clock)
    assert client.post(url, sent | {"version": answer.context["version"], "summary": "别的"}).status_code == 302


def test_only_the_author_corrects(client, supervisor, owed):
    client.force_login(supervisor)
    assert client.get(reverse("customers:log_edit", args=[owed.pk])).status_code == 403


def test_filters_find_what_is_asked_for(client, manager, supervisor, customer, owed):
    now = timezone.now()
    late = log_contact(manager, customer, now - timedelta(days=9), "样品", channel="email")
    meal = log_contact(supervisor, CustomerFactory(owner=manager, name="广州珠江"), now, channel="meal")
    client.force_login(manager)

    def found(query):
        return {entry.pk for entry in client.get(f"{reverse('customers:log_list')}?{query}").context["page"]}

    assert found("") == {owed.pk, late.pk, meal.pk}
    assert found("owed=on") == {owed.pk, late.pk} and found("overdue=on") == {late.pk}
    assert found("mine=on") == {owed.pk, late.pk} and found("channel=meal") == {meal.pk}
    assert found("q=珠江") == {meal.pk} and found("q=yywl&channel=email") == {late.pk}
    assert found(f"until={timezone.localdate() - timedelta(days=2)}") == {late.pk}
    assert found(f"since={timezone.localdate()}") == {owed.pk, meal.pk}
    client.force_login(supervisor)
    assert found(f"by={supervisor.pk}") == {meal.pk}


@pytest.mark.parametrize("query", ["channel=x", "by=x", "since=2026-02-30", "q=%00", "sort=x", "owed=maybe", "page=-7"])
def test_a_senseless_filter_is_no_fault(client, manager, owed, query):
    client.force_login(manager)
    assert client.get(f"{reverse('customers:log_list')}?{query}").status_code == 200


def test_what_is_owed_is_sorted_by_its_deadline(client, manager, customer, owed):
    late = log_contact(manager, customer, timezone.now() - timedelta(days=9), "样品")
    client.force_login(manager)
    page = client.get(reverse("customers:log_list") + "?owed=on&sort=deadline").context["page"]
    assert [entry.pk for entry in page] == [late.pk, owed.pk]


@pytest.mark.parametrize("address", ["list", "panel"])
def test_many_entries_cost_as_many_queries_as_one(client, manager, customer, django_assert_max_num_queries, address):
    for number in range(30):
        log_contact(manager, customer, timezone.now(), f"事{number}" if number % 2 else "", costs={"meal": 10})
    client.force_login(manager)
    url = reverse("customers:log_list") if address == "list" else reverse("customers:log_panel", args=[customer.pk])
    with django_assert_max_num_queries(12):
        client.get(url)


def test_the_customer_page_offers_the_log_and_the_key_begins_with_this_customer(client, manager, customer):
    client.force_login(manager)
    page = client.get(customer.get_absolute_url())
    assert "log" in [tab.name for tab in page.context["tabs"]]
    adds = {add.shortcut: add for add in page.context["navigation"].quick_adds}
    assert adds["l"].url == new_url(customer) and adds["l"].in_dialog
    assert f'hx-get="{new_url(customer)}"' in client.get(reverse("customers:customer_list")).text


def test_the_list_leaves_as_excel_by_the_same_filter(manager, customer, owed):
    log_contact(manager, customer, timezone.now(), channel="meal", summary="=1+1", costs={"meal": 300})
    about, (heading, row) = sheets_of(written_export(manager, timezone.now(), "log", "channel=meal"))
    assert about[1][1] == "How: Meal" and heading[:3] == ["Customer code", "Customer", "When"]
    assert row[5] == "=1+1" and row[-1] == 300
