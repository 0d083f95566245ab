from django.db import migrations

from amends.records.guards import belongs


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]

    operations = [
        belongs("order_lines", "order_id", "orders"),
        belongs("order_lines", "root_line_id", "order_lines"),
        belongs("orders", "root_order_id", "orders"),
        belongs("payments", "order_id", "orders"),
        belongs("shipments", "order_id", "orders"),
        belongs("tracking_events", "shipment_id", "shipments"),
        migrations.RunSQL("create sequence sh_numbers", "drop sequence sh_numbers"),
    ]
