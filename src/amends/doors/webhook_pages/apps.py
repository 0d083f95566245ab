"""The Django app of these pages: their templates."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    """What pages of webhooks share."""

    name = "amends.doors.webhook_pages"
    label = "webhook_pages"
