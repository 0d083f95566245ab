"""The Django app of this door."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    """The door `jobs`."""

    name = "amends.doors.jobs"
    label = "jobs_door"
