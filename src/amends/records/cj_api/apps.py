"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `cj_api`."""

    name = "amends.records.cj_api"
    label = "cj_api"
