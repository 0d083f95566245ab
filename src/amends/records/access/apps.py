"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `access`."""

    name = "amends.records.access"
    label = "access"
