from django.db import migrations


class Migration(migrations.Migration):
    """Two changes to the outgoing mail were made side by side; from here on there is one line again."""

    dependencies = [
        ("people", "0006_answers_to"),
        ("people", "0006_quiet_hours"),
    ]

    operations = []
