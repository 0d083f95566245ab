"""The look as a Django app, so that its templates, files and tags are found."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Everything that pages share to the eye."""

    name = "amends.doors.look"
    label = "look"
