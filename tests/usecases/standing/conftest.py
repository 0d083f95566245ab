from tests.makers.store import store

__all__ = ["store"]
