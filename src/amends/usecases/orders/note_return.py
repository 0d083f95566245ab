"""Note a return: the warehouse signed for goods that came back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor
from amends.core.orders.incoming import check_time
from amends.core.orders.kinds import Stage
from amends.core.orders.stages import Step, check_step
from amends.core.trail.codes import TrailCode
from amends.usecases.orders.held_order import held_by, locked_order
from amends.usecases.orders.order_writer import require_order_writer
from amends.usecases.orders.tell_step import tell_step


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteReturn:
    """The ask: when the warehouse signed."""

    order_id: UUID
    signed_at: datetime


def note_return(*, ask: NoteReturn, actor: Actor, now: datetime) -> None:
    """The order remembers when what came back was signed for; told again, the later word counts.

    Raises Forbidden, TimeInvalid, TimeAhead, OrderUnseen, WrongStage.
    """
    require_order_writer(actor)
    check_time("signed_at", ask.signed_at, now=now)
    with transaction.atomic():
        order = locked_order(ask.order_id)
        check_step(Step.RETURN, number=order.number, stage=Stage(order.stage), held_by=held_by(order))
        before, order.return_signed_at = order.return_signed_at, ask.signed_at
        tell_step(
            order,
            TrailCode.RETURN_SIGNED,
            actor=actor,
            now=now,
            before={"return_signed_at": before},
            after={"return_signed_at": ask.signed_at},
            fields=("return_signed_at",),
        )
