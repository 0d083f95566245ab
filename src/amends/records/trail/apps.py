"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `trail`."""

    name = "amends.records.trail"
    label = "trail"
