"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `webhooks`."""

    name = "amends.records.webhooks"
    label = "webhooks"
