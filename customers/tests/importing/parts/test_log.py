"""The contact log from a file: the history of years, as it was kept elsewhere."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from customers.factories import ContactFactory, log_contact
from customers.models import ContactEntry
from customers.tests.importing.files import workbook
from customers.tests.importing.parts.steps import checked, counts, imported, page_of
from customers.tests.importing.steps import check, errors_of, upload
from people.factories import UserFactory

pytestmark = pytest.mark.django_db

HEADER = ["客户编码", "时间", "方式", "内容", "联系人", "地点", "需求", "问题", "餐费", "礼品费", "下次联系"]
ROW = [
    "K1",
    "2025-03-04 14:30",
    "拜访",
    "谈了明年运价",
    "王小明、李娜",
    "苏州",
    "当日达",
    "破损",
    "320.5",
    "1,000",
    "2025-04-01",
]


@pytest.fixture
def people(ocean):
    return [ContactFactory(customer=ocean, name=name) for name in ("王小明", "李娜")]


def local(*parts):
    return datetime(*parts, tzinfo=timezone.get_default_timezone())


def test_an_entry_comes_with_people_costs_and_its_own_time(browser, manager, ocean, people):
    imported(browser, "log", HEADER, [cell if "," not in cell else f'"{cell}"' for cell in ROW])
    entry = ocean.contact_entries.get()
    assert (entry.at, entry.channel, entry.summary, entry.by) == (
        local(2025, 3, 4, 14, 30),
        "visit",
        "谈了明年运价",
        manager,
    )
    assert (entry.place, entry.needs, entry.problems, str(entry.next_contact_on)) == (
        "苏州",
        "当日达",
        "破损",
        "2025-04-01",
    )
    assert set(entry.contacts.all()) == set(people)
    assert dict(entry.costs.values_list("category", "amount")) == {"meal": Decimal("320.50"), "gift": Decimal(1000)}
    assert entry.answer_clock is None
    told = ocean.activities.get()
    assert (told.at, told.by, told.url) == (entry.at, manager, entry.get_absolute_url())
    assert str(told) == "Visit: 谈了明年运价"


def test_the_same_file_twice_changes_nothing_and_what_is_on_file_stays(browser, manager, ocean, people):
    log_contact(manager, ocean, timezone.now(), happened_at=local(2025, 3, 4, 14, 30), channel="visit", summary=ROW[3])
    rows = [HEADER[:4], ROW[:4], ["K1", "2025-03-04 14:30", "电话", ROW[3]], ["K1", "2025-03-05", "拜访", ROW[3]]]
    assert counts(imported(browser, "log", *rows)) == (2, 0, 1, 0)
    assert counts(checked(browser, "log", *rows)) == (0, 0, 3, 0)
    assert ocean.contact_entries.count() == 3


@pytest.mark.parametrize(
    "cell",
    [
        "2025/3/4 14:30",
        "2025年3月4日 14时30分",
        "2025年3月4日下午2点30分",
        "20250304 14:30:59",
        "2025-03-04T14:30",
        "2025.3.4 2:30 PM",
    ],
)
def test_a_moment_may_be_written_in_many_ways(browser, ocean, cell):
    imported(browser, "log", HEADER[:4], ["K1", cell, "微信", "x"])
    assert ocean.contact_entries.get().at == local(2025, 3, 4, 14, 30)


def test_dates_of_excel_are_read_as_they_are(browser, ocean):
    rows = [["K1", datetime(2025, 3, 4, 14, 30), "电话", "甲"], ["K1", 45720.604166666664, "电话", "乙"]]
    run = check(browser, upload(browser, workbook(HEADER[:4], *rows), "a.xlsx", page_of("log")))
    assert {row.values["at"] for row in run.rows.all()} == {"2025-03-04T14:30:00+08:00"}


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("时间", "2025-02-30", "is not a day of the calendar"),
        ("时间", "2025-03-04 25:00", "is not a day of the calendar"),
        ("时间", "2099-01-01", "has not come yet"),
        ("时间", "1869-01-01", "outside the years"),
        ("时间", "neulich", "is not a day"),
        ("时间", "", "Say when it was"),
        ("方式", "飞鸽", "expected one of"),
        ("内容", "", "Say what was talked about"),
        ("联系人", "无名氏", "has no contact"),
        ("联系人", "王小明", "2 contacts of this customer are called"),
        ("餐费", "-5", "does not lie between 0"),
        ("餐费", "9e99", "is not a number"),
        ("下次联系", "2025-01-01", "lies after this one"),
        ("我方人员", "查无此人", "is nobody of us"),
        ("我方人员", "colleague", "You may not log what"),
    ],
)
def test_what_is_wrong_is_said_of_its_cell(browser, ocean, people, colleague, column, cell, message):
    ContactFactory(customer=ocean, name="王小明")
    row = dict(zip(HEADER[:4], ["K1", "2025-03-04", "电话", "x"], strict=True)) | {column: cell}
    run = checked(browser, "log", list(row), list(row.values()))
    [errors] = errors_of(run).values()
    assert len(errors) == 1 and message in next(iter(errors.values())), errors


def test_supervisors_say_who_of_theirs_it_was_also_who_has_left(client, supervisor, manager, company, ocean):
    gone = UserFactory(username="gone", name="老周", department=company.sales, is_active=False)
    client.force_login(supervisor)
    rows = [["K1", "2025-03-04", "电话", "甲", "老周"], ["K1", "2025-03-04", "电话", "乙", "manager"]]
    run = imported(client, "log", [*HEADER[:4], "我方人员"], *rows)
    assert set(ContactEntry.objects.values_list("summary", "by")) == {("甲", gone.pk), ("乙", manager.pk)}
    assert "Our person: 老周" in client.get(f"{run.get_absolute_url()}?outcome=new").text


def test_four_byte_and_right_to_left_text_is_kept(browser, ocean):
    imported(browser, "log", HEADER[:4], ["K1", "2025-03-04", "电话", "𠮷野🚚 مرحبا"])
    assert ocean.contact_entries.get().summary == "𠮷野🚚 مرحبا"
