"""What the house's tests share."""

from tests.makers.store import store

__all__ = ["store"]
