"""Checking each element of a list, so that a refusal says which it is about."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from amends.core.refusals.refusal import Refusal

_Element = TypeVar("_Element")


def check_each(name: str, elements: Iterable[_Element], check: Callable[[_Element], None]) -> None:
    """Raises what `check` raises first, with its `place` in the list `name`."""
    for at, element in enumerate(elements):
        try:
            check(element)
        except Refusal as refusal:
            refusal.place = (name, at)
            raise
