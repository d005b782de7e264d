"""The pages of the area: what is shown, done and refused, and how many queries they cost."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from customers.factories import ContactFactory, CustomerFactory
from customers.models import Contact
from people.factories import UserFactory
from people.models import User
from visits.factories import care_task, plan_visit, propose_visit
from visits.models import CareTask, Visit
from visits.states import State

pytestmark = pytest.mark.django_db


def form_of(chosen, **fields):
    return {
        "customer": chosen.pk,
        "planned_at": "2026-12-01T10:00",
        "purpose": "年度回顾",
        "minutes": "60",
        "owner": chosen.owner_id,
        "submission_key": str(uuid.uuid4()),
    } | fields


def test_a_visit_is_planned_from_anywhere(customer, manager, as_user):
    contact = ContactFactory(customer=customer, name="赵敏")
    page = as_user(manager).get(f"/visits/new/?customer={customer.pk}&purpose=签约&contact={contact.pk}")
    content = page.content.decode()
    assert "签约" in content and "赵敏" in content and customer.name in content
    answer = as_user(manager).post("/visits/new/", form_of(customer, contacts=[contact.pk]))
    visit = Visit.objects.get()
    assert answer.url == visit.get_absolute_url() and list(visit.contacts.all()) == [contact]


def test_the_people_of_the_customer_chosen_are_offered(customer, manager, as_user):
    ContactFactory(customer=customer, name="赵敏")
    page = as_user(manager).get(f"/visits/new/people/?customer={customer.pk}").content.decode()
    assert "赵敏" in page and "<html" not in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("planned_at", "", "required"),
        ("planned_at", "morgen", "valid date"),
        ("planned_at", "0026-12-01T10:00", "too far away"),
        ("planned_at", "2226-12-01T10:00", "too far away"),
        ("customer", "999999", "Select a valid choice"),
        ("customer", "x" * 40, "Select a valid choice"),
        ("purpose", "", "required"),
        ("purpose", "x" * 300, "200 characters"),
        ("minutes", "7", "Select a valid choice"),
        ("owner", "999999", "Select a valid choice"),
        ("contacts", "999999", "Select a valid choice"),
    ],
)
def test_a_bad_plan_is_answered_in_words_and_keeps_what_was_typed(customer, manager, as_user, field, value, said):
    answer = as_user(manager).post("/visits/new/", form_of(customer, place="八楼会议室", **{field: value}))
    assert answer.status_code == 422
    assert said in answer.content.decode() and "八楼会议室" in answer.content.decode()
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    "query", ["customer=x", "customer=9999999999999999999", "contact=x", "day=2026-13-40", "day=%00"]
)
def test_a_senseless_address_opens_the_empty_form(manager, as_user, query):
    assert as_user(manager).get(f"/visits/new/?{query}").status_code == 200


def test_nobody_plans_for_a_customer_of_others(customer, colleague, as_user):
    answer = as_user(colleague).post("/visits/new/", form_of(customer, owner=colleague.pk))
    assert answer.status_code == 422 and not Visit.objects.exists()


def test_what_is_on_the_page_of_a_visit(visit, manager, as_user):
    page = as_user(manager).get(visit.get_absolute_url()).content.decode()
    assert visit.purpose in page and "Move to another time" in page and "Visit planned for" in page


def test_confirming_and_moving(visit, manager, as_user):
    client = as_user(manager)
    client.post(f"/visits/{visit.pk}/confirm/", {"version": visit.version})
    visit.refresh_from_db()
    assert visit.state == State.CONFIRMED
    moved = {"version": visit.version, "planned_at": "2026-12-01T14:00", "next": "/visits/calendar/?day=2026-12-01"}
    answer = client.post(f"/visits/{visit.pk}/move/", moved)
    visit.refresh_from_db()
    assert answer.url == "/visits/calendar/?day=2026-12-01" and visit.state == State.PLANNED
    assert client.post(f"/visits/{visit.pk}/move/", moved | {"next": "https://example.com/"}).status_code == 409


def test_a_stale_button_says_who_was_first_and_keeps_the_reason(visit, manager, supervisor, as_user):
    seen = visit.version
    visit.cancel(supervisor, timezone.now(), "客户不在")
    answer = as_user(manager).post(f"/visits/{visit.pk}/cancel/", {"version": seen, "reason": "我的理由"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Supervisor" in page and "我的理由" in page


@pytest.mark.parametrize("data", [{}, {"version": "x"}, {"version": "1", "planned_at": "never"}])
def test_a_bad_move_is_refused_in_words(visit, manager, as_user, data):
    assert as_user(manager).post(f"/visits/{visit.pk}/move/", data).status_code == 422


def test_editing_the_plan_keeps_what_the_second_typed(visit, manager, supervisor, as_user):
    seen = visit.version
    visit.edit(supervisor, timezone.now(), seen, place="三号库")
    typed = {"purpose": "新目的", "place": "", "minutes": "60", "owner": manager.pk, "version": seen}
    answer = as_user(manager).post(f"/visits/{visit.pk}/edit/", typed)
    assert answer.status_code == 409 and "新目的" in answer.content.decode()
    visit.refresh_from_db()
    assert as_user(manager).post(f"/visits/{visit.pk}/edit/", typed | {"version": visit.version}).status_code == 302


def test_who_has_left_stays_in_the_plan_when_something_else_is_corrected(visit, manager, supervisor, as_user):
    contact, companion, owner = ContactFactory(customer=visit.customer), UserFactory(), UserFactory()
    visit.edit(supervisor, timezone.now(), visit.version, contacts=[contact], companions=[companion], owner=owner)
    Contact.objects.update(left_since=timezone.localdate())
    User.objects.filter(pk__in=[companion.pk, owner.pk]).update(is_active=False)
    client, address = as_user(supervisor), f"/visits/{visit.pk}/edit/"
    form = client.get(address).context["form"]
    assert f'value="{owner.pk}" selected' in str(form["owner"])
    assert f'value="{companion.pk}" selected' in str(form["companions"])
    sent = {name: form[name].value() for name in form.fields} | {"place": "三号库"}
    assert client.post(address, sent).status_code == 302
    visit.refresh_from_db()
    assert (visit.place, visit.owner) == ("三号库", owner)
    assert [*visit.contacts.all(), *visit.companions.all()] == [contact, companion]


def test_my_week_stands_first_and_the_filters(visit, past, manager, colleague, as_user):
    client = as_user(manager)
    page = client.get("/visits/").content.decode()
    assert "Mine, up to the end of the week" in page and page.count("Report missing") >= 2
    for query, found in [
        ("state=planned", 2),
        ("when=late", 1),
        ("when=week", 2),
        ("q=远洋", 2),
        ("q=nobody", 0),
        ("mine=on", 2),
        ("state=nonsense&when=x&sort=x&page=x", 2),
    ]:
        rows = client.get(f"/visits/?{query}", headers={"HX-Request": "true"}).context["page"].rows
        assert len(rows) == found, query
    assert as_user(colleague).get("/visits/").context["page"].rows == []


def test_the_panel_on_the_customers_page(visit, customer, manager, colleague, as_user):
    care_task(manager, timezone.now(), customer=customer)
    page = as_user(manager).get(f"/visits/customers/{customer.pk}/").content.decode()
    assert visit.purpose in page and "Our anniversary" in page
    assert as_user(colleague).get(f"/visits/customers/{customer.pk}/").status_code == 404


def many(manager, now, count):
    for number in range(count):
        at = now + timedelta(hours=number % 40)
        visit = plan_visit(manager, now, at, CustomerFactory(owner=manager))
        visit.contacts.set([ContactFactory(customer=visit.customer)])
        propose_visit(manager, now, rule=Visit.objects.proposals().first() and Visit.objects.proposals().first().rule)
        care_task(
            manager,
            now,
            customer=visit.customer,
            occasion=CareTask.objects.first() and CareTask.objects.first().occasion,
        )


@pytest.mark.parametrize(
    "address",
    [
        "/visits/?size=100",
        "/visits/proposals/?size=100",
        "/visits/occasions/?size=100",
        "/visits/calendar/",
        "/visits/calendar/?view=agenda",
        "/visits/calendar/?who=team",
    ],
)
@pytest.mark.parametrize("login", ["manager", "supervisor"])
def test_pages_cost_the_same_for_one_row_and_for_many(
    cast, manager, now, as_user, address, login, django_assert_max_num_queries
):
    client = as_user(cast[login])
    counts = []
    for rows in (1, 8):
        many(manager, now, rows)
        client.get(address)
        with django_assert_max_num_queries(14) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
