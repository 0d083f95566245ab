"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `external_claims`."""

    name = "amends.records.external_claims"
    label = "external_claims"
