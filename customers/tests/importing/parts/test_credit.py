"""Credit reviews from a file: decided before, brought in by those who decide, the newest one in force."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from customers.factories import CustomerFactory, review_credit
from customers.models import CreditReview
from customers.tests.importing.parts.steps import checked, counts, imported, page_of
from customers.tests.importing.steps import errors_of

pytestmark = pytest.mark.django_db

HEADER = ["客户编码", "调查日期", "信用等级", "授信额度", "结算方式", "账期", "有效期至", "调查结论"]
OLD = ["K1", "2024-05-10", "C", "10万", "现结", "0", "2025-05-09", "新客户"]
NEW = ["K1", "2025-05-08", "A", "80万", "月结", "60天", "2027-05-07", "回款及时"]
NEW[5] = "60"


@pytest.fixture
def decider(client, supervisor):
    client.force_login(supervisor)
    return client


def credit_of(customer):
    customer.refresh_from_db()
    return customer.credit_grade, customer.credit_limit, customer.payment_days, customer.payment_terms


def test_the_newest_review_is_in_force_whatever_the_order_of_the_rows(decider, supervisor, ocean):
    imported(decider, "credit", HEADER, NEW, OLD)
    assert credit_of(ocean) == ("A", Decimal(800_000), 60, "monthly")
    newest, oldest = ocean.credit_reviews.approved()
    assert (newest.reviewed_on, newest.valid_until, newest.findings) == (date(2025, 5, 8), date(2027, 5, 7), "回款及时")
    # Above the limit from which a supervisor approves: whoever imports answers for it.
    assert (newest.state, newest.decided_by, newest.limit) == ("approved", supervisor, 800_000)
    assert timezone.localdate(oldest.decided_at) == date(2024, 5, 10) and oldest.limit == 100_000
    told = [str(activity) for activity in ocean.activities.all()]
    assert "Credit review of 2025-05-08 imported from 数据.csv: limit CNY 800,000, credit grade A" in told


def test_the_same_file_twice_changes_nothing_and_another_verdict_of_the_day_is_refused(decider, ocean):
    imported(decider, "credit", HEADER, OLD, NEW)
    assert counts(checked(decider, "credit", HEADER, OLD, NEW)) == (0, 0, 2, 0)
    run = checked(decider, "credit", HEADER, [*NEW[:3], "90万", *NEW[4:]])
    assert errors_of(run) == {2: {"limit": "The review of this day that is on file says otherwise."}}


def test_history_does_not_overtake_what_is_in_force(decider, manager, ocean):
    review_credit(ocean, manager, timezone.now())
    imported(decider, "credit", HEADER, OLD)
    assert credit_of(ocean)[:2] == ("B", 300_000)
    assert ocean.credit_reviews.count() == 2


def test_nothing_is_decided_past_a_review_that_waits(decider, manager, ocean):
    review_credit(ocean, manager, timezone.now(), limit=800_000)
    run = checked(decider, "credit", HEADER, OLD)
    assert errors_of(run) == {2: {"reviewed_on": "A credit review of this customer waits for approval."}}


def test_what_a_list_leaves_out_goes_by_the_usual_rules(decider, ocean):
    imported(decider, "credit", HEADER[:6], OLD[:6])
    review = ocean.credit_reviews.get()
    assert (review.valid_until, review.findings) == (date(2025, 5, 31), "Imported from 数据.csv")


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("调查日期", "2024-13-01", "is not a day of the calendar"),
        ("调查日期", "2099-01-01", "has not come yet"),
        ("信用等级", "S", "expected one of"),
        ("授信额度", "-1", "does not lie between 0"),
        ("授信额度", "20亿", "is not a number"),
        ("结算方式", "", "Say how is paid."),
        ("账期", "366", "within 365 days"),
        ("账期", "1.5", "is not a whole number"),
        ("有效期至", "2024-05-10", "valid until a day after"),
    ],
)
def test_what_is_wrong_is_said_of_its_cell(decider, ocean, column, cell, message):
    row = dict(zip(HEADER, OLD, strict=True)) | {column: cell}
    [errors] = errors_of(checked(decider, "credit", HEADER, list(row.values()))).values()
    assert len(errors) == 1 and message in next(iter(errors.values())), errors


def test_only_those_who_decide_on_reviews_import_them(client, cast, ocean):
    statuses = {}
    for login, person in cast.items():
        client.force_login(person)
        statuses[login] = client.get(page_of("credit")).status_code
    assert {login for login, status in statuses.items() if status == 200} == {"supervisor", "director"}
    client.force_login(cast["manager"])
    assert "/import/credit/" not in client.get(page_of("contacts")).text


def test_nobody_imports_reviews_of_their_own_customers_nor_of_other_departments(decider, supervisor, colleague, ocean):
    CustomerFactory(owner=supervisor, code="K8")
    CustomerFactory(owner=colleague, code="K9")
    found = errors_of(checked(decider, "credit", HEADER, ["K8", *OLD[1:]], ["K9", *OLD[1:]], OLD))
    assert found[2]["code"] == "Only who may approve credit reviews of this customer may import them."
    assert found[3]["code"] == "This customer belongs to another account manager." and 4 not in found


def test_the_command_imports_them_for_a_supervisor_only(supervisor, analyst, ocean, tmp_path):
    path = tmp_path / "授信.csv"
    path.write_text("\n".join(",".join(row) for row in (HEADER, OLD)), encoding="utf-8")
    with pytest.raises(CommandError, match="may not import credit"):
        call_command("import_customers", str(path), kind="credit")
    call_command("import_customers", str(path), kind="credit", username="supervisor")
    assert CreditReview.objects.get().customer == ocean
