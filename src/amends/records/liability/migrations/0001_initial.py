import amends.records.ids
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0002_cache'),
        ('disputes', '0002_guards'),
        ('ledger', '0002_guards'),
        ('settlements', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='CreditNote',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=30, unique=True)),
                ('amount', models.BigIntegerField()),
                ('words', models.TextField()),
                ('by', models.UUIDField(null=True)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'credit_notes',
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='credit_notes_amount')],
            },
        ),
        migrations.CreateModel(
            name='Bearing',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('number', models.IntegerField()),
                ('platform', models.IntegerField()),
                ('supplier', models.IntegerField()),
                ('carrier', models.IntegerField()),
                ('merchant', models.IntegerField()),
                ('supplier_name', models.CharField(blank=True, db_default='', max_length=120)),
                ('carrier_name', models.CharField(blank=True, db_default='', max_length=120)),
                ('version', models.IntegerField(null=True)),
                ('clause', models.CharField(max_length=80, null=True)),
                ('why', models.TextField(blank=True, db_default='')),
                ('by', models.UUIDField(null=True)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('dispute', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disputes.dispute')),
            ],
            options={
                'db_table': 'bearings',
                'constraints': [models.UniqueConstraint(fields=('dispute', 'number'), name='bearings_number'), models.CheckConstraint(condition=models.Q(('carrier__gte', 0), ('merchant__gte', 0), ('platform__gte', 0), ('supplier__gte', 0), ('platform', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.Value(100), '-', models.F('supplier')), '-', models.F('carrier')), '-', models.F('merchant')))), name='bearings_whole'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('why', ''), _negated=True), _connector='OR'), name='bearings_why')],
            },
        ),
        migrations.CreateModel(
            name='DebitNote',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=10)),
                ('name', models.CharField(max_length=120)),
                ('currency', models.CharField(max_length=3)),
                ('month', models.DateField()),
                ('state', models.CharField(db_default='collecting', max_length=12)),
                ('number', models.CharField(max_length=30, null=True, unique=True)),
                ('amount', models.BigIntegerField(null=True)),
                ('issued_at', models.DateTimeField(null=True)),
                ('reference', models.CharField(blank=True, db_default='', max_length=120)),
                ('settled_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'debit_notes',
                'indexes': [models.Index(fields=['-month', 'kind', 'name'], name='debit_notes_by_month'), models.Index(condition=models.Q(('state', 'collecting')), fields=['month'], name='debit_notes_collecting')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'name', 'currency', 'month'), name='debit_notes_once'), models.CheckConstraint(condition=models.Q(('state__in', ['collecting', 'issued', 'disputed', 'upheld', 'credited', 'settled']), ('kind__in', ['supplier', 'carrier']), models.Q(('name', ''), _negated=True)), name='debit_notes_words'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='debit_notes_month'), models.CheckConstraint(condition=models.Q(models.Q(('amount__isnull', True), ('issued_at__isnull', True), ('number__isnull', True), ('state', 'collecting')), models.Q(models.Q(('state', 'collecting'), _negated=True), ('amount__isnull', False), ('issued_at__isnull', False), ('number__isnull', False)), _connector='OR'), name='debit_notes_issued'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', False), ('state', 'settled'), models.Q(('reference', ''), _negated=True)), models.Q(models.Q(('state', 'settled'), _negated=True), ('reference', ''), ('settled_at__isnull', True)), _connector='OR'), name='debit_notes_settled')],
            },
        ),
        migrations.CreateModel(
            name='DebitLine',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('amount', models.BigIntegerField()),
                ('posted_at', models.DateTimeField()),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('bearing', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='liability.bearing')),
                ('credit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='liability.creditnote')),
                ('dispute', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disputes.dispute')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
                ('leg', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='settlements.leg')),
                ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='liability.debitline')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='liability.debitnote')),
            ],
            options={
                'db_table': 'debit_lines',
                'indexes': [models.Index(fields=['dispute'], name='debit_lines_by_dispute')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('credit__isnull', True), ('reverses__isnull', True)), models.Q(('amount__lt', 0), ('reverses__isnull', False)), _connector='OR'), name='debit_lines_sign')],
            },
        ),
        migrations.AddField(
            model_name='creditnote',
            name='note',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='liability.debitnote'),
        ),
        migrations.CreateModel(
            name='NoteStep',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('before', models.CharField(max_length=12)),
                ('after', models.CharField(max_length=12)),
                ('words', models.TextField(blank=True, db_default='')),
                ('balance', models.BigIntegerField()),
                ('by', models.UUIDField(null=True)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='liability.debitnote')),
            ],
            options={
                'db_table': 'debit_note_steps',
            },
        ),
    ]
