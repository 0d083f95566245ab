"""Django's migrate, on plain connections and one at a time; and a policy for a new installation."""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections
from django.utils import timezone

from amends.usecases.policies.load_standard_policy import load_standard_policy

_LOCK = 7_305_804


class Command(DjangoMigrate):
    """Brings the schema up to date; a second one started meanwhile waits for the first.

    Some migrations of our parts send several statements at once, which PostgreSQL refuses to prepare: this command
    binds on the client's side and prepares nothing.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs the migrations of one database under an advisory lock, and loads the standard policy if it has none."""
        connection = connections[options["database"]]
        kept = connection.settings_dict["OPTIONS"]
        plain = {key: value for key, value in kept.items() if key != "pool"}
        connection.close()
        connection.settings_dict["OPTIONS"] = {**plain, "server_side_binding": False, "prepare_threshold": None}
        try:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_lock(%s)", [_LOCK])
            super().handle(*args, **options)
            if options["app_label"] is None:
                load_standard_policy(now=timezone.now())
        finally:
            connection.close()
            connection.settings_dict["OPTIONS"] = kept
