"""The Django app of these pages: their templates."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    """What pages of access tokens share."""

    name = "amends.doors.token_pages"
    label = "token_pages"
