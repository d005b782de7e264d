"""Addresses from a file: told apart by kind and text."""

import pytest

from customers.factories import AddressFactory
from customers.models import Region
from customers.tests.importing.parts.steps import checked, counts, imported
from customers.tests.importing.steps import changes_of, errors_of

pytestmark = pytest.mark.django_db

HEADER = ["客户编码", "地址类型", "地区", "详细地址", "邮编", "收件人", "电话"]
ROW = ["K1", "仓库", "江苏省苏州市", "工业园区星湖街1号", "215021", "王小明", "0512-62881234"]


def test_an_address_comes_with_all_that_is_known(browser, ocean):
    imported(browser, "addresses", HEADER, ROW)
    address = ocean.addresses.get()
    assert (address.kind, address.line, address.postcode) == ("warehouse", "工业园区星湖街1号", "215021")
    assert (address.region, address.recipient) == (Region.objects.get(code="320500"), "王小明")
    assert "62881234" in address.phone
    assert str(ocean.activities.first()) == "Addresses imported from 数据.csv: 1"


def test_the_same_file_twice_changes_nothing_and_another_kind_is_another_address(browser, ocean):
    rows = [HEADER, ROW, ["K1", "交货", *ROW[2:]], ["K1", "Invoice", "", "浦东大道9号", "", "", ""]]
    assert counts(imported(browser, "addresses", *rows)) == (3, 0, 0, 0)
    assert counts(checked(browser, "addresses", *rows)) == (0, 0, 3, 0)


def test_what_changed_is_shown_in_words(browser, ocean):
    AddressFactory(customer=ocean, kind="warehouse", line=ROW[3], postcode="200000")
    run = imported(browser, "addresses", HEADER, ROW)
    assert changes_of(run)[2]["postcode"] == ["200000", "215021"]
    assert "Suzhou</ins>" in browser.get(f"{run.get_absolute_url()}?outcome=changed").text
    assert (ocean.addresses.get().postcode, ocean.addresses.get().region.code) == ("215021", "320500")


def test_what_is_wrong_is_said_of_its_cell(browser, ocean):
    run = checked(
        browser,
        "addresses",
        HEADER,
        ["K1", "", "", "某路1号", "", "", ""],
        ["K1", "仓库", "", "", "", "", ""],
        ["K1", "城堡", "火星市", "某路1号", "21502", "人" * 61, "12"],
        ROW,
        ROW,
    )
    found = errors_of(run)
    assert found[2] == {"address_kind": "Say of which kind the address is."}
    assert found[3] == {"line": "Write the address."}
    assert found[4].keys() == {"address_kind", "region", "postcode", "recipient", "address_phone"}
    assert found[6] == {"address_kind": "Row 5 is about the same."} and counts(run) == (1, 0, 0, 4)


def test_the_page_speaks_of_rows_with_errors_only_where_there_are_some(browser, ocean):
    header = ["客户编码", "地址类型", "地址"]
    run = imported(browser, "addresses", header, ["K1", "仓库", "中山路1号"])
    assert "every row of the file" in browser.get(run.get_absolute_url()).text
    run = imported(browser, "addresses", header, ["K1", "仓库", "中山路2号"], ["K1", "宿舍", "中山路3号"])
    assert "Rows with errors were left out" in browser.get(run.get_absolute_url()).text
