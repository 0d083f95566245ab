"""The Django app of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Rows of the room `orders`."""

    name = "amends.records.orders"
    label = "orders"
