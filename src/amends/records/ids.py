"""Ids are made here, in Python: UUIDv7 (RFC 9562 §5.7), so that new rows stand side by side in every index."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new UUIDv7."""
    return uuid7()
