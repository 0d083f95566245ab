"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `wallet`."""

    name = "amends.records.wallet"
    label = "wallet"
