"""Days of contacts from a file: lunar birthdays as people write them, and since when somebody has left."""

import pytest

from customers.tests.importing.parts.steps import checked, imported
from customers.tests.importing.steps import errors_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("八月十五", "08-15"),
        ("农历正月初一", "01-01"),
        ("1985年腊月廿三", "1985-12-23"),
        ("十一月二十九日", "11-29"),
        ("冬月三十", "11-30"),
        ("1985年闰四月初十", "1985-04-10"),
    ],
)
def test_a_lunar_birthday_is_read_in_chinese_numerals(browser, ocean, written, kept):
    imported(browser, "contacts", ["客户编码", "姓名", "历法", "生日"], ["K1", "王小明", "农历", written])
    assert ocean.contacts.get().birthday == kept


@pytest.mark.parametrize("written", ["十三月初一", "八月四十", "八月三四"])
def test_a_lunar_day_that_does_not_exist_is_refused(browser, ocean, written):
    run = checked(browser, "contacts", ["客户编码", "姓名", "历法", "生日"], ["K1", "王小明", "农历", written])
    assert errors_of(run)[2].keys() == {"contact_birthday"}


def test_nobody_left_on_a_day_to_come(browser, ocean):
    run = checked(browser, "contacts", ["客户编码", "姓名", "离职日期"], ["K1", "王小明", "2099-01-01"])
    assert errors_of(run) == {2: {"left_since": "This day has not come yet."}}
