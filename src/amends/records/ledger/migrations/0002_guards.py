from django.db import migrations

from amends.records.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        append_only("entries"),
        append_only("postings"),
    ]
