"""What goes wrong beside the story: processes that die between two statements, payment houses that misbehave."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from django.db import connection

from amends.gateways.payments.misbehaving import FINE, REFUSED, TIMEOUT_AFTER, TIMEOUT_BEFORE

MOODS = (FINE, TIMEOUT_BEFORE, TIMEOUT_AFTER, REFUSED)
LIKELY = (60, 15, 15, 10)


class Died(BaseException):
    """The process ended here; whatever its transaction had done is undone, as the database does for a killed one."""


@contextmanager
def dying_at(statement: int) -> Iterator[None]:
    """The deed within dies before its statement of that number; 0 lets it live."""
    if not statement:
        yield
        return
    seen = 0

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen >= statement:
            raise Died
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield


def moods(seed: int) -> Iterator[str]:
    """What a payment house does at each call, endlessly, by chance."""
    chance = Random(seed)
    while True:
        yield chance.choices(MOODS, LIKELY)[0]
