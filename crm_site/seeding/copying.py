"""Writing very many rows: Postgres COPY of plain values, without the triggers that look at every single row."""

import io
import json
from contextlib import contextmanager
from datetime import date, datetime

from django.db import connection

ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def copy(model, columns, rows):
    """Write `rows`, each the values of `columns` (attribute names) in that order; all other fields get their default.

    The primary key is given by the database where `columns` does not name it.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields if not field.generated}
    rest = [name for name, field in fields.items() if name not in columns and not field.primary_key]
    tail = "".join(f"\t{cell(fields[name].get_default())}" for name in rest) + "\n"
    text = io.StringIO()
    for row in rows:
        text.write("\t".join(map(cell, row)))
        text.write(tail)
    text.seek(0)
    names = ", ".join(f'"{fields[name].column}"' for name in [*columns, *rest])
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN', text)


def copy_dicts(model, rows):
    """Write `rows`, each {attribute name: value} with the same names in the same order."""
    rows = list(rows)
    if rows:
        copy(model, list(rows[0]), (row.values() for row in rows))


def cell(value):
    """One value as COPY reads it."""
    if value is None:
        return r"\N"
    if isinstance(value, str):
        return value.translate(ESCAPES)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, list):
        return ("{" + ",".join(_element(item) for item in value) + "}").translate(ESCAPES)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False).translate(ESCAPES)
    return str(value)


def _element(item):
    """One element of an array, as an array literal quotes it."""
    if item is None:
        return "NULL"
    text = item.isoformat() if isinstance(item, datetime) else str(item)
    return '"' + text.replace("\\", r"\\").replace('"', r"\"") + '"'


def reserve_ids(model, count):
    """`count` primary keys that nobody else will get."""
    sequence = f"pg_get_serial_sequence('\"{model._meta.db_table}\"', 'id')"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT setval({sequence}, nextval({sequence}) + %s)", [count - 1])
        last = cursor.fetchone()[0]
    return range(last - count + 1, last + 1)


def endless_ids(model):
    """Primary keys that nobody else will get, reserved a block at a time; what remains of the last is lost."""
    while True:
        yield from reserve_ids(model, 1000)


@contextmanager
def without_triggers(*models):
    """Inside a transaction: no field history, no search entries; constraints are checked at once."""
    with connection.cursor() as cursor:
        # Checks that wait for the end of the transaction would keep Postgres from switching the triggers on again.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _alter(cursor, models, "DISABLE")
        yield
        _alter(cursor, models, "ENABLE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _alter(cursor, models, action):
    for model in models:
        cursor.execute(f'ALTER TABLE "{model._meta.db_table}" {action} TRIGGER USER')
