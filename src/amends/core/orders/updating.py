"""Updating an order's lines: which of them stay, which come and go, and what disputes forbid."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from amends.core.money import say_minor
from amends.core.orders.folding import fold
from amends.core.orders.incoming import IncomingLine, IncomingOrder
from amends.core.orders.intake import Intake
from amends.core.orders.kinds import BONUS_PAYMENT, WALLET_PAYMENT
from amends.core.orders.parts import Parts
from amends.core.orders.refusals import BelowClaimed, ChargeBelowClaimed, ChargeMissing, PaidFromBalance


@dataclass(frozen=True, slots=True)
class StandingLine:
    """A line as its locked row says, with what disputes made of it.

    `least_units` are claimed or settled, `least_charge` (minor units) refunded, promised or asked for;
    `disputes` are the numbers of all disputes that ever claimed the line, the open ones first.
    """

    id: UUID
    sku: str
    name: str
    quantity: int
    charged: Parts
    least_units: int
    least_charge: int
    disputes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineChange:
    """What becomes of one line: `standing` None for a new one, `told` None for one that goes."""

    standing: StandingLine | None
    told: IncomingLine | None
    charged: Parts


def plan_lines(intake: Intake, standing: Sequence[StandingLine], *, charged_known: bool) -> list[LineChange]:
    """Every line's change: those that stay in their order, then those that go, then the new ones.

    Lines are the same when SKU (or, without one, name) and its occurrence within the order are: the second of two
    lines of one SKU stays the second. A told order without a charge keeps the known one if units stay as they are.
    Raises BelowClaimed, ChargeBelowClaimed, ChargeMissing.
    """
    told = dict(zip(_keys(intake.order.lines), zip(intake.order.lines, intake.parts, strict=True), strict=True))
    keeps_charge = charged_known and not intake.order.charged_known
    changes: list[LineChange] = []
    gone: list[LineChange] = []
    for key, line in zip(_keys(standing), standing, strict=True):
        if key not in told:
            gone.append(LineChange(line, None, Parts()))
            continue
        now, parts = told.pop(key)
        if keeps_charge and now.quantity != line.quantity:
            raise ChargeMissing(number=intake.order.number)
        changes.append(LineChange(line, now, line.charged if keeps_charge else parts))
    if keeps_charge and (gone or told):
        raise ChargeMissing(number=intake.order.number)
    for change in (*changes, *gone):
        _check(change, intake.order)
    return [*changes, *gone, *(LineChange(None, line, parts) for line, parts in told.values())]


def check_paid(order: IncomingOrder, *, charged: int, payments: Sequence[tuple[str, int]]) -> None:
    """`charged` is what the order's `payments` (provider, amount) come to, once one of them was made from a balance.

    Nobody asks a balance a second time, and a refund to it gives back what was charged. Raises PaidFromBalance.
    """
    paid = sum(amount for _, amount in payments)
    if paid != charged and any(provider in (WALLET_PAYMENT, BONUS_PAYMENT) for provider, _ in payments):
        said = {"paid": say_minor(paid, order.currency), "charged": say_minor(charged, order.currency)}
        raise PaidFromBalance(number=order.number, currency=order.currency, **said)


def _keys(lines: Sequence[StandingLine] | Sequence[IncomingLine]) -> list[tuple[str, int]]:
    seen: Counter[str] = Counter()
    keys = []
    for line in lines:
        word = f"sku {fold(line.sku)}" if line.sku.strip() else f"name {fold(line.name)}"
        seen[word] += 1
        keys.append((word, seen[word]))
    return keys


def _check(change: LineChange, order: IncomingOrder) -> None:
    line, told = change.standing, change.told
    if line is None or not line.disputes:
        return
    least, name, disputes = max(line.least_units, 1), line.sku or line.name, tuple(line.disputes)
    if told is None or told.quantity < least:
        raise BelowClaimed(number=order.number, line=name, least=least, disputes=disputes)
    if change.charged.total < line.least_charge:
        raise ChargeBelowClaimed(
            number=order.number,
            line=name,
            least=say_minor(line.least_charge, order.currency),
            currency=order.currency,
            disputes=disputes,
        )
