"""The colour of a customer's credit light, as customers/credit_light.py judges it: for the filter of the list."""

from django.db import migrations

CREATE = """
CREATE FUNCTION customers_credit_colour(
    customer bigint, credit_limit numeric, first_month date, last_month date,
    amber_share integer, red_months integer, tolerance integer
) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN credit_limit IS NULL AND count(*) = 0 THEN 'none'
        -- Over the limit; or overdue at the end of so many months in a row.
        WHEN coalesce((array_agg(owed ORDER BY month DESC))[1], 0) > credit_limit
            OR count(*) = red_months AND bool_and(is_late)
            AND max(month) = min(month) + make_interval(months => red_months - 1) THEN 'red'
        WHEN (array_agg(is_late ORDER BY month DESC))[1]
            OR credit_limit > 0
            AND 100 * coalesce((array_agg(owed ORDER BY month DESC))[1], 0) >= amber_share * credit_limit THEN 'amber'
        ELSE 'green'
    END
    FROM (
        -- No more months than decide.
        SELECT month, sum(receivable) AS owed, sum(overdue) > sum(receivable) * tolerance / 100 AS is_late
        FROM customers_monthlyfigure
        WHERE customer_id = customer AND month BETWEEN first_month AND last_month
        GROUP BY month ORDER BY month DESC LIMIT red_months
    ) newest
$$
"""
DROP = "DROP FUNCTION customers_credit_colour(bigint, numeric, date, date, integer, integer, integer)"


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0025_older_register'),
    ]

    operations = [
        migrations.RunSQL(CREATE, DROP),
    ]
