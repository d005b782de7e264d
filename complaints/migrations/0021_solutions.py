"""The base of solutions, and the function with which the database makes them findable (docs/search.md)."""

import complaints.models.solution_steps
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from importlib import import_module
from django.conf import settings
from django.db import migrations, models

SEARCH = import_module("customers.migrations.0003_search")
HAN, GAPS = SEARCH.HAN, SEARCH.GAPS
# Pairs of neighbouring characters with their positions, and words; customers/search.py and complaints/similar.py cut
# queries alike. The last character stands alone, so that no phrase reaches from one text into the next.
VECTOR = rf"""
CREATE FUNCTION complaints_text_vector(given text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $function$
    WITH plain AS (
        SELECT lower(normalize(given, NFKC)) AS text
    ), lexeme AS (
        SELECT substr(han, place, 2) AS lexeme, place
        FROM plain, LATERAL regexp_replace(text, '[^{HAN}]+', '', 'g') AS han, generate_series(1, length(han)) AS place
        UNION ALL
        SELECT left(word, 40), place
        FROM plain, LATERAL string_to_table(regexp_replace(text, '[{HAN}{GAPS}]+', ' ', 'g'), ' ')
            WITH ORDINALITY AS part (word, place)
    )
    SELECT coalesce(string_agg('''' || lexeme || ''':' || place, ' '), '')::tsvector FROM lexeme WHERE lexeme <> ''
$function$;

CREATE FUNCTION complaints_solution_vector(title text, problem text, remedy text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $function$
    SELECT setweight(public.complaints_text_vector(title), 'A') || setweight(public.complaints_text_vector(problem), 'B')
        || setweight(public.complaints_text_vector(remedy), 'C')
$function$;
"""  # noqa: S608 - the two constants above
REMOVAL = "DROP FUNCTION complaints_solution_vector, complaints_text_vector;"


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0020_repeat_and_notice_indexes'),
        ('deadlines', '0005_recomputation_of_running_clocks'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(VECTOR, REMOVAL),
        migrations.CreateModel(
            name='Solution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('service_line', models.CharField(blank=True, choices=[('transport', 'Transport'), ('warehousing', 'Warehousing'), ('customs', 'Customs'), ('distribution', 'Distribution'), ('forwarding', 'Freight forwarding'), ('other', 'Other')], max_length=20, verbose_name='service line')),
                ('problem', models.TextField(max_length=4000, verbose_name='problem')),
                ('remedy', models.TextField(max_length=4000, verbose_name='what to do')),
                ('at', models.DateTimeField(verbose_name='proposed')),
                ('state', models.CharField(choices=[('proposed', 'To be reviewed'), ('published', 'Published'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='proposed', max_length=10, verbose_name='state')),
                ('reviewed_at', models.DateTimeField(blank=True, null=True, verbose_name='reviewed')),
                ('reason', models.TextField(blank=True, max_length=4000, verbose_name='reason')),
                ('outdated_at', models.DateTimeField(blank=True, null=True, verbose_name='out of date')),
                ('outdated_reason', models.TextField(blank=True, max_length=4000, verbose_name='why out of date')),
                ('edited_at', models.DateTimeField(blank=True, null=True, verbose_name='edited')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('search', models.GeneratedField(db_persist=True, expression=models.Func('title', 'problem', 'remedy', function='complaints_solution_vector'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('cause', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.cause', verbose_name='cause')),
                ('clock', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='solution', to='deadlines.clock')),
                ('complaint', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='solutions', to='complaints.complaint', verbose_name='from complaint')),
                ('edited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='edited by')),
                ('outdated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='out of date, says')),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reviewed by')),
            ],
            options={
                'verbose_name': 'solution',
                'verbose_name_plural': 'solutions',
                'ordering': ['title', 'id'],
            },
            bases=(complaints.models.solution_steps.SolutionSteps, models.Model),
        ),
        migrations.CreateModel(
            name='SolutionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('service_line', models.CharField(blank=True, choices=[('transport', 'Transport'), ('warehousing', 'Warehousing'), ('customs', 'Customs'), ('distribution', 'Distribution'), ('forwarding', 'Freight forwarding'), ('other', 'Other')], max_length=20, verbose_name='service line')),
                ('problem', models.TextField(max_length=4000, verbose_name='problem')),
                ('remedy', models.TextField(max_length=4000, verbose_name='what to do')),
                ('at', models.DateTimeField(verbose_name='proposed')),
                ('state', models.CharField(choices=[('proposed', 'To be reviewed'), ('published', 'Published'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='proposed', max_length=10, verbose_name='state')),
                ('reviewed_at', models.DateTimeField(blank=True, null=True, verbose_name='reviewed')),
                ('reason', models.TextField(blank=True, max_length=4000, verbose_name='reason')),
                ('outdated_at', models.DateTimeField(blank=True, null=True, verbose_name='out of date')),
                ('outdated_reason', models.TextField(blank=True, max_length=4000, verbose_name='why out of date')),
                ('edited_at', models.DateTimeField(blank=True, null=True, verbose_name='edited')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('cause', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='complaints.cause', verbose_name='cause')),
                ('clock', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='deadlines.clock')),
                ('complaint', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='complaints.complaint', verbose_name='from complaint')),
                ('edited_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='edited by')),
                ('outdated_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='out of date, says')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='complaints.solution')),
                ('reviewed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reviewed by')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SolutionUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('complaint', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='solution_uses', to='complaints.complaint', verbose_name='complaint')),
                ('solution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='complaints.solution', verbose_name='solution')),
            ],
            options={
                'verbose_name': 'use of a solution',
                'verbose_name_plural': 'uses of solutions',
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.AddIndex(
            model_name='solution',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['search'], name='solution_search'),
        ),
        migrations.AddConstraint(
            model_name='solution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('problem', ''), _negated=True), models.Q(('remedy', ''), _negated=True)), name='solution_is_written_down', violation_error_message='Write down the title, the problem and what to do.'),
        ),
        migrations.AddConstraint(
            model_name='solution',
            constraint=models.CheckConstraint(condition=models.Q(('reviewed_by', models.F('by')), _negated=True), name='solution_is_reviewed_by_another', violation_error_message='Somebody else than the proposer reviews it.'),
        ),
        migrations.AddConstraint(
            model_name='solution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reviewed_by__isnull', True), ('state', 'proposed')), models.Q(('reviewed_at__isnull', True), ('state', 'proposed'), _negated=True), _connector='OR'), name='solution_decided_by_somebody', violation_error_message='Say who reviewed it and when.'),
        ),
        migrations.AddConstraint(
            model_name='solution',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'published']), models.Q(('reason', ''), _negated=True), _connector='OR'), name='solution_refused_with_reason', violation_error_message='Give the reason.'),
        ),
        migrations.AddConstraint(
            model_name='solution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outdated_at__isnull', True), ('outdated_by__isnull', True), ('outdated_reason', '')), models.Q(('outdated_at__isnull', False), ('outdated_by__isnull', False), models.Q(('outdated_reason', ''), _negated=True)), _connector='OR'), name='solution_outdated_with_reason', violation_error_message='Say what is out of date.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='solution',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "complaints_solutionevent" ("at", "by_id", "cause_id", "clock_id", "complaint_id", "edited_at", "edited_by_id", "id", "outdated_at", "outdated_by_id", "outdated_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "reason", "remedy", "reviewed_at", "reviewed_by_id", "service_line", "state", "title", "version") SELECT new_values."at", new_values."by_id", new_values."cause_id", new_values."clock_id", new_values."complaint_id", new_values."edited_at", new_values."edited_by_id", new_values."id", new_values."outdated_at", new_values."outdated_by_id", new_values."outdated_reason", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."problem", new_values."reason", new_values."remedy", new_values."reviewed_at", new_values."reviewed_by_id", new_values."service_line", new_values."state", new_values."title", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1fd0842aff394ebca6f7382f87ff237ce491ca36', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_35052', referencing='REFERENCING NEW TABLE AS new_values ', table='complaints_solution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='solution',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "complaints_solutionevent" ("at", "by_id", "cause_id", "clock_id", "complaint_id", "edited_at", "edited_by_id", "id", "outdated_at", "outdated_by_id", "outdated_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "reason", "remedy", "reviewed_at", "reviewed_by_id", "service_line", "state", "title", "version") SELECT new_values."at", new_values."by_id", new_values."cause_id", new_values."clock_id", new_values."complaint_id", new_values."edited_at", new_values."edited_by_id", new_values."id", new_values."outdated_at", new_values."outdated_by_id", new_values."outdated_reason", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."problem", new_values."reason", new_values."remedy", new_values."reviewed_at", new_values."reviewed_by_id", new_values."service_line", new_values."state", new_values."title", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."at" IS DISTINCT FROM (new_values."at") OR old_values."by_id" IS DISTINCT FROM (new_values."by_id") OR old_values."cause_id" IS DISTINCT FROM (new_values."cause_id") OR old_values."clock_id" IS DISTINCT FROM (new_values."clock_id") OR old_values."complaint_id" IS DISTINCT FROM (new_values."complaint_id") OR old_values."edited_at" IS DISTINCT FROM (new_values."edited_at") OR old_values."edited_by_id" IS DISTINCT FROM (new_values."edited_by_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."outdated_at" IS DISTINCT FROM (new_values."outdated_at") OR old_values."outdated_by_id" IS DISTINCT FROM (new_values."outdated_by_id") OR old_values."outdated_reason" IS DISTINCT FROM (new_values."outdated_reason") OR old_values."problem" IS DISTINCT FROM (new_values."problem") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."remedy" IS DISTINCT FROM (new_values."remedy") OR old_values."reviewed_at" IS DISTINCT FROM (new_values."reviewed_at") OR old_values."reviewed_by_id" IS DISTINCT FROM (new_values."reviewed_by_id") OR old_values."service_line" IS DISTINCT FROM (new_values."service_line") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."title" IS DISTINCT FROM (new_values."title") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6a268194d718eb239a376a41b58057f4a67a3392', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0c83f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='complaints_solution', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='solutionuse',
            constraint=models.UniqueConstraint(fields=('complaint', 'solution'), name='solution_used_once_per_complaint'),
        ),
    ]
