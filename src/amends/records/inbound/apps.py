"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `inbound`."""

    name = "amends.records.inbound"
    label = "inbound"
