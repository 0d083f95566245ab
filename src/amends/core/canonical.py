"""The one form in which content becomes bytes that are hashed and kept."""

from collections.abc import Callable

import orjson

_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME


def canonical_json(content: object, *, default: Callable[[object], object] = str) -> bytes:
    """Compact JSON with sorted keys, UTF-8. `default` says what stands for a value that is not JSON's own.

    Dataclasses are objects of their fields, enumerations their values, UUIDs strings. Raises TypeError for text
    that UTF-8 cannot hold and for numbers beyond 64 bits.
    """
    return orjson.dumps(content, default=default, option=_OPTIONS)
