"""The Django app of this door."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    """The door `help`."""

    name = "amends.doors.help"
    label = "help_door"
