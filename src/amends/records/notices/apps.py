"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `notices`."""

    name = "amends.records.notices"
    label = "notices"
