"""Credit reviews: when they are in force at once, who approves, what they set, and who is told."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from crm_site.workflow import InvalidTransition
from customers.factories import CustomerFactory, review_credit
from customers.history import history
from customers.models import CreditPolicy, CreditReview, CustomerAccess
from deadlines.models import Clock
from people.factories import UserFactory
from people.models import Role

pytestmark = pytest.mark.django_db
AT = timezone.now()
BIG = Decimal(800_000)


@pytest.fixture
def customer(manager, director):
    return CustomerFactory(owner=manager, name="上海远洋物流有限公司")


def set_on(customer):
    customer.refresh_from_db()
    return customer.credit_grade, customer.credit_limit, customer.payment_days, customer.payment_terms


@pytest.mark.parametrize(
    ("limit", "former", "asked"),
    [
        *((500_000, None, False), ("500000.01", None, True), (400_000, 400_000, False), (600_000, 900_000, True)),
        *((150_000, 100_000, False), (150_001, 100_000, True), (50_000, 0, False), (0, None, False)),
    ],
)
def test_above_a_limit_or_after_a_great_raise_approval_is_needed(limit, former, asked):
    former = former if former is None else Decimal(former)
    assert CreditPolicy().needs_approval(Decimal(limit), former) == asked


def test_a_small_limit_is_in_force_at_once(customer, manager):
    review = review_credit(customer, manager, AT)
    assert (review.state, review.decided_by, review.clock) == ("approved", None, None)
    assert set_on(customer) == ("B", Decimal(300_000), 30, "monthly")
    assert [str(row) for row in customer.activities.all()] == ["Credit limit CNY – → 300,000, credit grade B"]


def test_a_great_limit_waits_for_the_authors_supervisor(customer, manager, supervisor):
    review = review_credit(customer, manager, AT, limit=BIG)
    assert set_on(customer) == ("", None, None, "")
    assert (review.state, review.approver, review.clock.doer) == ("submitted", supervisor, supervisor)
    assert review.clock.url == review.get_absolute_url() and supervisor.notifications.get().url == review.clock.url
    review.approve(supervisor, AT, "押金已付")
    assert set_on(customer)[1] == BIG and review.decided_by == supervisor
    assert Clock.objects.get().state == Clock.State.DONE
    assert "approved" in manager.notifications.get().title


def test_timeline_and_history_say_from_what_to_what_and_who_approved(customer, manager, supervisor):
    review_credit(customer, manager, AT, limit=Decimal(500_000))
    review_credit(customer, manager, AT, limit=BIG).approve(supervisor, AT)
    last = customer.activities.order_by("-id").first()
    assert str(last) == "Credit limit CNY 500,000 → 800,000, credit grade B, approved; reviewed by Manager"
    assert last.by == supervisor
    change = history(customer, 0, 5, "customer")[0][0]
    assert ("Credit limit", "CNY 500,000", "CNY 800,000") in change.fields
    assert change.by == f"Supervisor, approval of the credit review of {timezone.localdate(AT)}"
    type(customer).objects.update(remark="Written in the same transaction")
    assert "review" not in history(customer, 0, 1, "customer")[0][0].by


def test_only_those_above_decide_and_never_the_author(cast, customer):
    review = review_credit(customer, cast["manager"], AT, limit=BIG)
    may = {login for login, person in cast.items() if review.can_be_decided_by(person)}
    assert may == {"supervisor", "director"}
    for login in cast.keys() - may:
        with pytest.raises(PermissionDenied):
            review.approve(cast[login], AT)


def test_a_deputy_decides_for_the_approver_but_nobody_for_the_author(customer, manager, supervisor, company):
    today = timezone.localdate()
    stand_in = UserFactory(department=company.guangzhou, name="Stand-in")
    for person in (manager, supervisor):
        person.deputy, person.deputy_from, person.deputy_until = stand_in, today, today
        person.save()
    review = review_credit(customer, manager, AT, limit=BIG)
    assert review.principal_of(stand_in) == supervisor
    review.approve(stand_in, AT)
    assert (review.decided_by, review.decided_for) == (stand_in, supervisor)
    supervisor.deputy = manager
    supervisor.save()
    own = review_credit(customer, manager, AT, limit=BIG * 2)
    assert own.principal_of(UserFactory._meta.model.objects.get(pk=manager.pk)) is None


def test_who_keeps_the_customer_does_not_decide_and_the_next_above_is_asked(manager, supervisor, director):
    customer = CustomerFactory(owner=supervisor)
    CustomerAccess.objects.create(customer=customer, user=manager, level="write", reason="项目", created_at=AT)
    review = review_credit(customer, manager, AT, limit=BIG)
    assert review.approver == director and not review.can_be_decided_by(supervisor)


def test_what_the_head_of_the_company_proposes_the_office_decides(director, analyst):
    review = review_credit(CustomerFactory(owner=director), director, AT, limit=BIG)
    assert review.approver is None and review.can_be_decided_by(analyst) and not review.can_be_decided_by(director)


def test_the_asked_supervisor_sees_the_review_of_a_file_they_do_not_see(customer, colleague, director, company):
    head = UserFactory(role=Role.SUPERVISOR, department=company.guangzhou)
    company.guangzhou.head = head
    company.guangzhou.save()
    CustomerAccess.objects.create(customer=customer, user=colleague, level="write", reason="项目", created_at=AT)
    review = review_credit(customer, colleague, AT, limit=BIG)
    assert review.approver == head and not customer.can_be_read_by(head)
    assert review in CreditReview.objects.visible_to(head)


def test_a_return_needs_a_reason_and_leaves_the_file_as_it_was(customer, manager, supervisor):
    review = review_credit(customer, manager, AT, limit=BIG)
    with pytest.raises(ValidationError):
        review.send_back(supervisor, AT, " ")
    review.send_back(supervisor, AT, "请补充财务报表")
    assert (review.state, review.note, set_on(customer)[1]) == ("returned", "请补充财务报表", None)
    assert manager.notifications.get().body == "请补充财务报表"
    assert review_credit(customer, manager, AT, limit=BIG).state == "submitted"


def test_the_author_withdraws_and_whoever_decides_then_is_told(customer, manager, supervisor):
    review = review_credit(customer, manager, AT, limit=BIG)
    with pytest.raises(PermissionDenied):
        review.withdraw(supervisor, AT)
    review.withdraw(manager, AT)
    assert Clock.objects.get().state == Clock.State.CANCELLED
    with pytest.raises(InvalidTransition, match=r"Meanwhile decided by Manager on .*: Withdrawn"):
        review.approve(supervisor, AT)


def test_while_one_waits_no_other_is_made(customer, manager, supervisor):
    review_credit(customer, manager, AT, limit=BIG)
    with pytest.raises(InvalidTransition, match="The review that Manager made"):
        review_credit(customer, supervisor, AT)


def test_a_form_sent_twice_makes_one(customer, manager):
    key = uuid.uuid4()
    assert review_credit(customer, manager, AT, key, limit=BIG) == review_credit(customer, manager, AT, key, limit=BIG)
    assert CreditReview.objects.count() == 1


def test_who_only_reads_makes_none_and_an_ended_access_neither(customer, colleague):
    access = CustomerAccess.objects.create(
        customer=customer, user=colleague, level="write", reason="项目", created_at=AT, until=date(2020, 1, 1)
    )
    with pytest.raises(PermissionDenied):
        review_credit(customer, colleague, AT)
    access.level, access.until = "read", None
    access.save()
    with pytest.raises(PermissionDenied):
        review_credit(customer, colleague, AT)


@pytest.mark.parametrize(
    "wrong",
    [{"limit": Decimal(-1)}, {"findings": ""}, {"payment_days": 366}, {"valid_until": AT.date() - timedelta(days=9)}],
)
def test_the_database_refuses_what_cannot_be(customer, manager, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        review_credit(customer, manager, AT, **wrong)
