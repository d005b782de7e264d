"""The function and triggers that keep customers_searchentry right, whoever writes and however (docs/search.md)."""

from django.db import migrations

# Scripts written without spaces, and what parts the words of the others; customers/search.py cuts queries alike.
HAN = r"\u2E80-\u2FDF\u3005-\u3007\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\U00020000-\U0003FFFF"
GAPS = r"\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00BF\u1680\u2000-\u206F\u3000-\u3004\u3008-\u303F\uFE30-\uFE6F"

# One set of rows in, one set of vectors out. Each customer's lexemes are made in a LATERAL of their own, so that a
# million need no more memory than one; hash joins are off because they would read all spellings for each customer.
INDEXING = rf"""
CREATE FUNCTION customers_index(ids bigint[]) RETURNS void LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off AS $function$
BEGIN
    -- Of two transactions that write to one customer, the second waits here and then reads what the first wrote.
    PERFORM FROM customers_searchentry WHERE customer_id = ANY (ids) ORDER BY customer_id FOR UPDATE;

    INSERT INTO customers_searchentry (customer_id, vector)
    SELECT customer.id, made.vector
    FROM customers_customer customer
    CROSS JOIN LATERAL (
        SELECT array_agg(contact.name ORDER BY id) AS names,
            array_agg(mobile ORDER BY id) || array_agg(phone ORDER BY id) AS numbers
        FROM customers_contact contact WHERE contact.customer_id = customer.id
    ) people
    CROSS JOIN LATERAL (
        -- Two hundred names and twice as many numbers stay below the size limit of a tsvector.
        WITH plain AS (
            SELECT rank, lower(normalize(name, NFKC)) AS text
            FROM unnest((
                ARRAY[customer.name, customer.short_name, customer.english_name] || customer.aliases || people.names
            )[:200]) WITH ORDINALITY AS given (name, rank)
            WHERE name <> ''
        ), number AS (
            SELECT lower(normalize(number, NFKC)) AS text
            FROM unnest((ARRAY[customer.code, customer.credit_code] || people.numbers)[:400]) AS number
            WHERE number <> ''
        ), name AS (
            -- Two places lie free between the names, so that no phrase reaches from one into the next.
            SELECT rank, han, sum(length(han) + 2) OVER (ORDER BY rank) - length(han) AS start
            FROM plain, LATERAL regexp_replace(text, '[^{HAN}]+', '', 'g') AS han
        ), sign AS (
            SELECT rank, place, start, substr(han, place::int, 2) AS pair,
                coalesce(
                    split_part(with_next.pinyin, ' ', 1), split_part(with_last.pinyin, ' ', 2), alone.pinyin, ''
                ) AS sound
            FROM name
            CROSS JOIN LATERAL string_to_table(han, NULL) WITH ORDINALITY AS letter (sign, place)
            LEFT JOIN customers_searchpinyin alone ON alone.term = sign
            LEFT JOIN customers_searchpinyin with_next
                ON place < length(han) AND with_next.term = substr(han, place::int, 2)
            LEFT JOIN customers_searchpinyin with_last
                ON place > 1 AND with_last.term = substr(han, place::int - 1, 2)
        ), spelled AS (
            SELECT array_agg(sound ORDER BY place) AS sounds,
                string_agg(left(sound, 1), '' ORDER BY place) AS initials
            FROM sign GROUP BY rank
        ), lexeme AS (
            SELECT pair AS lexeme, ':' || start + place AS place FROM sign
            UNION ALL
            SELECT '^' || pair, '' FROM sign WHERE place = 1
            UNION ALL
            SELECT unnest(ARRAY[left(array_to_string(sounds[at:at + 19], ''), 20), substr(initials, at, 8)]), ''
            FROM spelled, generate_series(1, 6) AS at
            UNION ALL
            SELECT left(word, 40), ''
            FROM (TABLE plain UNION ALL SELECT 0, text FROM number) AS written,
                LATERAL string_to_table(regexp_replace(text, '[{HAN}{GAPS}]+', ' ', 'g'), ' ') AS word
            UNION ALL
            SELECT unnest(ARRAY[whole, '~' || reverse(whole)]), ''
            FROM number, LATERAL left(regexp_replace(text, '[{HAN}{GAPS}]+', '', 'g'), 40) AS whole
        )
        SELECT coalesce(string_agg(format('''%s''%s', lexeme, place), ' '), '')::tsvector AS vector
        FROM lexeme WHERE lexeme NOT IN ('', '~')
    ) made
    WHERE customer.id = ANY (ids)
    ON CONFLICT (customer_id) DO UPDATE SET vector = excluded.vector;
END $function$;
"""  # noqa: S608 - the two constants above

