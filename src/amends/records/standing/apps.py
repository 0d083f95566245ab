"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `standing`."""

    name = "amends.records.standing"
    label = "standing"
