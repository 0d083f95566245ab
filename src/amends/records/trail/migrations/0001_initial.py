import amends.records.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='TrailEntry',
            fields=[
                ('id', models.UUIDField(default=amends.records.ids.new_id, primary_key=True, serialize=False)),
                ('subject_kind', models.CharField(max_length=20)),
                ('subject_id', models.UUIDField()),
                ('number', models.IntegerField()),
                ('code', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('body', models.BinaryField()),
                ('personal', models.JSONField(db_default=models.Value({}, models.JSONField()))),
                ('digest', models.BinaryField(max_length=32)),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.account')),
            ],
            options={
                'db_table': 'trail_entries',
                'constraints': [models.UniqueConstraint(fields=('subject_id', 'number'), name='trail_number')],
            },
        ),
    ]
