"""From the upload to the confirmed import, through the pages."""

import re
import uuid

import pytest

from customers.factories import CustomerFactory
from customers.models import Activity, Address, Contact, Customer, ImportRun
from customers.tasks import check_import
from customers.tests.importing.files import OWN_HEADER, two_thousand_rows, workbook
from customers.tests.importing.steps import (
    UPLOAD,
    changes_of,
    check,
    checked,
    confirm,
    csv,
    errors_of,
    imported,
    key_of,
    post_file,
    upload,
)
from people.models import Notification

pytestmark = pytest.mark.django_db

HEADER = ["客户编码", "客户名称", "联系人", "手机"]
ROW = ["C9001", "上海远洋物流有限公司", "张敏", "13800138000"]


@pytest.fixture
def browser(client, manager):
    client.force_login(manager)
    return client


def test_two_thousand_customers_are_imported_and_the_same_file_again_changes_nothing(browser, manager):
    content = workbook(OWN_HEADER, *two_thousand_rows())

    run = check(browser, upload(browser, content, "我们的客户.xlsx"))
    assert run.counts == {"new": 1996, "changed": 0, "unchanged": 0, "error": 4}
    assert Customer.objects.count() == 0
    assert {number: list(found) for number, found in errors_of(run).items()} == {
        12: ["contact_mobile"],
        22: ["credit_code"],
        32: ["code"],
        42: ["region"],
    }
    page = browser.get(run.get_absolute_url()).content.decode()
    assert "Row 31 has the same customer code." in page

    confirm(browser, run)
    assert (run.state, Customer.objects.filter(owner=manager).count()) == ("done", 1996)
    assert Contact.objects.filter(is_primary=True).count() == Address.objects.count() == 1996

    again = check(browser, upload(browser, content, "我们的客户.xlsx"))
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 1996, "error": 4}


def test_the_page_shows_what_was_recognised_with_the_first_rows(browser):
    run = upload(browser, csv([*HEADER, "随便"], [*ROW, "x1"]))
    page = browser.get(run.get_absolute_url())
    assert run.mapping == {"0": "code", "1": "name", "2": "contact_name", "3": "contact_mobile"}
    assert "上海远洋物流有限公司" in page.content.decode()
    assert page.context["form"]["4"].value() == ""


def test_a_column_can_be_given_another_field(browser):
    run = checked(browser, ["客户名称", "随便"], ["远洋物流", "13800138000"], c1="contact_name")
    assert run.rows.get().values == {"name": "远洋物流", "contact_name": "13800138000"}


def test_two_columns_cannot_fill_one_field_and_some_column_must_name_the_customer(browser):
    run = upload(browser, csv(HEADER, ROW))
    address = f"{run.get_absolute_url()}check/"
    twice = browser.post(address, {"0": "name", "1": "name"})
    assert twice.status_code == 422
    assert "“客户编码” already fills this field." in twice.content.decode()
    nameless = browser.post(address, {"2": "contact_name"})
    assert "Choose the column with the customer code, the credit code or the full name." in nameless.content.decode()


def test_the_columns_chosen_last_are_remembered_for_the_same_header(browser):
    checked(browser, ["客户名称", "随便"], ["远洋物流", "x"], c1="short_name")
    assert upload(browser, csv(["客户名称", "随便"], ["中外运", "y"])).mapping == {"0": "name", "1": "short_name"}


def test_columns_can_be_corrected_after_the_check(browser):
    run = checked(browser, ["客户名称", "随便"], ["远洋物流", "x"])
    page = browser.get(f"{run.get_absolute_url()}?columns=1").content.decode()
    assert "Check the file" in page
    check(browser, run, c1="short_name")
    assert run.rows.get().values == {"name": "远洋物流", "short_name": "x"}


