"""The credit light in the list of customers: as a column, and as a filter that the database judges like `judge`."""

from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from customers.credit_light import Colour, lights, of_colour
from customers.factories import CustomerFactory, MonthlyFigureFactory, ProjectFactory, sheets_of, written_export
from customers.figures.months import shift
from customers.models import CreditPolicy, Customer, CustomerAccess

pytestmark = pytest.mark.django_db
URL = reverse("customers:customer_list")
TODAY = localdate()


def owing(owner, limit, *months, **more):
    """A customer with (months ago, receivable, overdue) as figures."""
    customer = CustomerFactory(owner=owner, credit_limit=limit, **more)
    for ago, receivable, overdue in months:
        MonthlyFigureFactory(customer=customer, month=shift(TODAY, -ago), receivable=receivable, overdue=overdue)
    return customer


@pytest.fixture
def one_of_each(manager):
    return {
        "red": owing(manager, 100, (1, 101, 0), name="红灯公司"),
        "amber": owing(manager, 100, (1, 80, 0), name="黄灯公司"),
        "green": owing(manager, 100, (1, 10, 0), name="绿灯公司"),
        "none": owing(manager, None, name="未评公司"),
    }


def names(client, **query):
    return [customer.name for customer in client.get(URL, query).context["page"]]


def test_the_list_is_filtered_by_the_light(client, manager, one_of_each):
    client.force_login(manager)
    for colour, customer in one_of_each.items():
        assert names(client, light=colour) == [customer.name], colour
    assert len(names(client)) == len(names(client, light="mauve")) == len(names(client, light="\0")) == 4
    assert "Credit light: Credit red" in " ".join(client.get(URL, {"light": "red"}).text.split())


@pytest.mark.parametrize("rules", [{}, {"red_months": 1}, {"red_months": 3, "tolerance": 10, "amber_share": 50}])
def test_the_database_judges_as_the_page_of_the_customer_does(manager, rules):
    CreditPolicy.objects.all().delete()
    CreditPolicy.objects.create(valid_from=TODAY, **rules)
    random = Random(20261122)
    for number in range(120):
        ago = sorted(random.sample(range(15), random.randint(0, 5)))
        amounts = [(months, random.choice([0, 50, 80, 100, 120]), random.choice([0, 0, 1, 8, 60])) for months in ago]
        customer = owing(manager, random.choice([None, 0, 100, Decimal("150.50")]), *amounts)
        if amounts and number % 4 == 0:
            project = ProjectFactory(customer=customer)
            MonthlyFigureFactory(
                customer=customer, project=project, month=shift(TODAY, -ago[0]), receivable=40, overdue=3
            )
    judged = lights(Customer.objects.all())
    assert {light.colour for light in judged.values()} == set(Colour)
    for colour in Colour:
        found = set(of_colour(Customer.objects, colour).values_list("pk", flat=True))
        assert found == {pk for pk, light in judged.items() if light.colour == colour}, colour


def test_pages_of_the_filtered_list_go_on_without_gap_or_repeat(client, manager):
    red = {owing(manager, 1, (1, 2, 0)).name for _number in range(60)}
    owing(manager, 100, (1, 2, 0))
    client.force_login(manager)
    pages = [names(client, light="red", page=page) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [25, 25, 10] and set().union(*pages) == red
    assert names(client, light="red", page=-1) == pages[-1]


def test_the_column_shows_icon_and_words_and_is_not_the_lists_own(client, manager, one_of_each):
    client.force_login(manager)
    assert "Credit red" not in client.get(URL).text.replace('value="red">Credit red', "")
    client.post(reverse("customers:columns_choose"), {"columns": ["credit_light"]})
    page = client.get(URL).text
    for words in ("Credit red", "Credit amber", "Credit green", "Credit not reviewed", "The limit is exceeded."):
        assert words in page[page.index("<tbody") :], words


def test_the_light_belongs_to_the_head_of_a_file_and_its_amounts_do_not(client, manager, colleague, one_of_each):
    CustomerAccess.give_head(one_of_each["red"], colleague.department, "complaint", one_of_each["red"].created_at)
    client.force_login(colleague)
    client.post(reverse("customers:columns_choose"), {"columns": ["credit_light", "credit_limit"]})
    page = client.get(URL, {"light": "red"}).text
    assert "红灯公司" in page and "The limit is exceeded." in page and "CNY 100" not in page


def test_a_page_of_lights_costs_two_queries_and_the_default_list_none(client, manager, one_of_each):
    client.force_login(manager)

    def queries(**query):
        client.get(URL, query)
        with CaptureQueriesContext(connection) as counted:
            client.get(URL, query)
        return len(counted)

    default = queries()
    client.post(reverse("customers:columns_choose"), {"columns": ["credit_light"]})
    chosen = queries()
    assert chosen == default + 2
    for _number in range(20):
        owing(manager, 100, (1, 90, 1))
    assert queries() == chosen and queries(light="amber") == chosen + 1


def test_it_goes_into_excel_in_words(manager, one_of_each):
    run = written_export(manager, now(), query="light=red", columns=["credit_light"])
    about, rows = sheets_of(run)
    assert about[1][1] == "Credit light: Credit red"
    assert rows[1] == [one_of_each["red"].code, "红灯公司", "Credit red"]
