"""Tables whose every edit counts: the database raises the version, so that bulk edits and SQL are seen too."""

import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Versioned(models.Model):
    """A parent whose `version` grows with every statement that edits it or one of its rows.

    `changed_at` tells two states apart even where a transaction was rolled back and the number given again.
    """

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    changed_at = models.DateTimeField(_("last changed"), db_default=Now(), editable=False)

    class Meta:
        abstract = True


STATEMENTS = [
    ("insert", pgtrigger.Insert, {"new": "new_rows"}),
    ("update", pgtrigger.Update, {"old": "old_rows", "new": "new_rows"}),
    ("delete", pgtrigger.Delete, {"old": "old_rows"}),
]


def raises_version_of(table, column):
    """Triggers for rows that belong to `table` through `column`: a statement makes one version, however many rows."""
    return [
        pgtrigger.Trigger(
            name=f"raise_version_{name}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(**rows),
            func=f"""
                UPDATE {table} SET version = version + 1, changed_at = clock_timestamp()
                WHERE id IN ({" UNION ".join(f"SELECT {column} FROM {name}" for name in rows.values())});
                RETURN NULL;
            """,  # noqa: S608 - table and column are written in our models
        )
        for name, operation, rows in STATEMENTS
    ]


def never_lowers_version(*fields):
    """A trigger for the parent: a form that was open meanwhile cannot write an old version back.

    An edit of one of `fields` is a new version by itself.
    """
    edited = " OR ".join(f"NEW.{field} IS DISTINCT FROM OLD.{field}" for field in fields) or "FALSE"
    return pgtrigger.Trigger(
        name="never_lower_version",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
            NEW.version := GREATEST(NEW.version, OLD.version);
            NEW.changed_at := GREATEST(NEW.changed_at, OLD.changed_at);
            IF {edited} THEN
                NEW.version := OLD.version + 1;
                NEW.changed_at := clock_timestamp();
            END IF;
            RETURN NEW;
        """,
    )
