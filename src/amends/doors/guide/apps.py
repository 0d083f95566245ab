"""The Django app of these pages."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    """The guide for programmers."""

    name = "amends.doors.guide"
    label = "guide_door"
