"""The Django app of this door."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    """The door `portal`."""

    name = "amends.doors.portal"
    label = "portal_door"
