"""The search finds a customer by the codes of the files that were merged into its own."""

from importlib import import_module

from django.db import migrations

# The function as it was, with the codes of merged files among the numbers.
BEFORE = import_module("customers.migrations.0003_search").INDEXING.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
OWN_CODES = "FROM unnest((ARRAY[customer.code, customer.credit_code] || people.numbers)[:400]) AS number"
ALL_CODES = """FROM unnest((ARRAY[customer.code, customer.credit_code] || ARRAY(
                SELECT unnest(ARRAY[merged.code, merged.credit_code])
                FROM customers_customer merged WHERE merged.merged_into_id = customer.id ORDER BY merged.id
            ) || people.numbers)[:400]) AS number"""
INDEXING = BEFORE.replace(OWN_CODES, ALL_CODES)

UPDATED = """
CREATE OR REPLACE FUNCTION customers_index_updated() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    PERFORM customers_index(array_agg(DISTINCT touched))
    FROM new_rows JOIN old_rows USING (id),
        LATERAL unnest(ARRAY[id, new_rows.merged_into_id, old_rows.merged_into_id]) AS touched
    WHERE (new_rows.code, new_rows.credit_code, new_rows.name, new_rows.short_name, new_rows.english_name,
            new_rows.aliases, new_rows.merged_into_id)
        IS DISTINCT FROM (old_rows.code, old_rows.credit_code, old_rows.name, old_rows.short_name,
            old_rows.english_name, old_rows.aliases, old_rows.merged_into_id)
    HAVING count(*) > 0;
    RETURN NULL;
END $function$;
"""
UPDATED_BEFORE = """
CREATE OR REPLACE FUNCTION customers_index_updated() RETURNS trigger LANGUAGE plpgsql AS $function$
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
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0016_merging")]

    operations = [migrations.RunSQL([INDEXING, UPDATED], [BEFORE, UPDATED_BEFORE])]
