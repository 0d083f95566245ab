"""The Django app of this door."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    """The page of kept mails."""

    name = "amends.doors.mailbox"
    label = "mailbox"
