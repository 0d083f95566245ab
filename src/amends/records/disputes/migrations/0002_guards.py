from django.db import migrations

from amends.records.guards import belongs


class Migration(migrations.Migration):
    dependencies = [("disputes", "0001_initial")]

    operations = [
        belongs("drafts", "order_id", "orders"),
        belongs("disputes", "order_id", "orders"),
        belongs("disputes", "resend_order_id", "orders"),
        belongs("claims", "dispute_id", "disputes"),
        belongs("claims", "line_id", "order_lines"),
        belongs("messages", "dispute_id", "disputes"),
        belongs("messages", "order_id", "orders"),
        belongs("offers", "dispute_id", "disputes"),
    ]
