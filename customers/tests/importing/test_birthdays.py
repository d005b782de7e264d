import datetime

import pytest

from customers.importing.customer_files.cells import clean
from customers.importing.errors import CellError


@pytest.mark.parametrize(
    "raw",
    [
        datetime.date(2026, 3, 5),
        datetime.datetime(2026, 3, 5, 8, 30),
        "2026/3/5",
        "2026-03-05",
        "2026.3.5",
        "2026年3月5日",
        "２０２６年３月５号",
        "2026/3/5 0:00:00",
        "20260305",
        20260305.0,
        46086.0,
        "46086",
    ],
)
def test_a_date_is_read_however_it_was_typed(raw):
    assert clean("contact_birthday", raw) == "2026-03-05"


@pytest.mark.parametrize("raw", ["5月23日", "05-23", "5/23"])
def test_a_birthday_may_lack_its_year(raw):
    assert clean("contact_birthday", raw) == "05-23"


def test_the_leap_day_may_lack_its_year():
    assert clean("contact_birthday", "2月29日") == "02-29"


@pytest.mark.parametrize("raw", ["2026-02-30", "2025/2/29", "20261301", "13-01"])
def test_a_day_that_does_not_exist_is_refused(raw):
    with pytest.raises(CellError, match="not a day of the calendar"):
        clean("contact_birthday", raw)


def test_a_year_out_of_reach_is_refused():
    with pytest.raises(CellError, match="1900 to 2100"):
        clean("contact_birthday", "0980-05-23")


@pytest.mark.parametrize("raw", ["5/23/1980", "80-5-23", "农历八月十五", "1980", "春天"])
def test_what_is_no_date_is_refused_with_what_is_expected(raw):
    with pytest.raises(CellError, match="1980-05-23"):
        clean("contact_birthday", raw)
