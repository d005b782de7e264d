"""The triggers that write customers_ownerperiod whoever changes an owner and however; and what the history tells so far.

Opening files at once (an import) costs one statement for all of them; changing anything but the owner costs nothing.
"""

from django.db import migrations

TRIGGERS = """
CREATE FUNCTION customers_owner_begins() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    INSERT INTO customers_ownerperiod (customer_id, owner_id, since)
    SELECT id, owner_id, created_at FROM new_rows WHERE owner_id IS NOT NULL;
    RETURN NULL;
END $function$;

CREATE FUNCTION customers_owner_changes() RETURNS trigger LANGUAGE plpgsql AS $function$
DECLARE
    moment timestamptz;
BEGIN
    -- An edit, an import or a hand-over says when it happens; plain SQL happens now. Never before the last change.
    SELECT greatest(
        CASE WHEN NEW.updated_at <> OLD.updated_at THEN NEW.updated_at ELSE now() END, max(coalesce(until, since))
    ) INTO moment FROM customers_ownerperiod WHERE customer_id = NEW.id;

    DELETE FROM customers_ownerperiod WHERE customer_id = NEW.id AND until IS NULL AND since = moment;
    UPDATE customers_ownerperiod SET until = moment WHERE customer_id = NEW.id AND until IS NULL;
    IF NEW.owner_id IS NOT NULL THEN
        INSERT INTO customers_ownerperiod (customer_id, owner_id, since) VALUES (NEW.id, NEW.owner_id, moment);
    END IF;
    RETURN NULL;
END $function$;

CREATE TRIGGER customers_owner_begins AFTER INSERT ON customers_customer
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION customers_owner_begins();
CREATE TRIGGER customers_owner_changes AFTER UPDATE OF owner_id ON customers_customer
    FOR EACH ROW WHEN (OLD.owner_id IS DISTINCT FROM NEW.owner_id) EXECUTE FUNCTION customers_owner_changes();
"""
REMOVAL = "DROP FUNCTION customers_owner_begins, customers_owner_changes CASCADE"

# What the field history recorded, and for files that came in without history their present owner since they were opened.
BACKFILL = """
INSERT INTO customers_ownerperiod (customer_id, owner_id, since, until)
SELECT customer_id, owner_id, since, until
FROM (
    SELECT customer_id, owner_id, since, lead(since) OVER (PARTITION BY customer_id ORDER BY place) AS until
    FROM (
        SELECT customer_id, owner_id, place, is_change, max(at) OVER (PARTITION BY customer_id ORDER BY place) AS since
        FROM (
            SELECT event.pgh_obj_id AS customer_id, event.owner_id, event.pgh_id AS place,
                CASE
                    WHEN row_number() OVER history = 1 THEN least(customer.created_at, event.pgh_created_at)
                    ELSE event.pgh_created_at
                END AS at,
                row_number() OVER history = 1
                    OR event.owner_id IS DISTINCT FROM lag(event.owner_id) OVER history AS is_change
            FROM customers_customerevent event JOIN customers_customer customer ON customer.id = event.pgh_obj_id
            WINDOW history AS (PARTITION BY event.pgh_obj_id ORDER BY event.pgh_id)
        ) AS recorded
    ) AS dated
    WHERE is_change
) AS period
WHERE owner_id IS NOT NULL AND (until IS NULL OR until > since);

INSERT INTO customers_ownerperiod (customer_id, owner_id, since)
SELECT id, owner_id, created_at
FROM customers_customer customer
WHERE owner_id IS NOT NULL AND NOT EXISTS (SELECT FROM customers_customerevent WHERE pgh_obj_id = customer.id);
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0006_log_figures_and_value")]

    operations = [
        migrations.RunSQL(TRIGGERS, REMOVAL),
        migrations.RunSQL(BACKFILL, "DELETE FROM customers_ownerperiod"),
    ]
