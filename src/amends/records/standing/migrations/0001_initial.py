import amends.records.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0002_cache'),
    ]

    operations = [
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('standing', models.CharField(max_length=12)),
                ('reason', models.CharField(max_length=24)),
                ('words', models.TextField()),
                ('rule', models.CharField(blank=True, db_default='', max_length=60)),
                ('figures', models.JSONField(db_default=models.Value({}, models.JSONField()))),
                ('imposed_by', models.UUIDField(null=True)),
                ('imposed_by_name', models.CharField(max_length=200)),
                ('imposed_at', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
            ],
            options={
                'db_table': 'measures',
                'indexes': [models.Index(fields=['account', '-imposed_at'], name='measures_by_account'), models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['until'], name='measures_open')],
                'constraints': [models.UniqueConstraint(fields=('account', 'id'), name='measures_account_id'), models.UniqueConstraint(condition=models.Q(models.Q(('rule', ''), _negated=True), ('ended_at__isnull', True)), fields=('account', 'rule'), name='measures_one_by_rule'), models.CheckConstraint(condition=models.Q(('standing__in', ['good', 'warned', 'restricted', 'blocked']), models.Q(('standing', 'good'), _negated=True)), name='measures_standing'), models.CheckConstraint(condition=models.Q(('reason__in', ['claimed_elsewhere', 'unfounded', 'false_evidence', 'payment', 'conduct', 'other']), models.Q(('words', ''), _negated=True)), name='measures_reason'), models.CheckConstraint(condition=models.Q(models.Q(('imposed_by__isnull', False), ('rule', '')), models.Q(models.Q(('rule', ''), _negated=True), ('imposed_by__isnull', True)), _connector='OR'), name='measures_by_hand_or_rule'), models.CheckConstraint(condition=models.Q(('rule', ''), ('until__isnull', False), _connector='OR'), name='measures_rule_expires'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('imposed_at')), _connector='OR'), name='measures_end')],
            },
        ),
        migrations.CreateModel(
            name='Contest',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('words', models.TextField()),
                ('contested_by', models.UUIDField()),
                ('contested_by_name', models.CharField(max_length=200)),
                ('contested_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(null=True)),
                ('escalations', models.IntegerField(db_default=0)),
                ('answer', models.CharField(blank=True, db_default='', max_length=8)),
                ('answer_words', models.TextField(blank=True, db_default='')),
                ('answered_by', models.UUIDField(null=True)),
                ('answered_by_name', models.CharField(blank=True, db_default='', max_length=200)),
                ('answered_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('measure', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='contest', to='standing.measure')),
            ],
            options={
                'db_table': 'contests',
                'indexes': [models.Index(condition=models.Q(('answer', '')), fields=['due_at'], name='contests_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='contests_words'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('answered_by__isnull', True), ('due_at__isnull', False)), models.Q(('answer', 'moot'), ('answered_at__isnull', False), ('due_at__isnull', True)), models.Q(('answer__in', ['upheld', 'lifted']), ('due_at__isnull', True), ('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('answer_words', ''), _negated=True)), _connector='OR'), name='contests_answer')],
            },
        ),
        migrations.CreateModel(
            name='StandingChange',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('by', models.UUIDField(null=True)),
                ('by_name', models.CharField(max_length=200)),
                ('side', models.CharField(max_length=10)),
                ('before', models.CharField(max_length=12)),
                ('after', models.CharField(max_length=12)),
                ('words', models.TextField()),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('measure', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='standing.measure')),
            ],
            options={
                'db_table': 'standing_changes',
                'indexes': [models.Index(fields=['account', '-at', '-id'], name='standing_changes_by_account')],
                'constraints': [models.CheckConstraint(condition=models.Q(('code__in', ['standing.imposed', 'standing.lifted', 'standing.expired', 'standing.contested', 'standing.contest_escalated', 'standing.contest_upheld', 'standing.contest_lifted'])), name='standing_changes_code'), models.CheckConstraint(condition=models.Q(('before__in', ['good', 'warned', 'restricted', 'blocked']), ('after__in', ['good', 'warned', 'restricted', 'blocked'])), name='standing_changes_standings')],
            },
        ),
    ]
