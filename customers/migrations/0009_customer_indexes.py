"""Indexes over all customers, built while people go on working."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("customers", "0008_file_in_full")]

    operations = [
        AddIndexConcurrently(
            model_name='customer',
            index=django.contrib.postgres.indexes.GinIndex(fields=['tags'], name='customer_tags'),
        ),
        AddIndexConcurrently(
            model_name='customer',
            index=models.Index(condition=models.Q(('removed_at__isnull', False)), fields=['removed_at'], name='customer_removed'),
        ),
    ]
