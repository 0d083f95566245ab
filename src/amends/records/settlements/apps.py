"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `settlements`."""

    name = "amends.records.settlements"
    label = "settlements"
