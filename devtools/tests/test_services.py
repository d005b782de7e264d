from django.db import connection


def test_database_is_postgres_18_with_unicode_lower_case(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower('ÄÖ ПРИВЕТ'), current_setting('server_version_num')::int / 10000")
        assert cursor.fetchone() == ("äö привет", 18)


def test_redis_answers(redis_server):
    assert redis_server.ping()
