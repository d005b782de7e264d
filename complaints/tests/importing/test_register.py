from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from complaints.importing.fields import FIELDS_BY_KEY
from complaints.models import Complaint, ComplaintLog, ComplaintStep
from complaints.tests.importing.conftest import PAGE, ROW, changed, checked, imported
from customers.factories import CustomerFactory
from customers.models import ImportRun
from customers.tasks import undo_import
from customers.tests.importing import steps
from customers.tests.importing.steps import errors_of
from people.models import Notification

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_a_row_becomes_a_closed_complaint_without_steps_that_notifies_nobody(browser, company, desk):
    customer = CustomerFactory(name="远洋物流")
    run = imported(browser, ROW)
    assert run.counts == {"new": 1, "changed": 0, "unchanged": 0, "error": 0}
    complaint = Complaint.objects.get()
    assert (complaint.state, complaint.is_imported, complaint.customer) == ("closed", True, customer)
    assert complaint.received_at == datetime(2023, 5, 4, tzinfo=SHANGHAI)
    assert complaint.closed_at == datetime(2023, 5, 9, tzinfo=SHANGHAI)
    assert (complaint.cause.code, complaint.department, complaint.logged_by) == ("T11", company.operations, desk)
    entry = complaint.register_entry
    assert (entry.number, entry.result, entry.satisfaction) == ("2023-017", "已赔付", "satisfied")
    assert entry.compensation == Decimal(1200)
    assert not ComplaintStep.objects.exists() and not ComplaintLog.objects.exists()
    assert set(Notification.objects.values_list("recipient__username", flat=True)) <= {"desk"}


def test_it_is_found_by_its_old_number_and_shown_with_it(browser):
    imported(browser, changed(投诉编号="Case 17/b"))
    complaint = Complaint.objects.get()
    found = browser.get("/complaints/", {"q": "case17/B"}).context["complaints"]
    assert [row.number for row in found] == [complaint.number]
    page = browser.get(complaint.get_absolute_url()).content.decode()
    assert "Case17/b" in page and "From an older register" in page and 'class="steps"' not in page


def test_a_customer_not_on_file_stays_in_the_words_of_the_register(browser):
    imported(browser, changed(客户名称="老客户（已注销）"))
    complaint = Complaint.objects.get()
    assert complaint.customer is None and complaint.caller_company == "老客户（已注销）"


def test_the_same_file_again_changes_nothing_and_other_facts_are_refused(browser):
    imported(browser, ROW)
    assert checked(browser, ROW).counts == {"new": 0, "changed": 0, "unchanged": 1, "error": 0}
    run = checked(browser, changed(投诉编号="2023-017", 赔偿金额="900", 责任部门="上海销售部"))
    assert errors_of(run) == {
        2: {
            "compensation": "On file under this number with another value: 1,200.",
            "department": "On file under this number with another value: Shanghai operations.",
        }
    }


@pytest.mark.parametrize(
    ("cells", "key", "message"),
    [
        ({"投诉编号": ""}, "number", "An old complaint needs this."),
        (
            {"投诉日期": "5/4/23"},
            "received",
            "“5/4/23” is not a date; expected one such as 2024-03-05 or 2024-03-05 14:30.",
        ),
        ({"投诉日期": "2099-01-01"}, "received", "“2099-01-01” has not come yet."),
        ({"结案日期": "2023-05-01"}, "closed", "It was closed before it was received."),
        ({"结案日期": ""}, "closed", "An old complaint needs this."),
        ({"客户名称": ""}, "name", "Who complained?"),
        ({"原因分类": "星象"}, "cause", "“星象” is not a cause of the tree."),
        ({"责任部门": "北京操作部"}, "department", "There is no department “北京操作部”."),
        ({"责任部门": ""}, "department", "Which department was responsible?"),
        ({"赔偿金额": "-5"}, "compensation", "A compensation is not below 0."),
        ({"满意度": "还行"}, "satisfaction", "“还行” is not known here; expected one of: "),
    ],
)
def test_what_is_wrong_is_said_for_each_cell(browser, cells, key, message):
    run = checked(browser, changed(**cells))
    (errors,) = errors_of(run).values()
    assert errors.keys() == {key} and errors[key].startswith(message)


