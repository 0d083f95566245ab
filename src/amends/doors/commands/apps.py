"""The Django app of this door."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    """The door `commands`."""

    name = "amends.doors.commands"
    label = "commands_door"
