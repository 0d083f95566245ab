"""An order's number in a path."""

from django.urls.converters import StringConverter


class OrderNumber(StringConverter):
    """A number as it was told: it may carry slashes, blanks and signs, but no NUL.

    Since it takes slashes, the path of an order itself must stand below the paths of what hangs on it.
    """

    regex = r"[^\0]+"
