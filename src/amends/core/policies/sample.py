"""A fair sample of the cases that changed: a bounded number of each kind, the same whatever order they come in."""

from collections.abc import Iterator
from heapq import heappush, heapreplace
from typing import Generic, TypeVar

KEPT = 50
"""Cases of each kind."""

Case = TypeVar("Case")


class Sample(Generic[Case]):
    """Of each kind the `size` cases with the lowest lots. Samples of parts, merged, are the sample of the whole.

    A case's lot is a number of its own, drawn by whoever adds it; no two cases of a kind share one.
    """

    def __init__(self, size: int = KEPT) -> None:
        self._size = size
        self._heaps: dict[str, list[tuple[int, Case]]] = {}

    def wants(self, kind: str, lot: int) -> bool:
        """Whether `add` would keep such a case, as things stand."""
        heap = self._heaps.get(kind)
        return heap is None or len(heap) < self._size or lot < -heap[0][0]

    def add(self, kind: str, lot: int, case: Case) -> None:
        """Keeps the case if its lot is among the lowest."""
        if not self.wants(kind, lot):
            return
        heap = self._heaps.setdefault(kind, [])
        if len(heap) < self._size:
            heappush(heap, (-lot, case))
        else:
            heapreplace(heap, (-lot, case))

    def cases(self) -> Iterator[tuple[str, int, Case]]:
        """(kind, lot, case) of all that is kept, the lowest lots first within a kind."""
        for kind, heap in self._heaps.items():
            for lot, case in sorted(heap, key=lambda one: -one[0]):
                yield kind, -lot, case
