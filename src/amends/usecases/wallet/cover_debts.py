"""Money that comes back from a withdrawal covers what its merchant owes for top-ups that were taken back meanwhile."""

from collections.abc import Sequence
from datetime import datetime

from amends.core.access import Actor
from amends.core.money import Money
from amends.core.trail.codes import TrailCode
from amends.core.wallet.taking_back import cover_owed
from amends.records.ledger.models import Wallet
from amends.records.wallet.models import TopUp
from amends.records.wallet.taken import TAKEN_FIELDS, put_taken, stands_of
from amends.usecases.external_claims.book_taken import book_taken
from amends.usecases.wallet.tell_wallet import tell_wallet


def cover_debts(top_ups: Sequence[TopUp], wallet: Wallet, *, back: int, actor: Actor, now: datetime) -> int:
    """How much of the minor units that came `back` into the locked wallet covers what the locked `top_ups` owe."""
    left = back
    for top_up in top_ups:
        before = stands_of(top_up)
        after = cover_owed(before, back=left)
        if after == before:
            continue
        covered = before.owed - after.owed
        left -= covered
        put_taken(top_up, after)
        tell_wallet(
            top_up,
            TrailCode.TOP_UP_DEBT_ENDED,
            actor=actor,
            now=now,
            before={"owed": before.owed, "taken_cash": before.cash},
            after={"owed": after.owed, "taken_cash": after.cash},
            fields=TAKEN_FIELDS,
            why="Covered by a withdrawal that came back.",
            amount=Money(covered, top_up.paid_currency),
        )
        book_taken(top_up, before, after, wallet, now=now)
    return back - left
