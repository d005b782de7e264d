import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from crm_site.listing import paginate
from customers.factories import CustomerFactory
from customers.models import Customer


@pytest.fixture
def customers(db):
    return [CustomerFactory(code=f"P{n:03}") for n in range(60)]


def page_of(query, count_limit=10_000, **options):
    request = RequestFactory().get(f"/?{query}")
    return paginate(request, Customer.objects.order_by("code", "id"), count_limit, **options)


def codes(page):
    return [customer.code for customer in page]


def test_pages_follow_each_other_without_gap_or_overlap(customers):
    seen = codes(page_of("")) + codes(page_of("page=2")) + codes(page_of("page=3"))
    assert seen == [f"P{n:03}" for n in range(60)]


@pytest.mark.parametrize("query", ["page=last", "page=-1", "page=3", "page=999"])
def test_the_last_page_is_reached_by_name_from_the_end_and_by_any_number_beyond(customers, query):
    page = page_of(query)
    assert codes(page) == [f"P{n:03}" for n in range(50, 60)]
    assert page.next_query is None and page.previous_query == "page=2"


@pytest.mark.parametrize("query", ["page=x", "page=0", "page=1e9", "size=1000", "page=99999999999999999999"])
def test_a_senseless_wish_shows_the_first_page(customers, query):
    page = page_of(query)
    assert codes(page)[0] == "P000" and len(page) == 25


def test_counting_stops_at_the_limit_and_the_end_is_reached_backwards(customers):
    page = page_of("page=-1", count_limit=30)
    assert not page.counted_all
    assert codes(page) == [f"P{n:03}" for n in range(35, 60)]
    assert page.previous_query == "page=-2" and page.next_query is None
    assert codes(page_of("page=-2", count_limit=30)) == [f"P{n:03}" for n in range(10, 35)]


def test_a_number_beyond_an_uncounted_end_shows_the_last_page(customers):
    assert codes(page_of("page=7", count_limit=30))[-1] == "P059"


def test_filters_stay_in_the_links(customers):
    assert page_of("grade=A&page=2").next_query == "grade=A&page=3"
    assert page_of("grade=A&size=50").next_query == "grade=A&size=50&page=2"


@pytest.mark.parametrize("query", ["", "page=2", "page=-1"])
def test_columns_are_given_to_the_rows_shown_and_not_to_those_counted_or_skipped(customers, query):
    with CaptureQueriesContext(connection) as asked:
        page = page_of(query, shape=lambda rows: rows.values("code", "owner__name"))
    assert all(row.keys() == {"code", "owner__name"} for row in page)
    assert [asking["sql"].count("JOIN") for asking in asked] == [0, 1]


def test_few_rows_are_counted_while_the_first_page_is_read(customers):
    found = [page_of(f"page={number}", count_limit=30, are_few=True) for number in (1, 2)]
    assert [(page.total, page.count_label, len(page)) for page in found] == [(60, "30+", 25), (31, "30+", 25)]
    assert found[0].next_query and found[0].last_query == found[1].last_query
    with CaptureQueriesContext(connection) as asked:
        page = page_of("size=100", are_few=True)
    assert (page.total, page.counted_all, page.is_only, len(asked)) == (60, True, True, 1)
