"""Indexes for the reports, built while people go on working."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("complaints", "0014_steps_reckoned")]

    operations = [
        AddIndexConcurrently(
            model_name="complaintstep",
            index=models.Index(
                fields=["complaint", "step"],
                include=["cycle", "outcome", "done_at", "worked_seconds", "was_late"],
                name="complaint_step_figures",
            ),
        ),
        AddIndexConcurrently(
            model_name="complaintlog",
            index=models.Index(
                fields=["complaint"], condition=models.Q(kind="reopened"), name="complaint_log_reopened"
            ),
        ),
    ]
