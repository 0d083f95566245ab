"""The Django app of this door."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    """The sandbox's payment page."""

    name = "amends.doors.till"
    label = "till"
