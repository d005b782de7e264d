"""Indexes for repeats by the same caller and for notices of claim, built while people go on working."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("complaints", "0019_claim_notices")]

    operations = [
        AddIndexConcurrently(
            model_name="complaint",
            index=models.Index(Upper("caller_email"), name="complaint_caller_email"),
        ),
        AddIndexConcurrently(
            model_name="complaint",
            index=models.Index(
                fields=["claim_notice_due"],
                condition=models.Q(claim_notice_due__isnull=False),
                name="complaint_notice_due",
            ),
        ),
        AddIndexConcurrently(
            model_name="complaint",
            index=models.Index(
                fields=["transport_mode", "loss"],
                condition=models.Q(closed_at__isnull=True) & ~models.Q(loss=""),
                name="complaint_open_losses",
            ),
        ),
    ]
