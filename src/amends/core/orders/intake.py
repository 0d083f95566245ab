"""Taking an order in: what was charged, part by part and line by line, and a digest of the whole content."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from amends.core.canonical import canonical_json
from amends.core.orders.incoming import IncomingOrder, check_order
from amends.core.orders.parts import Parts, add_parts, spread_over_lines


@dataclass(frozen=True, slots=True)
class Intake:
    """An order that may be taken in. `parts` are its lines' charges, in their order; all 0 while unknown.

    `digest` (SHA-256) is the same exactly when the same content is told again.
    """

    order: IncomingOrder
    parts: tuple[Parts, ...]
    digest: bytes

    @property
    def charged(self) -> Parts:
        """What the merchant was charged for the whole order."""
        return add_parts(self.parts)


def take_in(order: IncomingOrder, *, reserved_prefix: str, now: datetime) -> Intake:
    """The intake of `order` at `now`. Raises what `check_order` raises."""
    check_order(order, reserved_prefix=reserved_prefix, now=now)
    parts = [Parts() for _ in order.lines]
    if order.charged_known:
        besides = Parts(shipping=order.shipping, tax=order.tax, tax_handling=order.tax_handling)
        parts = spread_over_lines(besides, [line.goods or 0 for line in order.lines])
    return Intake(order=order, parts=tuple(parts), digest=content_digest(order))


def content_digest(order: IncomingOrder) -> bytes:
    """SHA-256 over the content as canonical JSON, times in UTC."""
    return hashlib.sha256(canonical_json(order, default=_plain)).digest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    raise TypeError(f"{type(value).__name__} is no content of an order")
