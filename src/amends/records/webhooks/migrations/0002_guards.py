from django.db import migrations

from amends.records.guards import belongs


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0001_initial")]

    operations = [
        belongs("webhook_secrets", "endpoint_id", "webhook_endpoints"),
        belongs("webhook_deliveries", "endpoint_id", "webhook_endpoints"),
        belongs("webhook_attempts", "delivery_id", "webhook_deliveries"),
    ]
