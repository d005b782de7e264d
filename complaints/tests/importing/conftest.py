import pytest
from django.utils import translation

from complaints.models import Cause
from customers.tests.importing import steps

PAGE = "/complaints/import/"
HEADER = [
    "投诉编号",
    "投诉日期",
    "结案日期",
    "客户名称",
    "投诉内容",
    "原因分类",
    "责任部门",
    "处理结果",
    "满意度",
    "赔偿金额",
]
ROW = [
    "2023-017",
    "2023-05-04",
    "2023年5月9日",
    "远洋物流",
    "两箱货物破损",
    "货损",
    "上海操作部",
    "已赔付",
    "满意",
    "1,200",
]


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def browser(client, company, desk):
    client.force_login(desk)
    operation = Cause.objects.create(code="T1", name="业务")
    Cause.objects.create(code="T11", name="货损", name_en="Damaged", parent=operation)
    return client


def checked(browser, *rows, header=HEADER, **options):
    run = steps.upload(
        browser, "\n".join(f'"{cells}"' for cells in map('","'.join, [header, *rows])).encode(), page=PAGE
    )
    return steps.check(browser, run, **options)


def imported(browser, *rows, **options):
    return steps.confirm(browser, checked(browser, *rows, **options))


def changed(**cells):
    """The row with some cells otherwise, by the header of their column."""
    return [cells.get(header, cell) for header, cell in zip(HEADER, ROW, strict=True)]
