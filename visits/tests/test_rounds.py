"""A round of visits to the customers ticked in the list: one each, in free times, and a word about who is skipped."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.factories import CustomerFactory
from customers.models import CustomerAccess
from visits.factories import DAY, HOUR, MORNING, OccasionFactory, care_task, plan_visit, propose_visit
from visits.models import Visit
from visits.rounds import plan_round

pytestmark = pytest.mark.django_db
URL = reverse("visits:round_create")
# The Wednesday after MORNING.
WEDNESDAY = date(2026, 3, 11)


def planned(by, customers, key=None, **facts):
    facts = {"purpose": "节前走访", "minutes": 60, "day": WEDNESDAY} | facts
    return plan_round(by, MORNING, key or uuid.uuid4(), customers, **facts)


def times(made):
    return [f"{timezone.localtime(visit.planned_at):%m-%d %H:%M}" for visit in made.planned]


def sent(*customers, **fields):
    usual = {"purpose": "节前走访", "minutes": 60, "day": timezone.localdate() + timedelta(days=3)}
    return {"customer": [each.pk for each in customers], "submission_key": uuid.uuid4()} | usual | fields


def test_each_gets_the_next_free_time_of_who_goes(manager):
    plan_visit(manager, planned_at=MORNING + DAY - HOUR / 2)
    made = planned(manager, CustomerFactory.create_batch(4, owner=manager))
    assert times(made) == ["03-11 11:00", "03-11 14:00", "03-11 15:30", "03-12 09:30"]
    assert {(visit.owner, visit.purpose, visit.state) for visit in made.planned} == {(manager, "节前走访", "planned")}


def test_a_supervisor_sends_the_account_manager_of_each_unless_somebody_is_named(supervisor, manager, colleague):
    customers = [CustomerFactory(owner=manager), CustomerFactory(owner=supervisor)]
    assert [visit.owner for visit in planned(supervisor, customers).planned] == [manager, supervisor]
    others = [CustomerFactory(owner=manager)]
    assert [visit.owner for visit in planned(supervisor, others, owner=supervisor).planned] == [supervisor]


def test_a_collaborator_goes_in_person(manager, colleague):
    customer = CustomerFactory(owner=colleague)
    CustomerAccess.objects.create(customer=customer, user=manager, level="write", reason="协同", created_at=MORNING)
    assert [visit.owner for visit in planned(manager, [customer]).planned] == [manager]


def test_whose_file_is_not_ones_own_and_who_is_visited_anyway_are_skipped(manager, colleague):
    mine, met, theirs = (CustomerFactory(owner=owner) for owner in (manager, manager, colleague))
    to_come = plan_visit(manager, customer=met, planned_at=MORNING + 3 * DAY)
    propose_visit(manager, customer=mine)
    made = planned(manager, [mine, met, theirs])
    assert [visit.customer for visit in made.planned] == [mine]
    assert made.refused == [theirs] and made.met == [(met, to_come.planned_at)]
    assert met.visits.count() == 1 and not theirs.visits.exists()


def test_sent_twice_it_plans_once(manager):
    key, customers = uuid.uuid4(), CustomerFactory.create_batch(2, owner=manager)
    first, again = planned(manager, customers, key), planned(manager, customers, key)
    assert first.planned == again.planned and not again.met and Visit.objects.count() == 2


def test_of_an_occasion_the_visit_is_how_its_task_is_done(manager):
    occasion = OccasionFactory()
    task = care_task(manager, occasion=occasion)
    later = care_task(manager, occasion=occasion, customer=task.customer, occurrence="next", day=date(2026, 9, 1))
    without = CustomerFactory(owner=manager)
    made = planned(manager, [task.customer, without], occasion=occasion)
    assert [visit.care_task for visit in made.planned] == [task, None] and later.visits.count() == 0


def test_the_dialog_plans_and_the_answer_names_who_was_skipped(client, manager, colleague):
    mine, met = CustomerFactory(owner=manager, name="甲公司"), CustomerFactory(owner=manager, name="乙公司")
    plan_visit(manager, at=timezone.now(), customer=met, planned_at=timezone.now() + DAY)
    head = CustomerFactory(owner=colleague, name="丙公司")
    CustomerAccess.give_head(head, manager.department, "complaint", head.created_at)
    client.force_login(manager)
    dialog = client.get(URL, {"customer": [mine.pk, met.pk]}, headers={"HX-Request": "true"})
    assert "2 customers are ticked." in dialog.text and "<html" not in dialog.text
    answer = client.post(URL, sent(mine, met, head), headers={"HX-Request": "true"})
    assert answer["HX-Refresh"] == "true" and mine.visits.count() == 1
    text = client.get(reverse("customers:customer_list")).text
    assert "1 visit is planned, on" in text and "not yours to write in: 丙公司" in text
    assert f"乙公司 on {timezone.localdate() + timedelta(days=1)}" in text


def test_the_list_offers_it_to_those_who_plan_visits(client, manager, desk):
    for who, offered in ((manager, True), (desk, False)):
        client.force_login(who)
        assert (URL in client.get(reverse("customers:customer_list")).text) == offered


def test_an_occasion_is_offered_where_something_is_due_and_gives_the_purpose(client, manager):
    task, other = care_task(manager), OccasionFactory(name="中秋")
    client.force_login(manager)
    assert client.post(URL, sent(task.customer, occasion=other.pk, purpose="")).status_code == 422
    client.post(URL, sent(task.customer, occasion=task.occasion_id, purpose=""))
    assert task.customer.visits.get().purpose == str(task.occasion)


@pytest.mark.parametrize(
    "wrong",
    [
        *({"purpose": ""}, {"purpose": "长" * 201}, {"day": ""}, {"day": "2026-02-30"}, {"day": "9999-01-01"}),
        *({"minutes": "-5"}, {"minutes": "7"}, {"owner": "x"}, {"submission_key": ""}, {"occasion": "\0"}),
        *({"customer": []}, {"customer": ["", "x", "9" * 40]}),
    ],
)
def test_a_senseless_form_plans_nothing(client, manager, wrong):
    customer = CustomerFactory(owner=manager)
    client.force_login(manager)
    assert client.post(URL, sent(customer, **wrong)).status_code == 422
    assert not Visit.objects.exists()


def test_an_account_manager_sends_nobody_else(client, manager, colleague):
    customer = CustomerFactory(owner=manager)
    client.force_login(manager)
    assert client.post(URL, sent(customer, owner=colleague.pk)).status_code == 422


def test_the_dialog_costs_the_same_for_one_and_for_many(client, manager, django_assert_max_num_queries):
    customers = CustomerFactory.create_batch(20, owner=manager)
    client.force_login(manager)
    with django_assert_max_num_queries(8):
        client.get(URL, {"customer": [each.pk for each in customers]}, headers={"HX-Request": "true"})
