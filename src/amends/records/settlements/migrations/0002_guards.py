from django.db import migrations

from amends.records.guards import belongs


class Migration(migrations.Migration):
    dependencies = [("settlements", "0001_initial")]

    operations = [
        belongs("settlements", "decision_id", "decisions"),
        belongs("settlements", "dispute_id", "disputes"),
        belongs("legs", "settlement_id", "settlements"),
        belongs("legs", "payment_id", "payments"),
    ]
