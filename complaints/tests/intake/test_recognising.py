"""Which customer on file wrote is a proposal for the desk."""

import pytest

from complaints.factories import receive_complaint
from complaints.recognising import proposals
from customers.factories import ContactFactory, CustomerFactory
from customers.models import Activity


@pytest.fixture
def contact(manager):
    customer = CustomerFactory(name="上海远洋物流有限公司", short_name="远洋物流", owner=manager, grade="A")
    return ContactFactory(customer=customer, mobile="13812345678", phone="021-58881234", email="Zhao@Ocean.test")


@pytest.mark.parametrize(
    ("facts", "with_contact"),
    [
        ({"caller_phone": "13812345678"}, True),
        ({"caller_phone": "02158881234"}, True),
        ({"caller_email": "zhao@ocean.test"}, True),
        ({"caller_company": "远洋物流"}, False),
        ({"caller_company": "上海远洋物流有限公司", "caller_email": "zhao@ocean.test"}, True),
    ],
)
def test_found_by_telephone_mail_or_the_very_name(contact, desk, facts, with_contact):
    nothing = {"caller_phone": "", "caller_email": ""}
    found = proposals(receive_complaint(**nothing | facts), desk)
    assert found == [(contact.customer, contact if with_contact else None)]


@pytest.mark.parametrize(
    "facts", [{"caller_company": "远洋"}, {"caller_phone": "1381234567"}, {"caller_email": "hao@ocean.test"}]
)
def test_a_part_of_it_is_not_enough(contact, desk, facts):
    assert proposals(receive_complaint(**{"caller_phone": "", "caller_email": ""} | facts), desk) == []


def test_who_has_left_is_not_proposed(contact, desk, written):
    contact.left_since = "2026-01-01"
    contact.save()
    assert proposals(receive_complaint(caller_email=contact.email, caller_phone=""), desk) == []


def test_the_desk_says_with_one_click_who_it_was(contact, desk, as_user):
    complaint = receive_complaint(caller_email=contact.email)
    page = as_user(desk).get(complaint.get_absolute_url()).content.decode()
    value = f"{contact.customer.pk}:{contact.pk}"
    assert "Yes, it is them" in page and f'value="{value}"' in page
    client = as_user(desk)
    address = f"{complaint.get_absolute_url()}identify/"
    client.post(address, {"caller": value, "version": complaint.version})
    client.post(address, {"caller": value, "version": complaint.version})
    complaint.refresh_from_db()
    assert (complaint.customer, complaint.contact, complaint.grade) == (contact.customer, contact, "A")
    assert Activity.objects.filter(customer=contact.customer, kind="complaint.logged").count() == 1
    assert "Yes, it is them" not in client.get(complaint.get_absolute_url()).content.decode()
