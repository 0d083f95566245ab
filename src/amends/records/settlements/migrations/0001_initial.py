import amends.records.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
        ('decisions', '0001_initial'),
        ('disputes', '0001_initial'),
        ('orders', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Settlement',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('amount', models.BigIntegerField(db_default=0)),
                ('currency', models.CharField(max_length=3)),
                ('taken_elsewhere', models.BigIntegerField(db_default=0)),
                ('planned_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('reopened_at', models.DateTimeField(null=True)),
                ('remind_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('decision', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='settlement', to='decisions.decision')),
                ('dispute', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='settlement', to='disputes.dispute')),
            ],
            options={
                'db_table': 'settlements',
                'constraints': [models.UniqueConstraint(fields=('account', 'id'), name='settlements_account_id'), models.CheckConstraint(condition=models.Q(('taken_elsewhere__gte', 0), ('taken_elsewhere__lte', models.F('amount'))), name='settlements_taken')],
                'indexes': [models.Index(condition=models.Q(('finished_at__isnull', True), ('reopened_at__isnull', False)), fields=['reopened_at'], name='settlements_reopened'), models.Index(condition=models.Q(('remind_at__isnull', False)), fields=['remind_at'], name='settlements_remind'), models.Index(condition=models.Q(('taken_elsewhere__gt', 0)), fields=['planned_at'], name='settlements_cut')],
            },
        ),
        migrations.CreateModel(
            name='Leg',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('number', models.IntegerField()),
                ('method', models.CharField(max_length=10)),
                ('amount', models.BigIntegerField(db_default=0)),
                ('currency', models.CharField(max_length=3)),
                ('provider', models.CharField(blank=True, db_default='', max_length=20)),
                ('state', models.CharField(db_default='planned', max_length=10)),
                ('provider_ref', models.CharField(blank=True, db_default='', max_length=120)),
                ('failure', models.CharField(blank=True, db_default='', max_length=200)),
                ('failed_for', models.CharField(blank=True, db_default='', max_length=20)),
                ('taken_elsewhere', models.BigIntegerField(db_default=0)),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='settlements.leg')),
                ('planned_at', models.DateTimeField()),
                ('waits_for', models.CharField(blank=True, db_default='', max_length=160)),
                ('calls', models.IntegerField(db_default=0)),
                ('begun_at', models.DateTimeField(null=True)),
                ('called_at', models.DateTimeField(null=True)),
                ('recorded_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('payment', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='legs', to='orders.payment')),
                ('settlement', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='legs', to='settlements.settlement')),
            ],
            options={
                'db_table': 'legs',
                'constraints': [models.UniqueConstraint(fields=('settlement', 'number'), name='legs_number'), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'calling', 'unknown', 'pending', 'succeeded', 'failed', 'closed'])), name='legs_state'), models.CheckConstraint(condition=models.Q(('method__in', ['wallet', 'original', 'resend'])), name='legs_method'), models.CheckConstraint(condition=models.Q(models.Q(('amount', 0), ('method', 'resend')), ('amount__gt', 0), _connector='OR'), name='legs_amount'), models.CheckConstraint(condition=models.Q(('taken_elsewhere', 0), models.Q(('state', 'closed'), ('taken_elsewhere__gt', 0), ('taken_elsewhere__lte', models.F('amount'))), _connector='OR'), name='legs_taken')],
                'indexes': [models.Index(condition=models.Q(('method', 'original')), fields=['provider', 'begun_at'], name='legs_by_provider'), models.Index(condition=models.Q(('provider_ref', ''), _negated=True), fields=['provider', 'provider_ref'], name='legs_by_ref')],
            },
        ),
    ]
