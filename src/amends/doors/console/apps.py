"""The Django app of this door."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    """The door `console`."""

    name = "amends.doors.console"
    label = "console_door"
