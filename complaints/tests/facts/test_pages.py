"""The facts in the forms, on the page and in the list; notices of claim and repeats; the way through my complaints."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from complaints.factories import log_complaint
from complaints.loop import Step
from complaints.models import Complaint
from customers.factories import CustomerFactory

LOG, LIST, QUEUE = "/complaints/new/", "/complaints/", "/complaints/queue/"
TYPED = {
    "caller_name": "李四",
    "caller_email": "li@example.test",
    "language": "en",
    "description": "到货破损",
    "severity": "normal",
    "channel": "telephone",
    "transport_mode": "air",
    "loss": "damage",
}


def owing(by, department, days_ago=1, **facts):
    """A complaint about goods damaged in the air: notice is due within 14 days."""
    event = localdate() - timedelta(days=days_ago)
    facts = {"transport_mode": "air", "loss": "damage", "event_date": event} | facts
    return log_complaint(by, department, now(), **facts)


def numbers(client, query):
    page = client.get(f"{LIST}?{query}")
    return {row.number for row in page.context["complaints"]}


@pytest.fixture
def owed(company, desk, head):
    return owing(desk, company.operations)


def test_all_facts_are_typed_while_logging(as_user, desk, company):
    answer = as_user(desk).post(
        LOG, TYPED | {"event_date": localdate().isoformat(), "submission_key": Complaint().submission_key}
    )
    assert answer.status_code == 302
    complaint = Complaint.objects.get()
    typed = ("caller_email", "language", "transport_mode", "loss")
    assert {name: getattr(complaint, name) for name in typed} == {name: TYPED[name] for name in typed}
    assert complaint.claim_notice_due == localdate() + timedelta(days=14)


def test_the_quick_case_needs_none_of_them(as_user, desk, company):
    page = as_user(desk).get(LOG).text
    more = page.index("<details")
    assert all(page.index(f'id="id_{name}"') > more for name in ("loss", "transport_mode", "caller_email", "language"))
    quick = {name: TYPED[name] for name in ("caller_name", "description", "severity", "channel")}
    assert as_user(desk).post(LOG, quick | {"submission_key": Complaint().submission_key}).status_code == 302
    assert Complaint.objects.get().language == "zh-hans"


def test_a_wrong_address_is_refused_where_it_was_typed(as_user, desk, company):
    typed = TYPED | {"caller_email": "li@", "submission_key": Complaint().submission_key}
    answer = as_user(desk).post(LOG, typed)
    assert answer.status_code == 422 and "<details" in answer.text and " open>" in answer.text


def test_the_page_says_until_when_and_why(owed, as_user, handler, manager):
    page = as_user(handler).get(owed.get_absolute_url()).text
    due = (localdate() + timedelta(days=13)).isoformat()
    assert f'must be notified in writing by <span class="text-nowrap">{due}</span> (13 calendar days left)' in page
    assert "Montreal Convention, article 31 (2)" in page and "14 calendar days from the delivery" in page
    assert "Notice of claim sent" in page


def test_the_notice_is_entered_in_the_dialog(owed, as_user, handler):
    client = as_user(handler)
    address = f"{owed.get_absolute_url()}send-notice/"
    page = client.get(address, headers={"HX-Request": "true"}).text
    assert "It is due by" in page
    assert client.post(address, {"sent_on": localdate().isoformat(), "sent_to": ""}).status_code == 422
    assert client.post(address, {"sent_on": "2000-01-01", "sent_to": "国航货运"}).status_code == 422
    answer = client.post(address, {"sent_on": localdate().isoformat(), "sent_to": "国航货运"})
    assert answer.status_code == 302
    page = client.get(owed.get_absolute_url()).text
    assert "must be notified" not in page and "Sent to 国航货运 on" in page
    late = client.post(f"{owed.get_absolute_url()}waive-notice/", {"reason": "自有车辆"})
    assert late.status_code == 409 and "Notice of claim sent to 国航货运" in late.text


def test_that_none_is_needed_has_its_reason(owed, as_user, handler):
    client = as_user(handler)
    address = f"{owed.get_absolute_url()}waive-notice/"
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "自有车辆"}).status_code == 302
    assert "Not needed, says Handler: 自有车辆" in client.get(owed.get_absolute_url()).text


def test_a_repeat_is_taken_back_on_the_page(owed, as_user, desk, company):
    again = owing(desk, company.operations, repeat_of=owed)
    client = as_user(desk)
    assert "Not a repeat" in client.get(again.get_absolute_url()).text
    assert client.post(f"{again.get_absolute_url()}tell-apart/", {"reason": "两票货"}).status_code == 302
    page = client.get(again.get_absolute_url()).text
    assert f"Not a repeat of {owed.number} · 两票货" in page
    assert "tell-apart" not in page


def test_the_list_filters_by_what_befell_the_goods_and_by_the_notice(owed, as_user, desk, company):
    soon = owing(desk, company.operations, days_ago=12)
    late = owing(desk, company.operations, days_ago=20, transport_mode="road")
    log_complaint(desk, company.operations, now())
    client = as_user(desk)
    assert numbers(client, "loss=damage") == {owed.number, soon.number, late.number}
    assert numbers(client, "transport_mode=road") == {late.number}
    assert numbers(client, "notice=late") == {late.number}
    assert numbers(client, "notice=3") == {soon.number, late.number}
    assert numbers(client, "notice=30") == {owed.number, soon.number, late.number}
    assert len(numbers(client, "notice=soon&loss=nothing")) == 4
    assert "Notice of claim: 2 calendar days left" in client.get(LIST).text


def test_the_search_finds_by_e_mail_address(as_user, desk):
    found = log_complaint(desk, caller_name="李四", caller_email="li@example.test")
    assert numbers(as_user(desk), "q=LI@example.test") == {found.number}


def test_my_complaints_begin_with_the_notices_that_i_owe(owed, as_user, head, handler):
    groups = {group.name: group.rows for group in as_user(head).get(QUEUE).context["groups"]}
    assert [row.number for row in groups["notices"]] == [owed.number]
    page = as_user(handler).get(QUEUE)
    assert "notices" not in {group.name for group in page.context["groups"]}
    assert "Notice of claim: 13 calendar days left" in page.text
    assert owed.number in as_user(head).get("/").text


def test_from_one_complaint_to_the_next_of_mine(company, desk, handler, as_user):
    first, second = (log_complaint(desk, company.operations, now() - timedelta(hours=hours)) for hours in (2, 1))
    client = as_user(handler)
    page = client.get(first.get_absolute_url()).text
    for key in "?anmejkq":
        assert f"<kbd>{key}</kbd>" in page and f'data-shortcut="{key}"' in page
    walk = {
        (first, "next"): second.get_absolute_url(),
        (second, "next"): QUEUE,
        (second, "previous"): first.get_absolute_url(),
        (first, "previous"): QUEUE,
    }
    for (complaint, way), address in walk.items():
        assert client.get(f"{complaint.get_absolute_url()}{way}/").url == address


def test_from_what_waits_no_more_to_the_first(complaint, company, desk, handler, bring, as_user):
    waiting = log_complaint(desk, company.operations, now())
    bring(complaint, Step.INSTRUCT)
    assert as_user(handler).get(f"{complaint.get_absolute_url()}next/").url == waiting.get_absolute_url()
    assert as_user(desk).get(f"{complaint.get_absolute_url()}next/").url == QUEUE


def test_a_page_with_a_notice_costs_two_queries_more(owed, as_user, handler, django_assert_max_num_queries):
    client = as_user(handler)
    client.get(owed.get_absolute_url())
    with django_assert_max_num_queries(18):
        client.get(owed.get_absolute_url())


def test_the_queue_costs_the_same_for_many_notices(owed, company, desk, head, as_user, django_assert_max_num_queries):
    client = as_user(head)
    client.get(QUEUE)
    for _number in range(5):
        owing(desk, company.operations, customer=CustomerFactory())
    with django_assert_max_num_queries(10):
        client.get(QUEUE)


def test_the_lines_of_a_mail_end_otherwise_in_a_browser_which_corrects_nothing(desk):
    complaint = log_complaint(desk, description="到货破损\n\n请赔付。")
    assert complaint.edit(desk, now(), complaint.version, description="到货破损\r\n\r\n请赔付。") is None
    row = complaint.edit(desk, now(), complaint.version, description="到货破损\r\n请赔付。")
    assert row.facts["fields"] == ["description"]
