"""The series from which a customer without a code gets one (Customer.next_codes)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("customers", "0004_catalogue")]

    operations = [migrations.RunSQL("CREATE SEQUENCE customers_code", "DROP SEQUENCE customers_code")]
