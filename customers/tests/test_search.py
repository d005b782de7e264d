"""What finds a customer."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from customers.factories import ContactFactory, CustomerFactory
from customers.models import Customer

pytestmark = pytest.mark.django_db

HOSTILE = [
    "&|!:*()<>",
    "'; DROP TABLE customers_customer; --",
    "\\",
    "'",
    '"',
    "\x00",
    "a\x00b",
    "🚚🚚",
    "~^",
    ":*",
    "\ud800",
]


@pytest.fixture
def ocean():
    customer = CustomerFactory(
        code="C-00042",
        name="上海远洋（国际）物流有限公司",
        short_name="远洋",
        english_name="Ocean-Shipping Logistics",
        aliases=["重庆长风"],
        credit_code="91310115MA1K4ABC6X",
    )
    ContactFactory(customer=customer, name="曾小山", mobile="13800138042", phone="021-58881234-801")
    CustomerFactory(name="北京大洋上海贸易有限公司")
    return customer


@pytest.mark.parametrize(
    "text",
    [
        *("远洋", "洋国", "海远洋国际物流", "上海（远", "司", "山", "物流 上海", "重庆", "长风", "曾小山", "小山"),
        *("shyy", "SHYY", "yygjwl", "shanghaiyuanyang", "yuanyang", "shanghaiyuanyangguojiwuliu", "cqcf", "chongqing"),
        *("zengxiaoshan", "zxs", "ocean", "ship", "logistics ocean", "Ｏｃｅａｎ"),
        *("C-00042", "c00042", "042", "91310115", "91310115ma1k4abc6x"),
        *("13800138042", "１３８００１３８０４２", "8042", "1380", "138-0013-8042", "+8613800138042"),
        *("02158881234", "58881234", "021-5888"),
    ],
)
def test_a_customer_is_found_by(text, ocean):
    assert ocean in Customer.objects.search(text)


@pytest.mark.parametrize(
    "text", ["洋上", "司远", "限公司远", "远物", "山上", "00138", "hyzz", "远洋 北京", "0013 贸易"]
)
def test_a_customer_is_not_found_by(text, ocean):
    """No fragment reaches from one name into the next, and every word must be found."""
    assert ocean not in Customer.objects.search(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_input_finds_nothing_and_breaks_nothing(text, ocean):
    assert ocean not in Customer.objects.search(text)


def test_nothing_typed_leaves_all_and_ten_thousand_characters_are_no_error(ocean):
    assert Customer.objects.search("  ").count() == 2
    assert list(Customer.objects.search("远洋物流" * 2500)) == []
    assert list(Customer.objects.search("远 " * 5000)) == [ocean]


def test_an_emoji_in_a_name_can_be_found():
    customer = CustomerFactory(name="萌🐼物流")
    assert list(Customer.objects.search("🐼")) == [customer]
    assert list(Customer.objects.search("萌物")) == [customer]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_any_text_may_be_typed(text):
    list(Customer.objects.search(text)[:1])


LETTERS = st.text(st.characters(categories=["Ll", "Lo"], max_codepoint=0x9FFF), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LETTERS, min_size=1, max_size=4).map(" ".join))
def test_a_name_of_letters_is_found_by_the_whole_of_it(name):
    customer = CustomerFactory(name=name)
    assert customer in Customer.objects.search(name)
