"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `invariants`."""

    name = "amends.records.invariants"
    label = "invariants"
