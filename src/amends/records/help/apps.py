"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `help`."""

    name = "amends.records.help"
    label = "help"
