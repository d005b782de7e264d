"""Contacts from a file: whom a row means, what is written, and that the same file again changes nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from customers.factories import ContactFactory, CustomerFactory
from customers.models import Contact
from customers.tasks import check_import, run_import
from customers.tests.importing.files import workbook
from customers.tests.importing.parts.steps import checked, counts, imported, page_of
from customers.tests.importing.steps import changes_of, check, csv, errors_of, upload

pytestmark = pytest.mark.django_db

HEADER = [
    "客户编码",
    "姓名",
    "职务",
    "部门",
    "层级",
    "手机",
    "邮箱",
    "历法",
    "生日",
    "决策角色",
    "态度",
    "影响力",
    "离职日期",
    "备注",
]
ROW = [
    *(
        "K1",
        "王小明",
        "总监",
        "物流部",
        "高层",
        "138 0013 8042",
        "Wang@Ocean.com",
        "农历",
        "02-30",
        "决策者",
        "+2",
        "4",
        "",
        "爱喝茶",
    ),
]


def test_a_contact_comes_with_all_that_is_known(browser, ocean):
    run = imported(browser, "contacts", HEADER, ROW)
    contact = ocean.contacts.get()
    assert (contact.name, contact.title, contact.department, contact.level) == ("王小明", "总监", "物流部", "top")
    assert (contact.mobile, contact.email, contact.birthday, contact.birthday_calendar) == (
        *("13800138042", "wang@ocean.com", "02-30", "lunar"),
    )
    assert (contact.decision_role, contact.attitude, contact.influence, contact.remark) == (
        *("decision_maker", 2, 4, "爱喝茶"),
    )
    assert contact.is_primary and contact.left_since is None
    assert str(ocean.activities.first()) == "Contacts imported from 数据.csv: 1"
    assert ocean.activities.first().url == run.get_absolute_url()


def test_english_headers_and_words_do_as_well(browser, river):
    header = ["Credit code", "Name", "Level", "Mobile", "Decision role", "Attitude", "Left since"]
    imported(
        browser, "contacts", header, [river.credit_code, "Li Lei", "Middle", "13700137000", "Sponsor", "For us", ""]
    )
    contact = river.contacts.get()
    assert (contact.name, contact.level, contact.decision_role, contact.attitude) == ("Li Lei", "middle", "sponsor", 2)


def test_the_same_file_twice_changes_nothing(browser, ocean):
    rows = [HEADER, ROW, ["K1", "王小明", "", "", "", "13900139000", *[""] * 8], ["K1", "赵六", *[""] * 12]]
    assert counts(imported(browser, "contacts", *rows)) == (3, 0, 0, 0)
    assert counts(checked(browser, "contacts", *rows)) == (0, 0, 3, 0)
    assert ocean.contacts.filter(is_primary=True).count() == 1


def test_what_changed_is_shown_from_what_to_what(browser, ocean):
    ContactFactory(customer=ocean, name="王小明", mobile="13800138042", title="经理", attitude=-1)
    run = imported(
        browser, "contacts", ["客户编码", "姓名", "手机", "职务", "态度"], ["K1", "王小明", "13800138042", "总监", "0"]
    )
    assert changes_of(run) == {2: {"contact_title": ["经理", "总监"], "attitude": [-1, 0]}}
    page = browser.get(f"{run.get_absolute_url()}?outcome=changed").text
    assert "Reserved</del> → <ins>Neutral" in page and "经理</del> → <ins>总监" in page
    assert ocean.contacts.get().title == "总监"


def test_name_and_mobile_tell_people_apart(browser, ocean):
    known = ContactFactory(customer=ocean, name="王伟", mobile="13800138042")
    ContactFactory(customer=ocean, name="李娜", mobile="")
    header = ["客户编码", "姓名", "手机", "职务"]
    run = imported(
        browser, "contacts", header, ["K1", "王伟", "13900139000", "司机"], ["K1", "李娜", "13700137000", "会计"]
    )
    assert counts(run) == (1, 1, 0, 0)
    assert set(ocean.contacts.values_list("name", "mobile")) == {
        *(("王伟", "13800138042"), ("王伟", "13900139000"), ("李娜", "13700137000")),
    }
    refused = checked(browser, "contacts", header, ["K1", "王伟", "", "经理"])
    assert errors_of(refused) == {2: {"contact_name": "2 contacts of this customer have this name; give the mobile."}}
    known.refresh_from_db()
    assert known.title == ""


def test_two_rows_of_one_person_are_refused(browser, ocean, river):
    run = checked(
        browser,
        "contacts",
        ["客户编码", "客户名称", "姓名", "手机"],
        ["K1", "", "王伟", "13800138042"],
        ["", ocean.name, "王伟", "13800138042"],
        ["K1", "", "王伟", ""],
        ["K2", "", "王伟", "13800138042"],
    )
    assert errors_of(run) == {row: {"contact_name": "Row 2 is about the same."} for row in (3, 4)}
    assert counts(run) == (2, 0, 0, 2)


def test_who_left_is_no_first_contact_any_more(browser, ocean):
    ContactFactory(customer=ocean, name="旧人", mobile="13800138042", is_primary=True)
    header = ["客户编码", "姓名", "手机", "离职日期"]
    imported(browser, "contacts", header, ["K1", "旧人", "13800138042", "2026/3/1"], ["K1", "新人", "13700137000", ""])
    old, new = ocean.contacts.order_by("id")
    assert (str(old.left_since), old.is_primary, new.is_primary) == ("2026-03-01", False, True)


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("姓名", "", "A contact needs a name."),
        ("姓名", "长" * 61, "at most 60 fit"),
        ("手机", "1390000", "is not a mobile number"),
        ("邮箱", "wang@", "is not an e-mail address"),
        ("层级", "皇帝", "expected one of"),
        ("态度", "3", "expected one of: -2 Against us"),
        ("影响力", "9", "goes from 1 to 5"),
        ("影响力", "viel", "is not a number"),
        ("离职日期", "2026-02-30", "is not a day of the calendar"),
        ("离职日期", "0202-01-01", "outside the years"),
        ("离职日期", "昨天", "is not a day"),
        ("生日", "13-40", "is not a day of the calendar"),
    ],
)
def test_what_is_wrong_is_said_of_its_cell(browser, ocean, column, cell, message):
    header = ["客户编码", "姓名", *([column] if column != "姓名" else [])]
    run = checked(browser, "contacts", header, ["K1", cell] if column == "姓名" else ["K1", "王", cell])
    [(row, errors)] = errors_of(run).items()
    assert row == 2 and len(errors) == 1 and message in next(iter(errors.values())), errors
    assert cell[:20] in browser.get(f"{run.get_absolute_url()}?outcome=error").text


def test_a_calendar_alone_makes_no_impossible_birthday(browser, ocean):
    ContactFactory(customer=ocean, name="王", mobile="", birthday="05-31")
    run = checked(browser, "contacts", ["客户编码", "姓名", "历法"], ["K1", "王", "农历"])
    assert "not a day of the calendar" in errors_of(run)[2]["contact_birthday"]


def test_only_into_files_in_which_the_person_may_write(browser, ocean, colleague):
    CustomerFactory(owner=colleague, code="K9", name="别人的客户")
    CustomerFactory(code="K8", name="公海客户")
    CustomerFactory(owner=ocean.owner, code="K7", removed_at=timezone.now())
    run = checked(
        browser, "contacts", ["客户编码", "姓名"], ["K9", "王"], ["K8", "王"], ["K7", "王"], ["K0", "王"], ["", "王"]
    )
    assert {row: errors["code"] for row, errors in errors_of(run).items()} == {
        2: "This customer belongs to another account manager.",
        3: "This customer is in the public pool and must be claimed first.",
        4: "This customer's file lies in the recycle bin; restore it first.",
        5: "There is no customer “K0” on file.",
        6: "The row names no customer.",
    }


def test_only_new_ones_or_only_changes(browser, ocean):
    ContactFactory(customer=ocean, name="王", mobile="13800138042", title="旧")
    rows = [["客户编码", "姓名", "手机", "职务"], ["K1", "王", "13800138042", "新"], ["K1", "李", "13700137000", "新"]]
    assert counts(checked(browser, "contacts", *rows, writes="new")) == (1, 0, 1, 0)
    assert counts(checked(browser, "contacts", *rows, writes="changes")) == (0, 1, 0, 1)
    assert counts(checked(browser, "contacts", *rows)) == (1, 1, 0, 0)


def test_the_columns_are_remembered_for_the_kind(browser, ocean):
    rows = csv(["客户编码", "谁", "什么"], ["K1", "王", "总监"])
    run = upload(browser, rows, "a.csv", page_of("contacts"))
    assert browser.post(f"{run.get_absolute_url()}check/", run.mapping).status_code == 422
    check(browser, run, c1="contact_name", c2="contact_title")
    again = upload(browser, rows, "b.csv", page_of("contacts"))
    assert again.mapping == {"0": "code", "1": "contact_name", "2": "contact_title"}
    assert "1" not in upload(browser, rows, "c.csv", page_of("log")).mapping


def test_of_a_workbook_with_sheets_its_own_one_is_read(browser, ocean):
    book = workbook(
        ["客户编码", "客户名称", "手机"],
        ["K1", "上海远洋物流有限公司", "13800138042"],
        地址=[["客户编码", "地址类型", "地址"], ["K1", "仓库", "青浦"]],
        联系人=[["客户编码", "姓名"], ["K1", "王小明"]],
    )
    for kind, sheet in (("contacts", "联系人"), ("addresses", "地址")):
        run = check(browser, upload(browser, book, "客户.xlsx", page_of(kind)))
        assert (run.totals["sheet"], counts(run)) == (sheet, (1, 0, 0, 0))


def test_what_changed_since_the_check_is_not_written_over(browser, ocean):
    contact = ContactFactory(customer=ocean, name="王", mobile="13800138042", title="旧")
    run = checked(browser, "contacts", ["客户编码", "姓名", "职务"], ["K1", "王", "新"], ["K1", "李", ""])
    Contact.objects.filter(pk=contact.pk).update(title="别的")
    ContactFactory(customer=ocean, name="李", mobile="")
    browser.post(f"{run.get_absolute_url()}confirm/")
    run_import(run.pk)
    contact.refresh_from_db()
    assert contact.title == "别的" and ocean.contacts.count() == 2
    assert "Somebody changed this since the check" in errors_of(run)[2]["contact_title"]


def test_a_hundred_rows_cost_the_queries_of_one(browser, ocean):
    costs = []
    for size in (1, 100):
        rows = [["K1", f"人{size}-{number}", f"139{size:04}{number:04}"] for number in range(size)]
        run = upload(browser, csv(["客户编码", "姓名", "手机"], *rows), "a.csv", page_of("contacts"))
        browser.post(f"{run.get_absolute_url()}check/", run.mapping)
        with CaptureQueriesContext(connection) as queries:
            check_import(run.pk)
            browser.post(f"{run.get_absolute_url()}confirm/")
            run_import(run.pk)
        costs.append(len(queries))
    assert ocean.contacts.count() == 101 and costs[0] == costs[1]
