"""An index of the running clocks by deadline, built while people go on working."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("deadlines", "0005_recomputation_of_running_clocks")]

    operations = [
        AddIndexConcurrently(
            model_name="clock",
            index=models.Index(
                condition=models.Q(state="running"), fields=["deadline", "id"], name="clock_deadline"
            ),
        ),
    ]
