"""Reads and writes many rows of monthly figures at once. A row is {figure: value} under (customer id, project id, month).

Who writes figures holds the rows of their customers (`hold`), so that nobody writes over what was compared before.
"""

import io
from collections import defaultdict

from django.db import connection

from customers.models import Customer, MonthlyFigure
from customers.models.figure import FIGURES

KEY = ("customer_id", "project_id", "month")
TABLE = MonthlyFigure._meta.db_table
COLUMNS = ", ".join((*KEY, *FIGURES))
LIKE_THEM = f"CREATE TEMPORARY TABLE figures_given AS SELECT {COLUMNS} FROM {TABLE} WITH NO DATA"  # noqa: S608
SAVE = f"""
    INSERT INTO {TABLE} ({COLUMNS}) SELECT {COLUMNS} FROM figures_given ORDER BY customer_id, month, project_id
    ON CONFLICT (customer_id, month, project_id)
    DO UPDATE SET {", ".join(f"{name} = EXCLUDED.{name}" for name in FIGURES)}
"""  # noqa: S608 - constants of our models
# A figure that is not given stays as it is.
PUT_BACK = f"""
    UPDATE {TABLE} AS row SET {", ".join(f"{name} = COALESCE(given.{name}, row.{name})" for name in FIGURES)}
    FROM figures_given AS given WHERE row.customer_id = given.customer_id AND row.month = given.month
    AND row.project_id IS NOT DISTINCT FROM given.project_id
"""  # noqa: S608 - constants of our models


def hold(customer_ids):
    """Lock the customers in one order until the transaction ends; their figures are written by nobody else."""
    held = Customer.objects.filter(pk__in=customer_ids).order_by("pk")
    return list(held.select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True))


def on_file(customer_ids, months):
    """{(customer id, project id, month): {figure: value}} of these customers within these months."""
    found = MonthlyFigure.objects.filter(customer__in=customer_ids, month__in=months)
    return {row[:3]: dict(zip(FIGURES, row[3:], strict=True)) for row in found.values_list(*KEY, *FIGURES)}


def by_month_of(customer_ids, months):
    """{customer id: {month: {figure: sum over the customer's rows}}}."""
    sums = defaultdict(dict)
    for (customer_id, _project, month), figures in on_file(customer_ids, months).items():
        known = sums[customer_id].get(month)
        sums[customer_id][month] = {name: figures[name] + known[name] for name in FIGURES} if known else figures
    return sums


def save(rows):
    """Write whole rows: new ones are inserted, known ones changed. Triggers keep the history."""
    _run(SAVE, rows)


def put_back(rows):
    """Give known rows their former values; figures that a row leaves out stay."""
    _run(PUT_BACK, rows)


def _run(statement, rows):
    if not rows:
        return
    lines = (
        "\t".join("\\N" if value is None else str(value) for value in (*key, *(figures.get(name) for name in FIGURES)))
        for key, figures in rows.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(LIKE_THEM)
        cursor.copy_expert(f"COPY figures_given ({COLUMNS}) FROM STDIN", io.StringIO("\n".join(lines)))
        cursor.execute(statement)
        cursor.execute("DROP TABLE figures_given")
