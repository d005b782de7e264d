"""However a customer or contact is written, the index follows in the same transaction."""

import io

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from customers.factories import ContactFactory, CustomerFactory
from customers.models import Contact, Customer, SearchEntry

pytestmark = pytest.mark.django_db


def found(text):
    return list(Customer.objects.search(text).values_list("pk", flat=True))


def test_save_and_delete():
    customer = CustomerFactory(name="远洋物流")
    assert found("远洋") == [customer.pk]
    customer.name = "海风物流"
    customer.save()
    assert found("远洋") == [] and found("海风") == [customer.pk]
    customer.delete()
    assert not SearchEntry.objects.exists()


def test_bulk_create_update_and_queryset_delete():
    rows = [CustomerFactory.build(name=f"远洋{number}号") for number in range(300)]
    Customer.objects.bulk_create(rows)
    assert len(found("远洋")) == 300
    Customer.objects.filter(name__endswith="0号").update(short_name="海风")
    assert len(found("海风")) == 30
    Customer.objects.filter(short_name="海风").delete()
    assert len(found("远洋")) == 270 and SearchEntry.objects.count() == 270


def test_contacts_bring_their_names_and_numbers():
    first, second = CustomerFactory(), CustomerFactory()
    contact = ContactFactory(customer=first, name="王小明", mobile="13800138042")
    assert found("xiaoming") == [first.pk]
    Contact.objects.filter(pk=contact.pk).update(mobile="13911112222")
    assert found("8042") == [] and found("2222") == [first.pk]
    contact.customer = second
    contact.save()
    assert found("王小明") == [second.pk]
    contact.delete()
    assert found("王小明") == []


def test_copy_and_plain_sql():
    at = timezone.now().isoformat()
    columns = [field.column for field in Customer._meta.concrete_fields if field.name != "id"]
    values = {field.column: r"\N" if field.null else "" for field in Customer._meta.concrete_fields} | {
        "aliases": "{旧名号}",
        "tags": "{}",
        "lifecycle": "current",
        "version": "1",
        "created_at": at,
        "updated_at": at,
    }
    lines = [
        values
        | {"code": f"K{number}", "name": f"拷贝{number}", "submission_key": f"00000000-0000-0000-0000-{number:012}"}
        for number in range(50)
    ]
    text = "".join("\t".join(line[column] for column in columns) + "\n" for line in lines)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY customers_customer ({', '.join(columns)}) FROM STDIN", io.StringIO(text))
        assert len(found("拷贝")) == len(found("旧名")) == 50
        cursor.execute("UPDATE customers_customer SET name = '海风' || code")
        assert found("拷贝") == [] and len(found("海风")) == 50
        cursor.execute("DELETE FROM customers_customer")
    assert not SearchEntry.objects.exists()


def test_a_write_that_touches_no_name_leaves_the_entry_alone(manager):
    customer = CustomerFactory()
    before = physical_place(customer)
    Customer.objects.update(owner=manager, grade="A")
    assert physical_place(customer) == before


def physical_place(customer):
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctid::text FROM customers_searchentry WHERE customer_id = %s", [customer.pk])
        return cursor.fetchone()


def test_a_customer_with_thousands_of_contacts_can_still_be_written():
    customer = CustomerFactory(
        name="远" * 200, aliases=[f"{number}号" + "洋物流海上货运" * 25 for number in range(300)]
    )
    Contact.objects.bulk_create(
        [Contact(customer=customer, name=f"联系人{number}", mobile=f"138{number:08}") for number in range(3000)]
    )
    assert found("远远远") == [customer.pk]


@pytest.mark.django_db(transaction=True)
def test_two_people_adding_contacts_at_once_are_both_found():
    customer = CustomerFactory()
    other = connections.create_connection("default")
    try:
        with transaction.atomic():
            ContactFactory(customer=customer, name="王小明")
            with other.cursor() as cursor:
                cursor.execute("SET lock_timeout = '200ms'")
                with pytest.raises(Exception, match="lock timeout"):
                    cursor.execute(INSERT_CONTACT, [customer.pk])
        with other.cursor() as cursor:
            cursor.execute(INSERT_CONTACT, [customer.pk])
    finally:
        other.close()
    assert found("王小明") == found("李大海") == [customer.pk]


INSERT_CONTACT = """
    INSERT INTO customers_contact (customer_id, name, title, department, level, is_primary, mobile, phone, wechat,
        email, birthday, birthday_calendar, decision_role, tells_where, remark)
    VALUES (%s, '李大海', '', '', '', false, '', '', '', '', '', 'solar', '', true, '')
"""
