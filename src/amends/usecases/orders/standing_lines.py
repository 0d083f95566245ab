"""An order's locked lines with what disputes made of them, and writing their changes."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Coalesce

from amends.core.orders.folding import fold
from amends.core.orders.parts import PART_NAMES
from amends.core.orders.updating import LineChange, StandingLine
from amends.records.disputes.models import Claim
from amends.records.orders.facts import line_parts
from amends.records.orders.models import Order, OrderLine
from amends.usecases.orders.order_content import line_columns


def standing_lines(lines: Sequence[OrderLine]) -> list[StandingLine]:
    """The core's view of locked lines. Claims on goods resent in their place count as claims on them."""
    by_line: dict[UUID, list[tuple[bool, int, str]]] = defaultdict(list)
    claims = (
        Claim.objects.annotate(origin=Coalesce(F("line__root_line_id"), F("line_id")))
        .filter(origin__in=[line.id for line in lines])
        .order_by("-open", "dispute__opened_at", "id")
    )
    for origin, open_, asked, number in claims.values_list("origin", "open", "asked", "dispute__number"):
        by_line[origin].append((open_, asked, number))
    return [
        StandingLine(
            id=line.id,
            sku=line.sku,
            name=line.name,
            quantity=line.quantity,
            charged=line_parts(line),
            least_units=line.claimed + line.resolved,
            least_charge=line.refunded
            + max(line.reserved, sum(asked for open_, asked, _ in by_line[line.id] if open_)),
            disputes=tuple(number for _, _, number in by_line[line.id]),
        )
        for line in lines
    ]


def write_lines(order: Order, lines: Sequence[OrderLine], changes: Sequence[LineChange]) -> list[OrderLine]:
    """Writes the changes and returns the order's lines as they now are. A new line takes the next free position."""
    rows = {line.id: line for line in lines}
    position = max(rows[line.id].position for line in lines)
    result = []
    for change in changes:
        if change.standing is None:
            assert change.told is not None
            position += 1
            columns = line_columns(
                account_id=order.account_id,
                order_id=order.id,
                position=position,
                told=change.told,
                charged=change.charged,
            )
            row = OrderLine(**columns, refunded=0, reserved=0, claimed=0, resolved=0, closed=0)
            row.save(force_insert=True)
        elif change.told is None:
            rows[change.standing.id].delete()
            continue
        else:
            row = rows[change.standing.id]
            _change_line(row, change)
        result.append(row)
    return result


def _change_line(row: OrderLine, change: LineChange) -> None:
    assert change.told is not None
    wanted = {
        "sku": change.told.sku,
        "sku_folded": fold(change.told.sku)[:120],
        "name": change.told.name,
        "picture_url": change.told.picture_url,
        "quantity": change.told.quantity,
        "charged": change.charged.total,
        **{f"charged_{part}": getattr(change.charged, part) for part in PART_NAMES},
    }
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    if changed:
        row.save(update_fields=changed)
