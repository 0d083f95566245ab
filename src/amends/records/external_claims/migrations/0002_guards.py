from django.db import migrations

from amends.records.guards import append_only, belongs


class Migration(migrations.Migration):
    dependencies = [("external_claims", "0001_initial")]

    operations = [
        belongs("external_claims", "order_id", "orders"),
        belongs("external_claims", "payment_id", "payments"),
        belongs("external_claims", "top_up_id", "top_ups"),
        append_only("external_movements"),
        append_only("external_events"),
    ]
