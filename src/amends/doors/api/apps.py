"""The Django app of this door."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    """The door `api`."""

    name = "amends.doors.api"
    label = "api_door"
