"""Indexes from which lists of the files kept are read and counted, built while people go on working.

Each new one is there before the one that it replaces goes.
"""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

REPLACED = {
    "customer_recent": models.Index(
        fields=["-updated_at", "-id"], include=["removed_at"], name="customer_recently_changed"
    ),
    "customer_owner_recent": models.Index(
        fields=["owner", "-updated_at", "-id"], include=["removed_at"], name="customer_of_owner"
    ),
    "customer_name": models.Index(fields=["name", "id"], include=["removed_at"], name="customer_by_name"),
    "customer_grade_recent": models.Index(
        fields=["grade", "-updated_at", "-id"], include=["removed_at"], name="customer_of_grade"
    ),
    "customer_lifecycle_recent": models.Index(
        fields=["lifecycle", "-updated_at", "-id"], include=["removed_at"], name="customer_in_phase"
    ),
}


def replace(old, new):
    return [
        AddIndexConcurrently(model_name="customer", index=new),
        RemoveIndexConcurrently(model_name="customer", name=old),
    ]


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("customers", "0010_history")]

    operations = [operation for old, new in REPLACED.items() for operation in replace(old, new)]
