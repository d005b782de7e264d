"""The index of the contacts who moved, built while people go on working."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("customers", "0023_contact_moves")]

    operations = [
        AddIndexConcurrently(
            model_name='contact',
            index=models.Index(condition=models.Q(('moved_to__isnull', False)), fields=['moved_to'], name='contact_came_from'),
        ),
    ]
