"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `liability`."""

    name = "amends.records.liability"
    label = "liability"