def test_the_check_says_what_changes_from_what_to_what(browser, manager):
    CustomerFactory(code="C9001", name="旧名", owner=manager, size="small")
    run = checked(browser, ["客户编码", "客户名称", "规模"], ["C9001", "新名", "Large"])
    assert changes_of(run) == {2: {"name": ["旧名", "新名"], "size": ["small", "large"]}}
    page = re.sub(r"\s+", " ", browser.get(run.get_absolute_url()).content.decode())
    assert '<strong>Customer name</strong> <del class="text-body-secondary">旧名</del> → <ins>新名</ins>' in page
    assert "<ins>Large</ins>" in page


def test_fifty_rows_stand_on_a_page(browser):
    run = checked(browser, HEADER, *([f"K{n}", f"公司{n}", "", ""] for n in range(51)))
    assert len(browser.get(run.get_absolute_url()).context["rows"]) == 50
    assert len(browser.get(f"{run.get_absolute_url()}?outcome=new&page=2").context["rows"]) == 1
    assert browser.get(f"{run.get_absolute_url()}?outcome=nonsense&page=x").status_code == 200


def test_progress_is_polled_and_the_page_renewed_at_the_end(browser):
    run = upload(browser, csv(HEADER, ROW))
    browser.post(f"{run.get_absolute_url()}check/", run.mapping)
    polled = browser.get(run.get_absolute_url(), headers={"HX-Request": "true"})
    assert "<progress" in polled.content.decode() and "<html" not in polled.content.decode()
    assert 'id="import-state" hx-swap-oob="true">Being checked</span>' in polled.content.decode()
    assert "<progress" in browser.get(run.get_absolute_url()).content.decode()
    check_import(run.pk)
    assert browser.get(run.get_absolute_url(), headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_the_uploader_is_told_when_check_and_import_end(browser, manager):
    run = imported(browser, HEADER, ROW)
    told = Notification.objects.filter(recipient=manager).order_by("pk")
    assert [note.title for note in told] == ["客户.csv: Checked", "客户.csv: Imported"]
    assert {note.url for note in told} == {run.get_absolute_url()}
    assert told[0].body == "1 new, 0 changed, 0 unchanged, 0 with errors."


def test_an_import_stands_on_the_timeline_and_in_the_history(browser, manager):
    run = imported(browser, HEADER, ROW)
    customer = Customer.objects.get()
    assert str(Activity.objects.get(customer=customer)) == "Opened by import of 客户.csv"
    assert customer.events.get().pgh_context.metadata == {"user": manager.pk, "import_run": run.pk}
    imported(browser, ["客户编码", "联系人", "职务"], ["C9001", "张敏", "经理"])
    assert Contact.objects.get().events.filter(pgh_label="update").get().title == "经理"


def test_a_form_sent_twice_makes_one_run(browser):
    key = key_of(browser)
    first, second = (post_file(browser, csv(HEADER, ROW), submission_key=key) for _ in range(2))
    assert first.url == second.url
    assert ImportRun.objects.count() == 1


def test_confirming_twice_imports_once_and_says_so(browser):
    run = checked(browser, HEADER, ROW)
    confirm(browser, run)
    answer = browser.post(f"{run.get_absolute_url()}confirm/", follow=True).content.decode()
    assert "客户.csv by Manager is meanwhile “Imported”" in answer
    assert Customer.objects.count() == 1


def test_nobody_else_sees_or_moves_a_run(browser, client, colleague, analyst):
    run = checked(browser, HEADER, ROW)
    client.force_login(colleague)
    assert client.get(run.get_absolute_url()).status_code == 404
    assert client.post(f"{run.get_absolute_url()}confirm/").status_code == 404
    client.force_login(analyst)
    assert client.get(run.get_absolute_url()).status_code == 200
    assert client.post(f"{run.get_absolute_url()}confirm/").status_code == 403


@pytest.mark.parametrize("role", ["desk", "handler", "administrator"])
def test_who_opens_no_files_imports_none(client, request, role):
    client.force_login(request.getfixturevalue(role))
    assert client.get(UPLOAD).status_code == 403
    assert post_file(client, csv(HEADER, ROW), submission_key=uuid.uuid4()).status_code == 403
