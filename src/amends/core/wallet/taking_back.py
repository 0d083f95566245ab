"""Money of a top-up that a payment house took back: what covers it, what is owed, and what waits meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from amends.core.external_claims.standing import Effect
from amends.core.money import say_minor
from amends.core.refusals import Refusal

TAKEN_ENTRY, GIVEN_ENTRY, DEBT_ENTRY = "top_up_taken_back", "top_up_given_back", "top_up_debt_ended"
"""The kinds of the ledger entries; their key is the top-up's id and the number of the trail entry beside it."""


class TopUpClaimed(Refusal):
    """While a claim on a top-up is open, no money is paid out: it may be taken back at any moment."""

    code = "wallet.top_up_claimed"
    sentence = (
        "A top-up of %(amount)s %(currency)s is claimed back at its payment house. Withdrawals wait until the claim "
        "has ended there; nothing was changed."
    )


class TopUpOwed(Refusal):
    """What was taken back is not covered: first that, then withdrawals."""

    code = "wallet.top_up_owed"
    sentence = (
        "%(owed)s %(currency)s of a top-up was taken back and is owed to the platform. Withdrawals wait until finance "
        "has noted that it is settled; nothing was changed."
    )


class NothingOwed(Refusal):
    """Somebody noted it before, or it came back by itself."""

    code = "wallet.nothing_owed"
    sentence = "Nothing is owed for this top-up any more; nothing was changed."


class DebtChanged(Refusal):
    """A claim raised or lowered it after the page was shown: nobody gives up an amount that they did not see."""

    code = "wallet.debt_changed"
    sentence = "%(owed)s %(currency)s is owed for this top-up by now; nothing was changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """How what was taken back stands, minor units: covered by the balance's `cash`, `owed` still, `settled` otherwise,

    or `written_off`. `revoked` is bonus that went beside it, because it was given for that money.
    """

    cash: int = 0
    revoked: int = 0
    owed: int = 0
    settled: int = 0
    written_off: int = 0

    @property
    def whole(self) -> int:
        """All that was taken back."""
        return self.cash + self.owed + self.settled + self.written_off


def check_debt(owed: int, *, shown: int, currency: str) -> None:
    """What is `owed` is what was `shown`, minor units of `currency`. Raises NothingOwed, DebtChanged."""
    if not owed:
        raise NothingOwed
    if owed != shown:
        raise DebtChanged(owed=say_minor(owed, currency), currency=currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimOnTopUp:
    """A claim as it counts here: `net` is what moved because of it by currency, signed: less than nothing went.

    `no_more`: finance has said that it takes nothing more.
    """

    effect: Effect
    grown: bool
    by_hand: bool
    no_more: bool
    amount: int
    currency: str
    opened_at: datetime
    net: Mapping[str, int]


def took(claim: ClaimOnTopUp, *, paid: int, currency: str) -> int:
    """What the claim has taken of a top-up of `paid` minor units of `currency`.

    What moved in another currency takes the claimed amount, or the whole where that is foreign too: nobody may guess
    the rate.
    """
    if any(minor < 0 for name, minor in claim.net.items() if name != currency):
        return _claimed(claim, paid=paid, currency=currency)
    return max(0, -claim.net.get(currency, 0))


def waiting(claims: Sequence[ClaimOnTopUp], *, paid: int, currency: str) -> list[int | None]:
    """What each claim may still take, or None where it has ended: won, closed, said to take nothing more, or lost with

    its money gone. Refunds made by hand since a lost claim was raised are its money, where they come to as much as all
    that was lost and never told to have moved: some houses end a claim so, and move nothing in its name.
    """
    taken = [took(one, paid=paid, currency=currency) for one in claims]
    claimed = [_claimed(one, paid=paid, currency=currency) for one in claims]
    pairs = list(zip(claims, taken, strict=True))
    untold = [one.effect is Effect.LOST and not gone and _counts(one) for one, gone in pairs]
    lost = sum(minor for minor, is_untold in zip(claimed, untold, strict=True) if is_untold)
    found: list[int | None] = []
    for (one, gone), minor, is_untold in zip(pairs, claimed, untold, strict=True):
        by_hand = sum(back for other, back in pairs if other.by_hand and other.opened_at >= one.opened_at)
        waits = by_hand < lost if is_untold else one.effect is not Effect.LOST
        found.append(max(0, minor - gone) if waits and _counts(one) else None)
    return found


def _counts(claim: ClaimOnTopUp) -> bool:
    """Whether it may take anything more at all."""
    gone = claim.by_hand and claim.effect is not Effect.HOLDS
    return not (claim.grown or gone or claim.no_more or claim.effect is Effect.RELEASED)


def disputed(waits: Sequence[int | None], *, taken: int, paid: int) -> int:
    """What all claims together may still take: no more than is left of the top-up."""
    return min(sum(one or 0 for one in waits), max(0, paid - taken))


def _claimed(claim: ClaimOnTopUp, *, paid: int, currency: str) -> int:
    return claim.amount if claim.currency == currency else paid


def take_back(stands: TakenBack, *, taken: int, paid: int, granted: int, cash: int, bonus: int) -> TakenBack:
    """How it stands once `taken` is what payment houses have, given what the balance holds now.

    More is covered by cash, and the rest is owed. What comes back ends what is owed, then what was written off, and
    then fills the balance. The bonus `granted` for what is gone goes too, as far as it is there; it covers nothing,
    because nobody paid it in.
    """
    more = taken - stands.whole
    if more > 0:
        gone = revocable(stands, more=more, paid=paid, granted=granted)
        return replace(_cover(stands, more, cash), revoked=stands.revoked + min(gone, bonus))
    return replace(_give(stands, -more), revoked=min(stands.revoked, _given_for(taken, paid=paid, granted=granted)))


def cover_owed(stands: TakenBack, *, back: int) -> TakenBack:
    """How it stands once money that was frozen meanwhile is `back` in the balance's cash: it ends what is owed."""
    covered = min(back, stands.owed)
    return replace(stands, cash=stands.cash + covered, owed=stands.owed - covered)


