import amends.records.ids
import amends.records.orders.short_ids
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
    ]

    operations = [
        # What core.short_ids makes of an id: 10^17 and its last 59 bits.
        migrations.RunSQL(
            """
            create function short_id(id uuid) returns bigint language sql immutable parallel safe return
                100000000000000000
                + (('x' || encode(substr(uuid_send(id), 9), 'hex'))::bit(64)::bigint & 576460752303423487)
            """,
            "drop function short_id(uuid)",
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=64)),
                ('external_number', models.CharField(blank=True, db_default='', max_length=120)),
                ('kind', models.CharField(max_length=12)),
                ('stage', models.CharField(db_default='pending', max_length=12)),
                ('payment_state', models.CharField(db_default='unpaid', max_length=16)),
                ('currency', models.CharField(max_length=3)),
                ('charged_known', models.BooleanField(db_default=True)),
                ('charged_goods', models.BigIntegerField(db_default=0)),
                ('charged_shipping', models.BigIntegerField(db_default=0)),
                ('charged_tax', models.BigIntegerField(db_default=0)),
                ('charged_tax_handling', models.BigIntegerField(db_default=0)),
                ('charged', models.BigIntegerField(db_default=0)),
                ('refunded', models.BigIntegerField(db_default=0)),
                ('reserved', models.BigIntegerField(db_default=0)),
                ('external_claimed', models.BigIntegerField(db_default=0)),
                ('external_open', models.IntegerField(db_default=0)),
                ('external_holder', models.CharField(blank=True, db_default='', max_length=160)),
                ('paid_outside', models.BooleanField(db_default=True)),
                ('sold_for', models.BigIntegerField(null=True)),
                ('sold_for_currency', models.CharField(blank=True, db_default='', max_length=3)),
                ('store_name', models.CharField(blank=True, db_default='', max_length=120)),
                ('supplier', models.CharField(blank=True, db_default='', max_length=120)),
                ('buyer_name', models.CharField(blank=True, db_default='', max_length=200)),
                ('buyer_email', models.CharField(blank=True, db_default='', max_length=254)),
                ('buyer_name_folded', models.CharField(blank=True, db_default='', max_length=200)),
                ('buyer_email_folded', models.CharField(blank=True, db_default='', max_length=254)),
                ('country', models.CharField(blank=True, db_default='', max_length=2)),
                ('address', models.JSONField(db_default=models.Value({}, models.JSONField()))),
                ('shipping_method', models.CharField(blank=True, db_default='', max_length=120)),
                ('tracking', models.CharField(db_default='none', max_length=12)),
                ('open_disputes', models.IntegerField(db_default=0)),
                ('placed_at', models.DateTimeField()),
                ('paid_at', models.DateTimeField(null=True)),
                ('warehouse_started_at', models.DateTimeField(null=True)),
                ('dispatched_at', models.DateTimeField(null=True)),
                ('delivered_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('content_digest', models.BinaryField(db_default=b'', max_length=32)),
                ('trail_seq', models.IntegerField(db_default=0)),
                ('trail_head', models.BinaryField(db_default=b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00', max_length=32)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='access.account')),
                ('root_order', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.order')),
                ('alert', models.CharField(blank=True, db_default='', max_length=20)),
                ('circumstances', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), db_default=[], size=None)),
                ('return_signed_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'orders',
                'indexes': [models.Index(fields=['account', 'kind', 'stage', '-placed_at', '-id'], name='orders_by_stage'), models.Index(fields=['account', 'kind', '-placed_at', '-id'], name='orders_by_time'), models.Index(fields=['account', 'external_number'], name='orders_by_external', opclasses=('', 'varchar_pattern_ops')), models.Index(fields=['account', 'number'], name='orders_by_number', opclasses=('', 'varchar_pattern_ops')), models.Index(fields=['account', 'buyer_name_folded'], name='orders_by_buyer', opclasses=('', 'varchar_pattern_ops')), models.Index(fields=['account', 'buyer_email_folded'], name='orders_by_buyer_email', opclasses=('', 'varchar_pattern_ops'))],
                'constraints': [models.UniqueConstraint(fields=('account', 'number'), name='orders_number'), models.UniqueConstraint(fields=('account', 'id'), name='orders_account_id'), models.UniqueConstraint(models.F('account'), amends.records.orders.short_ids.ShortId('id'), name='orders_short_id'), models.CheckConstraint(condition=models.Q(('kind__in', ['store', 'sample', 'wholesale', 'preorder'])), name='orders_kind'), models.CheckConstraint(condition=models.Q(('stage__in', ['pending', 'processing', 'dispatched', 'completed', 'closed'])), name='orders_stage'), models.CheckConstraint(condition=models.Q(('payment_state__in', ['unpaid', 'paid', 'partly_refunded', 'refunded'])), name='orders_payment'), models.CheckConstraint(condition=models.Q(('tracking__in', ['none', 'in_transit', 'delivered', 'alert', 'expired', 'returned'])), name='orders_tracking'), models.CheckConstraint(condition=models.Q(('open_disputes__gte', 0)), name='orders_hold'), models.CheckConstraint(condition=models.Q(('open_disputes', 0), models.Q(('stage', 'closed'), _negated=True), _connector='OR'), name='orders_held_not_closed'), models.CheckConstraint(condition=models.Q(models.Q(('external_holder', ''), ('external_open', 0)), models.Q(('external_open__gt', 0), models.Q(('external_holder', ''), _negated=True)), _connector='OR'), name='orders_external'), models.CheckConstraint(condition=models.Q(('refunded__gte', 0), ('reserved__gte', 0), ('external_claimed__gte', 0), ('charged__gte', django.db.models.expressions.CombinedExpression(models.F('refunded'), '+', models.F('reserved'))), ('charged', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('charged_goods'), '+', models.F('charged_shipping')), '+', models.F('charged_tax')), '+', models.F('charged_tax_handling')))), name='orders_money')],
            },
        ),
        migrations.CreateModel(
            name='OrderLine',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('position', models.IntegerField()),
                ('sku', models.CharField(blank=True, db_default='', max_length=120)),
                ('sku_folded', models.CharField(blank=True, db_default='', max_length=120)),
                ('name', models.CharField(max_length=500)),
                ('picture_url', models.CharField(blank=True, db_default='', max_length=1000)),
                ('quantity', models.IntegerField()),
                ('charged_goods', models.BigIntegerField(db_default=0)),
                ('charged_shipping', models.BigIntegerField(db_default=0)),
                ('charged_tax', models.BigIntegerField(db_default=0)),
                ('charged_tax_handling', models.BigIntegerField(db_default=0)),
                ('charged', models.BigIntegerField(db_default=0)),
                ('refunded', models.BigIntegerField(db_default=0)),
                ('reserved', models.BigIntegerField(db_default=0)),
                ('claimed', models.IntegerField(db_default=0)),
                ('resolved', models.IntegerField(db_default=0)),
                ('closed', models.IntegerField(db_default=0)),
                ('open_dispute_id', models.UUIDField(null=True)),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('order', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='orders.order')),
                ('root_line', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.orderline')),
                ('product', models.CharField(db_default='normal', max_length=30)),
            ],
            options={
                'db_table': 'order_lines',
                'indexes': [models.Index(fields=['account', 'sku_folded'], name='order_lines_by_sku', opclasses=('', 'varchar_pattern_ops'))],
                'constraints': [models.UniqueConstraint(fields=('order', 'position'), name='order_lines_position'), models.UniqueConstraint(fields=('account', 'id'), name='order_lines_account_id'), models.CheckConstraint(condition=models.Q(('quantity__gte', 1), ('claimed__gte', 0), ('resolved__gte', 0), ('closed__gte', 0), ('closed__lte', models.F('resolved')), ('quantity__gte', django.db.models.expressions.CombinedExpression(models.F('claimed'), '+', models.F('resolved')))), name='order_lines_units'), models.CheckConstraint(condition=models.Q(models.Q(('open_dispute_id__isnull', True), ('claimed', 0)), models.Q(('open_dispute_id__isnull', False), ('claimed__gt', 0)), _connector='OR'), name='order_lines_claimed'), models.CheckConstraint(condition=models.Q(('refunded__gte', 0), ('reserved__gte', 0), ('charged__gte', django.db.models.expressions.CombinedExpression(models.F('refunded'), '+', models.F('reserved'))), ('charged', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('charged_goods'), '+', models.F('charged_shipping')), '+', models.F('charged_tax')), '+', models.F('charged_tax_handling')))), name='order_lines_money')],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('provider', models.CharField(max_length=20)),
                ('provider_ref', models.CharField(max_length=120)),
                ('amount', models.BigIntegerField()),
                ('refunded', models.BigIntegerField(db_default=0)),
                ('reserved', models.BigIntegerField(db_default=0)),
                ('external_claimed', models.BigIntegerField(db_default=0)),
                ('currency', models.CharField(max_length=3)),
                ('paid_at', models.DateTimeField()),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('order', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='orders.order')),
            ],
            options={
                'db_table': 'payments',
                'indexes': [models.Index(fields=['order'], name='payments_by_order')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'provider_ref'), name='payments_ref'), models.UniqueConstraint(fields=('account', 'id'), name='payments_account_id'), models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('refunded__gte', 0), ('reserved__gte', 0), ('external_claimed__gte', 0), ('amount__gte', django.db.models.expressions.CombinedExpression(models.F('refunded'), '+', models.F('reserved')))), name='payments_money')],
            },
        ),
        migrations.CreateModel(
            name='Shipment',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('method', models.CharField(blank=True, db_default='', max_length=120)),
                ('tracking_number', models.CharField(blank=True, db_default='', max_length=120)),
                ('tracking_number_folded', models.CharField(blank=True, db_default='', max_length=120)),
                ('tracking', models.CharField(db_default='in_transit', max_length=12)),
                ('dispatched_at', models.DateTimeField()),
                ('delivered_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('order', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='shipments', to='orders.order')),
            ],
            options={
                'db_table': 'shipments',
                'indexes': [models.Index(fields=['account', 'tracking_number_folded'], name='shipments_by_tracking', opclasses=('', 'varchar_pattern_ops')), models.Index(fields=['order'], name='shipments_by_order')],
                'constraints': [models.UniqueConstraint(fields=('order', 'tracking_number'), name='shipments_tracking'), models.UniqueConstraint(fields=('account', 'id'), name='shipments_account_id')],
            },
        ),
        migrations.CreateModel(
            name='HoldAcknowledgement',
            fields=[
                ('event_id', models.UUIDField(primary_key=True, serialize=False)),
                ('acknowledged_at', models.DateTimeField()),
                ('acknowledged_by', models.CharField(max_length=200)),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('order', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.order')),
            ],
            options={
                'db_table': 'hold_acknowledgements',
            },
        ),
        migrations.CreateModel(
            name='TrackingEvent',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('tracking', models.CharField(max_length=12)),
                ('text', models.CharField(blank=True, db_default='', max_length=300)),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('shipment', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='orders.shipment')),
            ],
            options={
                'db_table': 'tracking_events',
                'constraints': [models.UniqueConstraint(fields=('shipment', 'at', 'text'), name='tracking_events_once')],
            },
        ),
    ]
