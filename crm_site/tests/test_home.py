import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from complaints.factories import MORNING, log_complaint
from customers.factories import CustomerFactory
from deadlines.models import Clock
from key_accounts.models import KeyAccount
from people.messaging import Message, post
from people.models import Role, User
from visits.factories import plan_visit
from visits.models import Visit


@pytest.fixture
def late_complaint(company, desk, handler, leader, manager):
    customer = CustomerFactory(short_name="远洋物流", owner=manager)
    return log_complaint(desk, company.operations, at=MORNING, customer=customer)


def owes_answer(person, at):
    return Clock.start("customer.answer", "An answer to Yuanyang", "/customers/log/1/", person, person.department, at)


def page_of(client, person):
    client.force_login(person)
    return client.get("/")


def test_what_waits_for_a_person_is_one_click_away(client, late_complaint, handler):
    page = page_of(client, handler)
    assert [task.title for task in page.context["work"].waiting] == ["远洋物流"]
    assert f'href="/complaints/{late_complaint.pk}/"' in page.content.decode()


def test_a_manager_sees_what_others_are_late_with_for_the_own_customers(client, late_complaint, manager, colleague):
    assert [task.title for task in page_of(client, manager).context["work"].late_elsewhere] == ["远洋物流"]
    assert page_of(client, colleague).context["work"].late_elsewhere == []


def test_what_waits_comes_from_every_area_late_first(client, late_complaint, handler):
    owed = owes_answer(handler, MORNING - timedelta(days=30))
    page = page_of(client, handler)
    assert [task.title for task in page.context["work"].waiting] == ["An answer to Yuanyang", "远洋物流"]
    assert f'href="{owed.url}"' in page.content.decode()


def test_what_is_done_waits_no_more(client, manager):
    owes_answer(manager, MORNING).complete(MORNING)
    assert page_of(client, manager).context["work"].waiting == []


def test_a_deputy_finds_what_waits_for_the_absent(client, manager, colleague):
    owes_answer(manager, MORNING)
    today = timezone.localdate()
    manager.deputy, manager.deputy_from, manager.deputy_until = colleague, today, today
    manager.save()
    assert [task.title for task in page_of(client, colleague).context["work"].waiting] == ["An answer to Yuanyang"]


def test_what_the_head_of_the_company_proposes_waits_for_the_analysts(client, director, analyst, supervisor):
    customer = CustomerFactory(owner=director)
    account = KeyAccount.propose(director, MORNING, uuid.uuid4(), customer, tier="key", reason="行业第一")
    assert account.approver is None
    [task] = page_of(client, analyst).context["work"].waiting
    assert task.url == account.get_absolute_url()
    for person in (director, supervisor):
        assert page_of(client, person).context["work"].waiting == []
    account.approve(analyst, MORNING, account.version)
    assert page_of(client, analyst).context["work"].waiting == []


def test_what_else_a_complaint_brings_waits_for_its_doer_alone(client, handler, head, analyst):
    facts = {"title": "K-1 培训", "url": "/complaints/corrections/1/", "department": handler.department}
    Clock.start("complaint.correction", doer=handler, at=timezone.now(), **facts)
    Clock.start("complaint.penalty", doer=None, at=timezone.now(), **facts | {"title": "K-2 处罚"})
    titles = {
        person: [task.title for task in page_of(client, person).context["work"].waiting]
        for person in (handler, head, analyst)
    }
    assert titles == {handler: ["K-1 培训"], head: [], analyst: []}


def test_a_supervisor_sees_what_their_people_are_late_with(client, manager, supervisor, colleague, director):
    owes_answer(manager, MORNING)
    assert [task.title for task in page_of(client, supervisor).context["work"].late_elsewhere] == [
        "An answer to Yuanyang"
    ]
    assert f"Answer to the customer · {manager}" in page_of(client, supervisor).text
    assert len(page_of(client, director).context["work"].late_elsewhere) == 1
    assert page_of(client, colleague).context["work"].late_elsewhere == []


def test_more_than_fits_is_one_click_away(client, manager, supervisor):
    for _number in range(13):
        owes_answer(manager, MORNING)
    for person in (manager, supervisor):
        page = page_of(client, person)
        assert page.text.count("An answer to Yuanyang") == 12 and 'href="?all=on"' in page.text
        assert client.get("/?all=on").text.count("An answer to Yuanyang") == 13


def test_visits_of_the_next_days_come_up(client, manager, colleague):
    now = timezone.now()
    visit = plan_visit(manager, now, now + timedelta(days=1))
    plan_visit(manager, now, now + timedelta(days=10))
    assert page_of(client, manager).context["work"].visits == [visit]
    User.objects.update(language="zh-hans")
    assert "<strong>拜访</strong>" in client.get("/").text
    assert page_of(client, colleague).context["work"].visits == []


def test_news_are_the_unread_notifications(client, manager):
    post([Message(manager, "cause:1", "An answer is owed", url="/customers/")], timezone.now())
    page = page_of(client, manager)
    assert "An answer is owed" in page.content.decode()


def test_a_fresh_person_is_told_that_nothing_waits(client, administrator):
    assert "Nothing waits for you" in page_of(client, administrator).content.decode()


@pytest.mark.parametrize("login", ["handler", "manager", "supervisor", "desk", "analyst", "director"])
def test_home_costs_few_queries_however_much_there_is(
    client, cast, company, desk, manager, django_assert_max_num_queries, login
):
    for number in range(30):
        customer = CustomerFactory(owner=manager)
        log_complaint(desk, company.operations, at=MORNING, customer=customer)
        post([Message(cast[login], f"cause:{number}", f"News {number}")], MORNING)
        owes_answer(cast[login], MORNING)
        if number < 10 and Visit.can_be_planned_for(customer, cast[login]):
            plan_visit(cast[login], timezone.now(), customer=customer)
    client.force_login(cast[login])
    with django_assert_max_num_queries(14):
        client.get("/")


def test_an_administrator_finds_the_administration_among_the_areas(client, administrator, handler):
    assert [area.url for area in page_of(client, administrator).context["navigation"].areas] == ["/", "/admin/"]
    assert "/admin/" not in [area.url for area in page_of(client, handler).context["navigation"].areas]


def test_the_navigation_is_drawn_for_the_rights_of_the_day_and_the_language_of_the_reader(client, handler):
    client.force_login(handler)
    assert "/customers/portfolio/" not in client.get("/customers/").text
    handler.role, handler.language = Role.ANALYST, "zh-hans"
    handler.save()
    page = client.get("/customers/").text
    assert '"/customers/portfolio/"' in page and "<span>投诉</span>" in page


def test_the_badges_say_how_much_waits_and_nothing_where_nothing_does(client, late_complaint, handler, administrator):
    client.force_login(handler)
    assert client.get("/counts/").json()["complaints"] == "1"
    client.force_login(administrator)
    assert set(client.get("/counts/").json().values()) == {""}


def test_the_badges_appear_beside_their_areas(browse, late_complaint, handler):
    page = browse(handler, "en")
    page.locator(".sidebar [data-count=complaints]", has_text="1").wait_for()
    page.locator(".bell-count:visible").wait_for()
