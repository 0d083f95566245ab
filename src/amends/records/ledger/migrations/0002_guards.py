from django.db import migrations

from amends.records.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        append_only("ledger_accounts"),
        append_only("entries"),
        append_only("postings"),
        *(
            migrations.RunSQL(
                f"alter table postings add constraint postings_{side}_currency foreign key ({side}_id, currency) "
                "references ledger_accounts (id, currency)",
                f"alter table postings drop constraint postings_{side}_currency",
            )
            for side in ("source", "destination")
        ),
    ]
