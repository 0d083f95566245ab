"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `requests`."""

    name = "amends.records.requests"
    label = "requests"
