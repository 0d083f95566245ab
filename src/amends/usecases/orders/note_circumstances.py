"""Note what the platform knows of an order besides its numbers: what clauses of the policy ask about."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.orders.words import Circumstance
from amends.core.trail.codes import TrailCode
from amends.usecases.orders.held_order import locked_order
from amends.usecases.orders.tell_step import tell_step


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCircumstances:
    """The ask: all that is the case; what is left out is not."""

    order_id: UUID
    circumstances: frozenset[Circumstance]


def note_circumstances(*, ask: NoteCircumstances, actor: Actor, now: datetime) -> None:
    """The order carries them from now on; nothing is recorded where nothing changes. Raises Forbidden, OrderUnseen."""
    require(actor, Permission.STAFF_DISPUTE_REVIEW)
    with transaction.atomic():
        order = locked_order(ask.order_id)
        before, told = sorted(order.circumstances), sorted(one.value for one in ask.circumstances)
        if before == told:
            return
        order.circumstances = told
        tell_step(
            order,
            TrailCode.CIRCUMSTANCES_NOTED,
            actor=actor,
            now=now,
            before={"circumstances": before},
            after={"circumstances": told},
            fields=("circumstances",),
        )
