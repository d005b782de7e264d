import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('deadlines', '0004_escalation_reason'),
    ]

    operations = [
        migrations.AlterField(
            model_name='clock',
            name='calendar',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deadlines.workingcalendar', verbose_name='working calendar'),
        ),
        migrations.AlterField(
            model_name='clock',
            name='level_due_at',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.DateTimeField(null=True), size=4, verbose_name='moments of the levels'),
        ),
        migrations.AlterField(
            model_name='clock',
            name='policy',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deadlines.deadlinepolicy', verbose_name='time limits'),
        ),
        migrations.AlterField(
            model_name='dayoverride',
            name='calendar',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='day_overrides', to='deadlines.workingcalendar', verbose_name='working calendar'),
        ),
    ]
