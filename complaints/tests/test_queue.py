"""What waits for a person by deadline, and the board of a department."""

from datetime import UTC, datetime, timedelta

import pytest

from complaints.board import MOST_CARDS
from complaints.factories import MORNING, log_complaint
from complaints.loop import Step
from complaints.queue import Queue
from customers.factories import CustomerFactory
from people.models import User

YESTERDAY = MORNING - timedelta(days=1)
QUEUE, BOARD = "/complaints/queue/", "/complaints/board/"


def due(complaint, deadline):
    clock = complaint.open_step.clock
    clock.deadline = deadline
    clock.save()
    return complaint


def groups(user, at=MORNING):
    fresh = User.objects.get(pk=user.pk)
    return {group.name: [row.number for row in group.rows] for group in Queue(fresh, at).groups()}


def test_by_deadline_and_what_stands_still_at_the_end(company, desk, handler):
    """At ten on a Tuesday in Shanghai."""
    deadlines = {
        "overdue": MORNING - timedelta(minutes=1),
        "today": datetime(2026, 3, 10, 15, 59, tzinfo=UTC),
        "week": datetime(2026, 3, 15, 15, 59, tzinfo=UTC),
        "later": datetime(2026, 3, 15, 16, 0, tzinfo=UTC),
        "paused": MORNING - timedelta(minutes=1),
    }
    found = {
        name: due(log_complaint(desk, company.operations, YESTERDAY), moment) for name, moment in deadlines.items()
    }
    found["paused"].pause(handler, MORNING, "customer", "等客户")
    assert groups(handler) == {name: [complaint.number] for name, complaint in found.items()}
    assert list(groups(handler)) == list(deadlines)
    assert groups(desk) == {}


def test_what_was_given_to_a_colleague_is_in_their_list_alone(complaint, head, handler):
    complaint.hand_on(head, MORNING, handler)
    assert list(groups(handler).values()) == [[complaint.number]]
    assert groups(head) == {}


def test_each_row_says_what_to_do_and_leads_to_where_it_is_done(complaint, handler, as_user):
    page = as_user(handler).get(QUEUE).content.decode()
    assert "Write the analysis" in page and f'href="{complaint.get_absolute_url()}#waiting"' in page
    assert QUEUE in as_user(handler).get("/").content.decode()


@pytest.mark.parametrize("address", [QUEUE, BOARD])
def test_it_costs_the_same_for_one_row_and_for_many(company, cast, as_user, address, django_assert_max_num_queries):
    client, customer = as_user(cast["head"]), CustomerFactory()
    for count in (1, 20):
        for _complaint in range(count):
            log_complaint(cast["desk"], company.operations, customer=customer)
        client.get(address)
        with django_assert_max_num_queries(9):
            assert client.get(address).status_code == 200


def test_administrators_have_no_complaints_and_account_managers_no_board(administrator, manager, as_user):
    assert as_user(administrator).get(QUEUE).status_code == 403
    assert as_user(manager).get(BOARD).status_code == 403


def test_the_board_is_narrowed_to_a_department_and_leads_to_the_list(company, cast, as_user):
    for _number in range(MOST_CARDS + 2):
        log_complaint(cast["desk"], company.operations)
    log_complaint(cast["desk"], company.guangzhou_sales)
    response = as_user(cast["analyst"]).get(BOARD, {"department": company.operations.pk})
    column = response.context["columns"][1]
    assert (column.count, column.late, len(column.cards), column.more) == (17, 17, MOST_CARDS, 2)
    assert all(card.department for card in column.cards)
    listed = as_user(cast["analyst"]).get(f"/complaints/?{column.query}").context["page"]
    assert listed.total == 17


def test_every_complaint_that_waits_stands_in_the_column_of_its_step(company, cast, bring, as_user):
    waiting = {step: log_complaint(cast["desk"], company.operations) for step in list(Step)[1:]}
    for step, complaint in waiting.items():
        bring(complaint, step)
    bring(log_complaint(cast["desk"], company.operations), None)
    columns = as_user(cast["analyst"]).get(BOARD).context["columns"]
    numbers = [[card.number for card in column.cards] for column in columns]
    assert numbers == [[], *([complaint.number] for complaint in waiting.values())]
    assert "<html" not in as_user(cast["analyst"]).get(BOARD, headers={"HX-Request": "true"}).content.decode()
