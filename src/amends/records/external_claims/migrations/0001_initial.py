import amends.records.ids
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0002_cache'),
        ('orders', '0002_guards'),
        ('wallet', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ExternalClaim',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('provider', models.CharField(max_length=20)),
                ('ref', models.CharField(max_length=120)),
                ('payment_refs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), db_default=[], size=None)),
                ('kind', models.CharField(max_length=20)),
                ('state', models.CharField(max_length=20)),
                ('reason', models.CharField(blank=True, db_default='', max_length=200)),
                ('amount', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('respond_by', models.DateTimeField(null=True)),
                ('opened_at', models.DateTimeField()),
                ('told_at', models.DateTimeField()),
                ('announces', models.CharField(blank=True, db_default='', max_length=120)),
                ('effect', models.CharField(blank=True, db_default='', max_length=10)),
                ('counted', models.BigIntegerField(db_default=0)),
                ('heard_at', models.DateTimeField()),
                ('matched_at', models.DateTimeField(null=True)),
                ('matched_by', models.UUIDField(null=True)),
                ('matched_by_name', models.CharField(blank=True, db_default='', max_length=200)),
                ('dismissed_at', models.DateTimeField(null=True)),
                ('takes_no_more_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('grew_into', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grew_from', to='external_claims.externalclaim')),
                ('order', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='external_claims', to='orders.order')),
                ('payment', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='external_claims', to='orders.payment')),
                ('top_up', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='external_claims', to='wallet.topup')),
            ],
            options={
                'db_table': 'external_claims',
                'indexes': [models.Index(condition=models.Q(('order__isnull', False)), fields=['order'], name='external_claims_by_order'), models.Index(condition=models.Q(('top_up__isnull', False)), fields=['top_up'], name='external_claims_by_top_up'), models.Index(fields=['account', '-opened_at', '-id'], name='external_claims_by_account'), models.Index(fields=['state', 'respond_by', 'id'], name='external_claims_by_answer'), models.Index(condition=models.Q(('account__isnull', True), ('dismissed_at__isnull', True)), fields=['heard_at', 'id'], name='external_claims_unmatched'), models.Index(condition=models.Q(('payment__isnull', True), models.Q(('account__isnull', True), ('matched_by__isnull', False), _connector='OR')), fields=['heard_at', 'id'], name='external_claims_to_place'), django.contrib.postgres.indexes.GinIndex(fields=['payment_refs'], name='external_claims_by_payment')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'ref'), name='external_claims_ref'), models.CheckConstraint(condition=models.Q(('kind__in', ['early_warning', 'inquiry', 'chargeback', 'refund']), ('state__in', ['needs_response', 'under_review', 'won', 'lost', 'closed']), ('effect__in', ['', 'warns', 'holds', 'lost', 'released'])), name='external_claims_words'), models.CheckConstraint(condition=models.Q(('counted', 0), models.Q(('counted__gt', 0), ('effect__in', ['holds', 'lost'])), _connector='OR'), name='external_claims_counted'), models.CheckConstraint(condition=models.Q(models.Q(('account__isnull', True), ('effect', ''), ('matched_at__isnull', True), ('order__isnull', True), ('payment__isnull', True), ('top_up__isnull', True)), models.Q(models.Q(models.Q(('order__isnull', False), ('top_up__isnull', True)), models.Q(('order__isnull', True), ('top_up__isnull', False)), _connector='OR'), models.Q(('payment__isnull', True), ('top_up__isnull', True), _connector='OR'), ('account__isnull', False), ('dismissed_at__isnull', True), ('matched_at__isnull', False), models.Q(('effect', ''), _negated=True)), _connector='OR'), name='external_claims_matched')],
            },
        ),
        migrations.CreateModel(
            name='ExternalEvent',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('by', models.UUIDField(null=True)),
                ('by_name', models.CharField(blank=True, db_default='', max_length=200)),
                ('before', models.JSONField(db_default=models.Value({}, models.JSONField()))),
                ('after', models.JSONField(db_default=models.Value({}, models.JSONField()))),
                ('words', models.TextField(blank=True, db_default='')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='external_claims.externalclaim')),
            ],
            options={
                'db_table': 'external_events',
                'indexes': [models.Index(fields=['claim', 'id'], name='external_events_by_claim')],
            },
        ),
        migrations.CreateModel(
            name='ExternalMovement',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=100, unique=True)),
                ('ref', models.CharField(max_length=120)),
                ('amount', models.BigIntegerField()),
                ('fee', models.BigIntegerField(db_default=0)),
                ('currency', models.CharField(max_length=3)),
                ('at', models.DateTimeField()),
                ('booked_at', models.DateTimeField()),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='external_claims.externalclaim')),
            ],
            options={
                'db_table': 'external_movements',
                'indexes': [models.Index(fields=['at'], name='external_movements_by_time')],
            },
        ),
    ]
