import amends.records.ids
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
        ('access', '__first__'),
        ('orders', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=32, unique=True)),
                ('state', models.CharField(max_length=20)),
                ('reason', models.CharField(max_length=24)),
                ('wish', models.CharField(max_length=16)),
                ('currency', models.CharField(max_length=3)),
                ('asked', models.BigIntegerField(db_default=0)),
                ('ceiling_goods', models.BigIntegerField(db_default=0)),
                ('ceiling_shipping', models.BigIntegerField(db_default=0)),
                ('ceiling_tax', models.BigIntegerField(db_default=0)),
                ('ceiling_tax_handling', models.BigIntegerField(db_default=0)),
                ('buyer_email', models.CharField(blank=True, db_default='', max_length=254)),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.UUIDField()),
                ('opened_by_name', models.CharField(max_length=200)),
                ('state_since', models.DateTimeField()),
                ('due_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('escalations', models.IntegerField(db_default=0)),
                ('request_key', models.CharField(max_length=100, null=True)),
                ('version', models.IntegerField(db_default=1)),
                ('trail_seq', models.IntegerField(db_default=1)),
                ('trail_head', models.BinaryField(max_length=32)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='access.account')),
                ('assignee', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='orders.order')),
                ('previous', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='disputes.dispute')),
                ('resend_order', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resent_for', to='orders.order')),
                ('detail', models.CharField(blank=True, db_default='', max_length=24)),
            ],
            options={
                'db_table': 'disputes',
                'indexes': [models.Index(fields=['account', '-opened_at', '-id'], name='disputes_by_time'), models.Index(fields=['account', 'state', '-opened_at', '-id'], name='disputes_by_state'), models.Index(fields=['-opened_at', '-id'], name='disputes_latest'), models.Index(fields=['order'], name='disputes_by_order'), models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at', 'id'], name='disputes_due'), models.Index(condition=models.Q(('due_at__isnull', False)), fields=['state', 'due_at', 'id'], name='disputes_queue'), models.Index(condition=models.Q(('due_at__isnull', False)), fields=['assignee', 'due_at', 'id'], name='disputes_taken'), models.Index(condition=models.Q(('state__in', ['evidence_requested', 'offered'])), fields=['account', 'state', 'due_at', 'id'], name='disputes_waiting')],
                'constraints': [models.UniqueConstraint(fields=('account', 'id'), name='disputes_account_id'), models.UniqueConstraint(condition=models.Q(('request_key__isnull', False)), fields=('account', 'request_key'), name='disputes_request_key'), models.CheckConstraint(condition=models.Q(('state__in', ['under_review', 'evidence_requested', 'offered', 'agreed', 'settling', 'settled', 'rejected', 'withdrawn', 'expired'])), name='disputes_state'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['under_review', 'evidence_requested', 'offered', 'agreed', 'settling']), ('due_at__isnull', False), ('closed_at__isnull', True)), models.Q(('state__in', ['settled', 'rejected', 'withdrawn', 'expired']), ('due_at__isnull', True), ('closed_at__isnull', False)), _connector='OR'), name='disputes_waiting_is_due'), models.CheckConstraint(condition=models.Q(('asked__gte', 0)), name='disputes_asked')],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('quantity', models.IntegerField()),
                ('asked', models.BigIntegerField(db_default=0)),
                ('ceiling_goods', models.BigIntegerField(db_default=0)),
                ('ceiling_shipping', models.BigIntegerField(db_default=0)),
                ('ceiling_tax', models.BigIntegerField(db_default=0)),
                ('ceiling_tax_handling', models.BigIntegerField(db_default=0)),
                ('open', models.BooleanField(db_default=True)),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('line', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='orders.orderline')),
                ('dispute', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='disputes.dispute')),
            ],
            options={
                'db_table': 'claims',
                'constraints': [models.UniqueConstraint(fields=('dispute', 'line'), name='claims_once'), models.UniqueConstraint(condition=models.Q(('open', True)), fields=('line',), name='claims_one_open'), models.CheckConstraint(condition=models.Q(('quantity__gte', 1), ('asked__gte', 0)), name='claims_units')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('form', models.JSONField(db_default=models.Value({}, models.JSONField()))),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('due_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='access.account')),
                ('begun_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='orders.order')),
            ],
            options={
                'db_table': 'drafts',
                'indexes': [models.Index(fields=['due_at'], name='drafts_due')],
                'constraints': [models.UniqueConstraint(fields=('order', 'begun_by'), name='drafts_one_each'), models.UniqueConstraint(fields=('account', 'id'), name='drafts_account_id')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('side', models.CharField(max_length=10)),
                ('author_id', models.UUIDField(null=True)),
                ('author_name', models.CharField(max_length=200)),
                ('audience', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None)),
                ('body', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('dispute', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='disputes.dispute')),
                ('order', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.order')),
            ],
            options={
                'db_table': 'messages',
                'indexes': [models.Index(condition=models.Q(('dispute__isnull', False)), fields=['dispute', 'id'], name='messages_by_dispute'), models.Index(condition=models.Q(('dispute__isnull', True)), fields=['order', 'id'], name='messages_by_order'), models.Index(condition=models.Q(('dispute__isnull', True), ('side', 'merchant')), fields=['-id'], name='messages_to_answer')],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('round', models.IntegerField()),
                ('outcome', models.CharField(max_length=16)),
                ('amount', models.BigIntegerField(db_default=0)),
                ('parts', models.JSONField(db_default=models.Value({}, models.JSONField()))),
                ('resend', models.JSONField(db_default=models.Value({}, models.JSONField()))),
                ('words', models.TextField(blank=True, db_default='')),
                ('made_by_name', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, db_default='', max_length=10)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer_words', models.TextField(blank=True, db_default='')),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
                ('dispute', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='disputes.dispute')),
                ('made_by_id', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'offers',
                'constraints': [models.UniqueConstraint(fields=('dispute', 'round'), name='offers_round'), models.UniqueConstraint(condition=models.Q(('answer', '')), fields=('dispute',), name='offers_one_open'), models.CheckConstraint(condition=models.Q(('answer__in', ['', 'agreed', 'declined', 'withdrawn', 'expired'])), name='offers_answer')],
            },
        ),
    ]
