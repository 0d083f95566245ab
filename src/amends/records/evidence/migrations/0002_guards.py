from django.db import migrations

from amends.records.guards import belongs


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]

    operations = [
        belongs("evidence", "draft_id", "drafts"),
        belongs("evidence", "dispute_id", "disputes"),
        belongs("evidence_fetches", "dispute_id", "disputes"),
    ]
