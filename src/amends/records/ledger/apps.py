"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `ledger`."""

    name = "amends.records.ledger"
    label = "ledger"
