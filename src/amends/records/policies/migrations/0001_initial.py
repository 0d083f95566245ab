import amends.records.ids
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0002_cache'),
        ('disputes', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='PolicyVersion',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('number', models.IntegerField(null=True, unique=True)),
                ('status', models.CharField(db_default='draft', max_length=12)),
                ('note', models.TextField(blank=True, db_default='')),
                ('document', models.TextField()),
                ('edits', models.IntegerField(db_default=0)),
                ('shadow', models.BooleanField(db_default=False)),
                ('written_by', models.UUIDField(null=True)),
                ('written_by_name', models.CharField(blank=True, db_default='', max_length=200)),
                ('writers', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), db_default=[], size=None)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('submitted_at', models.DateTimeField(null=True)),
                ('reviewed_by', models.UUIDField(null=True)),
                ('reviewed_by_name', models.CharField(blank=True, db_default='', max_length=200)),
                ('reviewed_at', models.DateTimeField(null=True)),
                ('review_words', models.TextField(blank=True, db_default='')),
                ('in_force_from', models.DateTimeField(null=True)),
                ('trail_seq', models.IntegerField(db_default=0)),
                ('trail_head', models.BinaryField(db_default=b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00', max_length=32)),
                ('based_on', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.policyversion')),
            ],
            options={
                'db_table': 'policy_versions',
                'indexes': [models.Index(condition=models.Q(('status', 'approved')), fields=['-in_force_from', '-number'], name='policy_versions_in_force')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'in_review', 'approved', 'withdrawn', 'discarded'])), name='policy_versions_status'), models.CheckConstraint(condition=models.Q(models.Q(('number__isnull', False), ('status__in', ['approved', 'withdrawn']), ('in_force_from__isnull', False)), models.Q(('status__in', ['draft', 'in_review', 'discarded']), ('in_force_from__isnull', True), ('number__isnull', True)), _connector='OR'), name='policy_versions_approved'), models.CheckConstraint(condition=models.Q(('number__isnull', True), ('written_by__isnull', True), models.Q(('written_by', models.F('reviewed_by')), _negated=True), _connector='OR'), name='policy_versions_two_people')],
            },
        ),
        migrations.CreateModel(
            name='ShadowFinding',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('edits', models.IntegerField()),
                ('answer', models.CharField(max_length=8)),
                ('clause', models.CharField(max_length=80, null=True)),
                ('gist', models.JSONField()),
                ('differs', models.BooleanField()),
                ('found_at', models.DateTimeField()),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('dispute', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disputes.dispute')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='shadows', to='policies.policyversion')),
            ],
            options={
                'db_table': 'shadow_findings',
                'constraints': [models.UniqueConstraint(fields=('version', 'edits', 'dispute'), name='shadow_findings_once')],
                'indexes': [models.Index(condition=models.Q(('differs', True)), fields=['version', 'edits', '-id'], name='shadow_findings_differing')],
            },
        ),
        migrations.CreateModel(
            name='Trial',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('document', models.TextField()),
                ('edits', models.IntegerField()),
                ('against', models.IntegerField()),
                ('cases', models.CharField(max_length=12)),
                ('status', models.CharField(db_default='queued', max_length=12)),
                ('total', models.IntegerField(db_default=0)),
                ('done', models.IntegerField(db_default=0)),
                ('result', models.JSONField(db_default=models.Value({}, models.JSONField()))),
                ('failure', models.TextField(blank=True, db_default='')),
                ('tries', models.IntegerField(db_default=0)),
                ('begun_by', models.UUIDField(null=True)),
                ('begun_by_name', models.CharField(max_length=200)),
                ('asked_at', models.DateTimeField()),
                ('begun_at', models.DateTimeField(null=True)),
                ('heard_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='trials', to='policies.policyversion')),
            ],
            options={
                'db_table': 'policy_trials',
                'indexes': [models.Index(fields=['version', '-asked_at'], name='policy_trials_by_version'), models.Index(condition=models.Q(('status__in', ['queued', 'running'])), fields=['asked_at'], name='policy_trials_under_way')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['queued', 'running', 'done', 'cancelled', 'failed']), ('cases__in', ['past', 'synthetic'])), name='policy_trials_words'), models.UniqueConstraint(condition=models.Q(('status__in', ['queued', 'running'])), fields=('version',), name='policy_trials_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='TrialCase',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('change', models.CharField(max_length=40)),
                ('facts', models.JSONField()),
                ('supplier', models.CharField(blank=True, db_default='', max_length=120)),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('dispute', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disputes.dispute')),
                ('trial', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='kept', to='policies.trial')),
            ],
            options={
                'db_table': 'policy_trial_cases',
                'indexes': [models.Index(fields=['trial', 'change', 'id'], name='policy_trial_cases_by_change')],
            },
        ),
        migrations.CreateModel(
            name='Departure',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('version', models.IntegerField()),
                ('clause', models.CharField(max_length=80, null=True)),
                ('kind', models.CharField(max_length=30)),
                ('reason', models.CharField(max_length=30)),
                ('words', models.TextField()),
                ('outcome', models.CharField(max_length=16)),
                ('amount', models.BigIntegerField(db_default=0)),
                ('currency', models.CharField(max_length=3)),
                ('round', models.IntegerField(null=True)),
                ('by', models.UUIDField(null=True)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('dispute', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disputes.dispute')),
            ],
            options={
                'db_table': 'departures',
                'indexes': [models.Index(fields=['-at', '-id'], name='departures_by_time'), models.Index(fields=['dispute'], name='departures_by_dispute')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('version', models.IntegerField()),
                ('answer', models.CharField(max_length=8)),
                ('clause', models.CharField(max_length=80, null=True)),
                ('gist', models.JSONField()),
                ('facts', models.JSONField()),
                ('supplier', models.CharField(blank=True, db_default='', max_length=120)),
                ('digest', models.BinaryField(max_length=32)),
                ('found_at', models.DateTimeField()),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('dispute', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='finding', to='disputes.dispute')),
            ],
            options={
                'db_table': 'findings',
                'constraints': [models.CheckConstraint(condition=models.Q(('answer__in', ['yes', 'no', 'person'])), name='findings_answer')],
            },
        ),
    ]
