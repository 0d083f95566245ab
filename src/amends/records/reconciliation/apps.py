"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `reconciliation`."""

    name = "amends.records.reconciliation"
    label = "reconciliation"
