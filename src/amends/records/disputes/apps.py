"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `disputes`."""

    name = "amends.records.disputes"
    label = "disputes"
