import amends.records.ids
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
        ('disputes', '0001_initial'),
        ('orders', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('outcome', models.CharField(max_length=16)),
                ('amount', models.BigIntegerField(db_default=0)),
                ('currency', models.CharField(max_length=3)),
                ('reject_reason', models.CharField(blank=True, db_default='', max_length=30)),
                ('words', models.TextField(blank=True, db_default='')),
                ('decided_by', models.UUIDField(null=True)),
                ('decided_by_name', models.CharField(max_length=200)),
                ('decided_at', models.DateTimeField()),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('dispute', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='disputes.dispute')),
                ('offer', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='disputes.offer')),
            ],
            options={
                'db_table': 'decisions',
                'constraints': [models.UniqueConstraint(fields=('account', 'id'), name='decisions_account_id'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'reject'), models.Q(('reject_reason', ''), _negated=True), models.Q(('words', ''), _negated=True)), models.Q(('outcome', 'reject'), _negated=True), _connector='OR'), name='decisions_reason'), models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('outcome__in', ['refund_wallet', 'refund_original'])), models.Q(('amount', 0), ('outcome__in', ['resend', 'reject'])), _connector='OR'), name='decisions_amount')],
            },
        ),
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('quantity', models.IntegerField()),
                ('goods', models.BigIntegerField(db_default=0)),
                ('shipping', models.BigIntegerField(db_default=0)),
                ('tax', models.BigIntegerField(db_default=0)),
                ('tax_handling', models.BigIntegerField(db_default=0)),
                ('amount', models.BigIntegerField(db_default=0)),
                ('taken_elsewhere', models.BigIntegerField(db_default=0)),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('line', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.orderline')),
                ('decision', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='decisions.decision')),
            ],
            options={
                'db_table': 'awards',
                'constraints': [models.UniqueConstraint(fields=('decision', 'line'), name='awards_once'), models.CheckConstraint(condition=models.Q(('amount', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('goods'), '+', models.F('shipping')), '+', models.F('tax')), '+', models.F('tax_handling'))), ('quantity__gte', 1), ('amount__gte', 0), ('taken_elsewhere__gte', 0), ('taken_elsewhere__lte', models.F('amount'))), name='awards_amount')],
            },
        ),
    ]
