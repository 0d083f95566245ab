"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `decisions`."""

    name = "amends.records.decisions"
    label = "decisions"
