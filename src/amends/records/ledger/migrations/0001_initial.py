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
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=30)),
                ('key', models.CharField(max_length=100)),
                ('order_id', models.UUIDField(null=True)),
                ('dispute_id', models.UUIDField(null=True)),
                ('posted_at', models.DateTimeField()),
                ('cash', models.BigIntegerField(db_default=0)),
                ('bonus', models.BigIntegerField(db_default=0)),
                ('frozen', models.BigIntegerField(db_default=0)),
                ('wallet_after', models.BigIntegerField(null=True)),
                ('account', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='ledger.entry')),
            ],
            options={
                'db_table': 'entries',
                'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='entries_once')],
            },
        ),
        migrations.CreateModel(
            name='LedgerAccount',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('currency', models.CharField(max_length=3)),
                ('detail', models.CharField(blank=True, db_default='', max_length=120)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
            ],
            options={
                'db_table': 'ledger_accounts',
                'constraints': [models.UniqueConstraint(fields=('kind', 'account', 'currency', 'detail'), name='ledger_accounts_once', nulls_distinct=False), models.UniqueConstraint(fields=('id', 'currency'), name='ledger_accounts_currency'), models.CheckConstraint(condition=models.Q(('kind__in', ['wallet_cash', 'wallet_bonus', 'wallet_frozen', 'after_sales', 'clearing', 'sales', 'benefits', 'fees', 'chargebacks', 'supplier', 'carrier', 'receivable'])), name='ledger_accounts_kind'), models.CheckConstraint(condition=models.Q(models.Q(('kind__startswith', 'wallet_'), ('account__isnull', False)), models.Q(models.Q(('kind__startswith', 'wallet_'), _negated=True), ('account__isnull', True)), _connector='OR'), name='ledger_accounts_owner')],
            },
        ),
        migrations.CreateModel(
            name='Wallet',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('currency', models.CharField(max_length=3)),
                ('cash', models.BigIntegerField(db_default=0)),
                ('bonus', models.BigIntegerField(db_default=0)),
                ('frozen', models.BigIntegerField(db_default=0)),
                ('last_posted_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wallets', to='access.account')),
            ],
            options={
                'db_table': 'wallets',
                'constraints': [models.UniqueConstraint(fields=('account', 'currency'), name='wallets_currency'), models.CheckConstraint(condition=models.Q(('cash__gte', 0), ('bonus__gte', 0), ('frozen__gte', 0)), name='wallets_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='WalletMonth',
            fields=[
                ('pk', models.CompositePrimaryKey('wallet', 'month', blank=True, editable=False, primary_key=True, serialize=False)),
                ('wallet', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='months', to='ledger.wallet')),
                ('month', models.DateField()),
                ('cash', models.BigIntegerField(db_default=0)),
                ('bonus', models.BigIntegerField(db_default=0)),
                ('frozen', models.BigIntegerField(db_default=0)),
            ],
            options={
                'db_table': 'wallet_months',
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('number', models.IntegerField()),
                ('amount', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('wallet_after', models.BigIntegerField(null=True)),
                ('destination', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='into', to='ledger.ledgeraccount')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='ledger.entry')),
                ('source', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='out', to='ledger.ledgeraccount')),
                ('wallet', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='ledger.wallet')),
            ],
            options={
                'db_table': 'postings',
                'indexes': [models.Index(condition=models.Q(('wallet__isnull', False)), fields=['wallet', '-id'], name='postings_by_wallet')],
                'constraints': [models.UniqueConstraint(fields=('entry', 'number'), name='postings_number'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='postings_amount'), models.CheckConstraint(condition=models.Q(('source', models.F('destination')), _negated=True), name='postings_move')],
            },
        ),
        migrations.AddField(
            model_name='entry',
            name='wallet',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='ledger.wallet'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('wallet__isnull', False)), fields=['wallet', '-posted_at', '-id'], name='entries_by_wallet'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('wallet__isnull', False)), fields=['wallet', 'kind', '-posted_at', '-id'], name='entries_by_wallet_kind'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('wallet__isnull', False), ('order_id__isnull', False)), fields=['wallet', 'order_id'], name='entries_by_wallet_order'),
        ),
    ]
