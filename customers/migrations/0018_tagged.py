"""The tags in use are asked for while somebody types; most customers have none."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("customers", "0017_former_codes")]

    operations = [
        AddIndexConcurrently(
            model_name="customer",
            index=models.Index(fields=["id"], condition=models.Q(("tags", []), _negated=True), name="customer_tagged"),
        ),
    ]
