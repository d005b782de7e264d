from django.db import connection

from customers.models import Customer, Region


def kept_rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM initial_rows.customers_region")
        return cursor.fetchone()[0]


def test_a_test_may_empty_what_the_migrations_put_in(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE customers_region CASCADE")
    assert not Region.objects.exists()


def test_the_next_one_finds_it_again(transactional_db):
    assert Region.objects.count() == kept_rows() > 0
    assert not Customer.objects.exists()
