from django.db import migrations


class Migration(migrations.Migration):
    """Two changes were made side by side; from here on there is one line again."""

    dependencies = [
        ("customers", "0026_cheaper_search_entries"),
        ("customers", "0027_import_kinds"),
    ]

    operations = []