def test_two_rows_with_one_number(browser):
    run = checked(browser, ROW, ROW)
    assert errors_of(run) == {3: {"number": "Row 2 has the same number."}}


def test_causes_outside_the_tree_may_be_kept_in_words_and_one_department_stand_for_all(browser, company):
    rows = [changed(原因分类="星象", 责任部门="")]
    imported(browser, *rows, unknown_causes="keep", department=str(company.sales.pk))
    complaint = Complaint.objects.get()
    assert (complaint.cause, complaint.register_entry.cause_words) == (None, "星象")
    assert complaint.department == company.sales


def test_a_time_of_day_counts_and_closing_on_the_same_day_is_no_contradiction(browser):
    imported(browser, changed(投诉日期="2023/5/4 14:30", 结案日期="2023.5.4"))
    complaint = Complaint.objects.get()
    assert complaint.received_at == complaint.closed_at == datetime(2023, 5, 4, 14, 30, tzinfo=SHANGHAI)


def test_english_headers_are_known_as_well(browser, company):
    header = ["Complaint ID", "Date received", "Date closed", "Submitted via", "Company", "Narrative", "Department"]
    row = ["77", "2023-05-04", "2023-05-06", "Postal mail", "ACME", "Late again", "Shanghai operations"]
    imported(browser, row, header=header)
    complaint = Complaint.objects.get()
    assert (complaint.channel, complaint.caller_company, complaint.description) == ("letter", "ACME", "Late again")


# In a transaction of its own, what follows does not inherit the history context of the import.
@pytest.mark.django_db(transaction=True)
def test_undone_all_is_gone(browser):
    run = imported(browser, ROW, changed(投诉编号="18"))
    browser.post(f"{run.get_absolute_url()}undo/")
    undo_import(run.pk)
    assert not Complaint.objects.exists()
    assert checked(browser, ROW).counts["new"] == 1


@pytest.mark.django_db(transaction=True)
def test_an_undoing_is_refused_once_one_was_reopened(browser, desk, handler):
    run = imported(browser, ROW)
    complaint = Complaint.objects.get()
    complaint.reopen(desk, datetime.now(SHANGHAI), "客户再次来电")
    assert complaint.open_step.step == "analyse"
    browser.post(f"{run.get_absolute_url()}undo/")
    undo_import(run.pk)
    run.refresh_from_db()
    assert run.state == "done" and complaint.number in run.message


def test_whoever_comes_too_late_on_an_old_complaint_is_told(browser):
    imported(browser, ROW)
    page = browser.post(f"{Complaint.objects.get().get_absolute_url()}withdraw/", {"reason": "x", "seen": "1"})
    assert page.status_code == 409 and "closed in the register" in page.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_template_can_be_uploaded_and_its_example_row_is_never_imported(browser, language):
    template = browser.get(f"{PAGE}template.xlsx", headers={"accept-language": language})
    run = steps.check(browser, steps.upload(browser, b"".join(template.streaming_content), "old.xlsx", page=PAGE))
    assert set(run.mapping.values()) == set(FIELDS_BY_KEY)
    assert run.counts["error"] == 1 and "number" in errors_of(run)[2]


def test_the_desk_imports_registers_and_nothing_else(browser):
    page = browser.get(PAGE)
    assert "Import an older register" in page.content.decode() and "Import customers" not in page.content.decode()
    assert browser.get(f"{PAGE}template.xlsx").status_code == 200
    imported(browser, ROW)
    assert list(ImportRun.objects.values_list("kind", flat=True)) == ["complaints"]