def revocable(stands: TakenBack, *, more: int, paid: int, granted: int) -> int:
    """How much of the bonus `granted` goes when so much `more` is taken."""
    before, after = (_given_for(taken, paid=paid, granted=granted) for taken in (stands.whole, stands.whole + more))
    return after - before


def _given_for(taken: int, *, paid: int, granted: int) -> int:
    return granted * min(taken, paid) // paid


def _cover(stands: TakenBack, more: int, cash: int) -> TakenBack:
    covered = min(more, cash)
    return replace(stands, cash=stands.cash + covered, owed=stands.owed + more - covered)


def _give(stands: TakenBack, back: int) -> TakenBack:
    for name in ("owed", "written_off", "cash", "settled"):
        part = min(back, getattr(stands, name))
        stands, back = replace(stands, **{name: getattr(stands, name) - part}), back - part
    return stands


@dataclass(frozen=True, slots=True)
class Held:
    """A top-up that money waits for: by `open` claims, which may take `disputed` more and with it `bonus`, or because

    of what is `owed`.
    """

    paid: int
    currency: str
    open: int
    disputed: int
    owed: int
    bonus: int


def check_leaves(held: Sequence[Held]) -> None:
    """Money is paid out of an account only while nothing is claimed back or owed. Raises TopUpClaimed, TopUpOwed."""
    for one in held:
        if one.open:
            raise TopUpClaimed(amount=say_minor(one.paid, one.currency), currency=one.currency)
    for one in held:
        if one.owed:
            raise TopUpOwed(owed=say_minor(one.owed, one.currency), currency=one.currency)


def spendable(held: Sequence[Held], *, currency: str, cash: int, bonus: int) -> tuple[int, int]:
    """(cash, bonus) of a balance that may pay orders: not what is owed or may be taken in the next moment."""
    ours = [one for one in held if one.currency == currency]
    waits = sum(one.disputed + one.owed for one in ours)
    return max(0, cash - waits), max(0, bonus - sum(one.bonus for one in ours))
