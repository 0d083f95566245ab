"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `evidence`."""

    name = "amends.records.evidence"
    label = "evidence"
