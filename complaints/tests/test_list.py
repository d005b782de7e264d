from datetime import timedelta

import pytest
from django.utils import timezone

from complaints.factories import MORNING, log_complaint
from complaints.loop import Step
from customers.factories import CustomerFactory
from people.models import User


def numbers(response):
    return [complaint.number for complaint in response.context["complaints"]]


@pytest.fixture
def several(company, desk, handler):
    """Newest last: an old normal one of Guangzhou, a critical one of Shanghai, one that is not sent."""
    return [
        log_complaint(desk, company.guangzhou_sales, MORNING, waybills=["YD100", "YD101"], channel="email"),
        log_complaint(desk, company.operations, MORNING + timedelta(hours=1), severity="critical"),
        log_complaint(desk, None, timezone.now(), caller_name="王先生", caller_phone="13800138000"),
    ]


def test_the_newest_stand_first(several, desk, as_user):
    assert numbers(as_user(desk).get("/complaints/")) == [complaint.number for complaint in reversed(several)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=sent", [1, 0]),
        ("step=send", [2]),
        ("severity=critical", [1]),
        ("channel=email", [0]),
        ("overdue=on", [1, 0]),
        ("mine=on", [2]),
        ("q=yd101", [0]),
        ("q=138 0013", [2]),
        ("q=13800138000", [2]),
        ("q=王先生", [2]),
        ("q=李先生", []),
        ("sort=deadline", [1, 0, 2]),
        ("state=nonsense&sort=nonsense&page=nonsense&department=x", [2, 1, 0]),
        ("q=%00", [2, 1, 0]),
    ],
)
def test_the_filters(several, desk, as_user, query, found):
    assert numbers(as_user(desk).get(f"/complaints/?{query}")) == [several[place].number for place in found]


def test_by_department_and_by_number_however_it_is_typed(several, company, desk, as_user):
    client = as_user(desk)
    assert numbers(client.get(f"/complaints/?department={company.operations.pk}")) == [several[1].number]
    for text in (several[1].number, several[1].number.lower(), several[1].number.removeprefix("TS-")):
        assert numbers(client.get("/complaints/", {"q": text})) == [several[1].number]


def test_by_any_part_of_the_customers_name_and_its_pinyin_initials(several, company, desk, as_user):
    wanted = log_complaint(desk, company.operations, customer=CustomerFactory(name="上海远洋国际货运有限公司"))
    for text in ("远洋", "国际货运", "shyy"):
        assert numbers(as_user(desk).get("/complaints/", {"q": text})) == [wanted.number]


def test_what_waits_for_me(several, handler, as_user):
    assert numbers(as_user(handler).get("/complaints/?mine=on")) == [several[1].number]


def test_remaining_working_time_is_shown(several, desk, as_user):
    page = as_user(desk).get("/complaints/").content.decode()
    assert "late</span>" in page


def test_for_htmx_only_the_results_are_sent(several, desk, as_user):
    response = as_user(desk).get("/complaints/", headers={"HX-Request": "true"})
    assert "HX-Request" in response["Vary"]
    assert "<html" not in response.content.decode()


def test_administrators_have_no_list(administrator, as_user):
    assert as_user(administrator).get("/complaints/").status_code == 403


def count_queries(django_assert_max_num_queries, limit, client, address):
    with django_assert_max_num_queries(limit) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["desk", "handler", "supervisor", "manager"])
def test_a_list_costs_the_same_for_one_row_and_for_a_hundred(
    company, cast, as_user, name, django_assert_max_num_queries
):
    customer = CustomerFactory(owner=cast["manager"])
    log_complaint(cast["desk"], company.operations, customer=customer)
    client = as_user(cast[name])
    client.get("/complaints/")
    one = count_queries(django_assert_max_num_queries, 10, client, "/complaints/?size=100")
    for _number in range(99):
        log_complaint(cast["desk"], company.operations, customer=customer)
    assert count_queries(django_assert_max_num_queries, 10, client, "/complaints/?size=100") == one


def test_a_page_costs_the_same_in_the_third_round(complaint, cast, bring, as_user, django_assert_max_num_queries):
    client = as_user(cast["handler"])
    client.get(complaint.get_absolute_url())
    count_queries(django_assert_max_num_queries, 16, client, complaint.get_absolute_url())
    for _round in range(2):
        bring(complaint, Step.AGREE)
        complaint.agree(cast["handler"], MORNING, "not_agreed", "不同意")
    bring(complaint, Step.CARRY_OUT)
    count_queries(django_assert_max_num_queries, 16, client, complaint.get_absolute_url())


def test_a_deputy_with_many_principals_costs_no_more(company, cast, as_user, django_assert_max_num_queries):
    today = timezone.localdate()
    for person in User.objects.exclude(pk=cast["colleague"].pk):
        person.deputy, person.deputy_from, person.deputy_until = cast["colleague"], today, today
        person.save()
    client = as_user(cast["colleague"])
    client.get("/complaints/")
    count_queries(django_assert_max_num_queries, 10, client, "/complaints/?mine=on")
