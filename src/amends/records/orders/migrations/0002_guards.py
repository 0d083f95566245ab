from django.db import migrations

from amends.records.guards import belongs, refuses

_BEYOND_ORDER = """
    new.refunded + new.reserved > old.refunded + old.reserved
    and (new.external_open > 0 or new.refunded + new.reserved > new.charged - new.external_claimed)"""
_BEYOND_PAYMENT = """
    new.refunded + new.reserved > old.refunded + old.reserved
    and new.refunded + new.reserved > new.amount - new.external_claimed"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]

    operations = [
        belongs("order_lines", "order_id", "orders"),
        belongs("order_lines", "root_line_id", "order_lines"),
        belongs("orders", "root_order_id", "orders"),
        belongs("payments", "order_id", "orders"),
        belongs("shipments", "order_id", "orders"),
        belongs("hold_acknowledgements", "order_id", "orders"),
        belongs("tracking_events", "shipment_id", "shipments"),
        refuses("orders", "refunded, reserved", when=_BEYOND_ORDER, why="claimed_elsewhere"),
        refuses("payments", "refunded, reserved", when=_BEYOND_PAYMENT, why="claimed_elsewhere"),
        migrations.RunSQL("create sequence sh_numbers", "drop sequence sh_numbers"),
    ]
