"""How what was taken back of a top-up stands in its row."""

from amends.core.wallet.taking_back import TakenBack
from amends.records.wallet.models import TopUp

TAKEN_FIELDS = ("taken_cash", "revoked", "owed", "settled", "written_off")


def stands_of(top_up: TopUp) -> TakenBack:
    """As the core asks for it."""
    return TakenBack(
        cash=top_up.taken_cash,
        revoked=top_up.revoked,
        owed=top_up.owed,
        settled=top_up.settled,
        written_off=top_up.written_off,
    )


def put_taken(top_up: TopUp, stands: TakenBack) -> None:
    """In memory; the caller saves TAKEN_FIELDS."""
    top_up.taken_cash, top_up.revoked = stands.cash, stands.revoked
    top_up.owed, top_up.settled, top_up.written_off = stands.owed, stands.settled, stands.written_off