# Statement-level triggers see all rows of a statement at once, so a bulk write is indexed as one set.
TRIGGERS = """
CREATE FUNCTION customers_index_inserted() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    PERFORM customers_index(array_agg(id)) FROM new_rows HAVING count(*) > 0;
    RETURN NULL;
END $function$;

CREATE FUNCTION customers_index_updated() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    PERFORM customers_index(array_agg(id))
    FROM new_rows JOIN old_rows USING (id)
    WHERE (new_rows.code, new_rows.credit_code, new_rows.name, new_rows.short_name, new_rows.english_name,
            new_rows.aliases)
        IS DISTINCT FROM (old_rows.code, old_rows.credit_code, old_rows.name, old_rows.short_name,
            old_rows.english_name, old_rows.aliases)
    HAVING count(*) > 0;
    RETURN NULL;
END $function$;

CREATE FUNCTION customers_index_deleted() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    DELETE FROM customers_searchentry USING old_rows WHERE customer_id = old_rows.id;
    RETURN NULL;
END $function$;

CREATE FUNCTION customers_index_contacts_inserted() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    PERFORM customers_index(array_agg(DISTINCT customer_id)) FROM new_rows HAVING count(*) > 0;
    RETURN NULL;
END $function$;

CREATE FUNCTION customers_index_contacts_updated() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    PERFORM customers_index(array_agg(DISTINCT touched))
    FROM new_rows JOIN old_rows USING (id),
        LATERAL unnest(ARRAY[new_rows.customer_id, old_rows.customer_id]) AS touched
    WHERE (new_rows.customer_id, new_rows.name, new_rows.mobile, new_rows.phone)
        IS DISTINCT FROM (old_rows.customer_id, old_rows.name, old_rows.mobile, old_rows.phone)
    HAVING count(*) > 0;
    RETURN NULL;
END $function$;

CREATE FUNCTION customers_index_contacts_deleted() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    PERFORM customers_index(array_agg(DISTINCT customer_id)) FROM old_rows HAVING count(*) > 0;
    RETURN NULL;
END $function$;

CREATE TRIGGER customers_index_inserted AFTER INSERT ON customers_customer
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION customers_index_inserted();
CREATE TRIGGER customers_index_updated AFTER UPDATE ON customers_customer
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION customers_index_updated();
CREATE TRIGGER customers_index_deleted AFTER DELETE ON customers_customer
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION customers_index_deleted();
CREATE TRIGGER customers_index_inserted AFTER INSERT ON customers_contact
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION customers_index_contacts_inserted();
CREATE TRIGGER customers_index_updated AFTER UPDATE ON customers_contact
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION customers_index_contacts_updated();
CREATE TRIGGER customers_index_deleted AFTER DELETE ON customers_contact
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION customers_index_contacts_deleted();
"""

REMOVAL = """
DROP FUNCTION customers_index_inserted, customers_index_updated, customers_index_deleted,
    customers_index_contacts_inserted, customers_index_contacts_updated, customers_index_contacts_deleted CASCADE;
DROP FUNCTION customers_index(bigint[]);
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0002_initial")]

    operations = [migrations.RunSQL([INDEXING, TRIGGERS], REMOVAL)]
