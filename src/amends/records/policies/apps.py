"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `policies`."""

    name = "amends.records.policies"
    label = "policies"
