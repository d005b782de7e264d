"""A pytest plugin: what the migrations put into the database is there in every test.

A test that commits (a worker, a browser, two sessions at once) ends with every table emptied. Regions, causes and the like
would be missing from then on, so they are copied once and put back each time.
"""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate

SCHEMA = "initial_rows"
# Django makes these rows itself when tables were emptied, and gives them new numbers.
MADE_BY_DJANGO = {"django_content_type", "auth_permission"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        keep_rows()
    # Emptying ends with this signal for each app with models; ours comes after all others have made their rows.
    *_, last = [app for app in apps.get_app_configs() if app.models_module]
    post_migrate.connect(put_back, sender=last, weak=False)


def keep_rows():
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
        for table in set(connection.introspection.django_table_names(only_existing=True)) - MADE_BY_DJANGO:
            cursor.execute(f'CREATE TABLE {SCHEMA}."{table}" AS TABLE "{table}"')


def put_back(**_signal):
    with connection.cursor() as cursor:
        # Neither history nor search triggers, and no order of tables: the rows are as they were.
        cursor.execute("SET session_replication_role = replica")
        for table, columns in stored_columns(cursor):
            source = f'SELECT {columns} FROM {SCHEMA}."{table}" WHERE NOT EXISTS (SELECT FROM "{table}")'
            cursor.execute(f'INSERT INTO "{table}" ({columns}) {source}')
        cursor.execute("RESET session_replication_role")


def stored_columns(cursor):
    """Each kept table with its columns, generated ones aside."""
    cursor.execute(
        """
        SELECT kept.table_name, string_agg(format('%%I', column_name), ', ')
        FROM information_schema.tables kept
        JOIN information_schema.columns real USING (table_name)
        WHERE kept.table_schema = %s AND real.table_schema = 'public' AND real.is_generated = 'NEVER'
        GROUP BY kept.table_name
        """,
        [SCHEMA],
    )
    return cursor.fetchall()
