"""Rows written by COPY, and their search entries, which another connection sorts in meanwhile."""

import threading
from contextlib import closing

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.utils import timezone

from customers.importing.copying import copy_values, draw_ids
from customers.importing.search_entries import sorted_in_meanwhile
from customers.models import Activity, Customer

AWKWARD = 'Tab\t, line\r\nend, \\N, "quoted" and \\'


def copy_customers(*names):
    at = timezone.now()
    rows = [
        {"id": pk, "code": f"N{pk}", "name": name, "created_at": at, "updated_at": at}
        for pk, name in zip(draw_ids(Customer, len(names)), names, strict=True)
    ]
    copy_values(Customer, rows)
    return rows


def unsorted_pages():
    """Pages of search entries that wait to be sorted in; asking sorts them in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('search_entry_vector')")
        return cursor.fetchone()[0]


def test_what_a_row_does_not_name_has_its_default_and_each_row_a_key_of_its_own(db):
    copy_customers("远洋食品有限公司", "华瑞电子有限公司")
    first, second = Customer.objects.order_by("id")
    plain = Customer()
    for name in ("lifecycle", "aliases", "tags", "tax_rate", "owner_id", "version", "short_name"):
        assert getattr(first, name) == getattr(plain, name), name
    assert first.submission_key != second.submission_key


def test_what_has_a_meaning_for_copy_arrives_as_it_is(db):
    (row,) = copy_customers(AWKWARD)
    customer = Customer.objects.get()
    at = timezone.now()
    about = {"customer_id": row["id"], "kind": "customer.imported", "at": at, "facts": {"file": AWKWARD}}
    copy_values(Activity, [about])
    assert customer.name == AWKWARD
    assert Activity.objects.get().facts == {"file": AWKWARD}


@pytest.mark.django_db(transaction=True)
def test_entries_are_sorted_in_before_the_transaction_ends():
    with transaction.atomic():
        with sorted_in_meanwhile() as sort_in:
            copy_customers("远洋食品有限公司")
            sort_in()
            copy_customers("华瑞电子有限公司")
        assert unsorted_pages() == 0
        copy_customers("宏达机械有限公司")
        assert unsorted_pages() > 0
    assert Customer.objects.search("华瑞").get().name == "华瑞电子有限公司"


@pytest.mark.django_db(transaction=True)
def test_an_import_does_not_wait_for_who_rebuilds_the_index():
    other = connections.create_connection(DEFAULT_DB_ALIAS)
    with closing(other), other.cursor() as cursor:
        other.set_autocommit(False)
        cursor.execute("REINDEX INDEX search_entry_vector")
        with transaction.atomic(), sorted_in_meanwhile() as sort_in:
            sort_in()
        other.rollback()


@pytest.mark.django_db(transaction=True)
def test_an_error_leaves_nothing_and_no_thread_behind():
    before = threading.active_count()

    def fail():
        copy_customers("远洋食品有限公司")
        sort_in()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction.atomic(), sorted_in_meanwhile() as sort_in:
        fail()
    assert threading.active_count() == before
    assert not Customer.objects.exists()
    assert not Customer.objects.search("远洋").exists()
