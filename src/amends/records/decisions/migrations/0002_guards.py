from django.db import migrations

from amends.records.guards import append_only, belongs


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]

    operations = [
        belongs("decisions", "dispute_id", "disputes"),
        belongs("awards", "decision_id", "decisions"),
        belongs("awards", "line_id", "order_lines"),
        append_only("decisions"),
        append_only("awards", erasable="taken_elsewhere"),
    ]
