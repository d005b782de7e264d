"""Check the new constraints against the rows that exist, while people go on working."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

NAMES = (
    "complaint_sent_has_department",
    "complaint_ended_has_its_moment",
    "complaint_logged_by_somebody",
    "complaint_merged_into_another",
)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("complaints", "0006_complaints_in_full")]

    operations = [ValidateConstraint(model_name="complaint", name=name) for name in NAMES]
