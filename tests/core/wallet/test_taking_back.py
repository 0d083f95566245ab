"""What covers money that a payment house took back, whatever moves when."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amends.core.external_claims.standing import Effect
from amends.core.wallet.taking_back import ClaimOnTopUp, Held, TakenBack, disputed, spendable, take_back, took, waiting

PAID, GRANTED = 10_000, 300
OPENED = datetime(2026, 11, 23, tzinfo=UTC)


@dataclass
class Wallet:
    """A balance beside the core's word of it."""

    cash: int
    bonus: int
    stands: TakenBack = field(default_factory=TakenBack)

    def take(self, taken: int) -> None:
        after = take_back(self.stands, taken=taken, paid=PAID, granted=GRANTED, cash=self.cash, bonus=self.bonus)
        before = self.stands
        self.cash -= after.cash - before.cash - (before.settled - after.settled)
        self.bonus -= after.revoked - before.revoked
        self.stands = after


@given(
    cash=st.integers(0, 20_000),
    bonus=st.integers(0, 1000),
    steps=st.lists(st.integers(0, 20_000), max_size=8),
)
def test_every_amount_is_covered_or_owed_and_nothing_falls_below_zero(cash: int, bonus: int, steps: list[int]):
    wallet = Wallet(cash, bonus)
    for taken in steps:
        wallet.take(taken)
        stands = wallet.stands
        # Whatever bonus stands there: who had the money gives it back, or owes it.
        assert stands.cash + stands.owed == taken
        assert cash - wallet.cash == stands.cash
        assert min(stands.cash, stands.revoked, stands.owed, wallet.cash, wallet.bonus) >= 0
        assert stands.revoked <= GRANTED * min(taken, PAID) // PAID
    wallet.take(0)
    assert (wallet.cash, wallet.bonus, wallet.stands) == (cash, bonus, TakenBack())


@given(owed=st.integers(1, 9000), back=st.integers(0, 10_000))
def test_what_was_written_off_comes_back_to_the_platform_and_what_was_settled_to_the_merchant(owed: int, back: int):
    for part, fills in (("written_off", False), ("settled", True)):
        wallet = Wallet(0, 0, TakenBack(cash=PAID - owed, **{part: owed}))
        wallet.take(PAID - back)
        expected = back if fills else max(0, back - owed)
        assert wallet.cash == expected


def claim(effect: Effect = Effect.HOLDS, **changes: object) -> ClaimOnTopUp:
    given_: dict[str, object] = {
        "grown": False,
        "by_hand": False,
        "no_more": False,
        "opened_at": OPENED,
        "amount": 4000,
        "currency": "USD",
        "net": {},
    }
    return ClaimOnTopUp(effect=effect, **{**given_, **changes})  # type: ignore[arg-type]


def test_what_a_claim_took_and_what_it_may_still_take():
    told = {"paid": PAID, "currency": "USD"}
    cases = [
        (claim(), 0, 4000),
        (claim(net={"USD": -1000}), 1000, 3000),
        (claim(net={"USD": 1000}), 0, 4000),
        (claim(net={"EUR": -900}), 4000, 0),
        (claim(net={"EUR": -900}, currency="GBP"), PAID, 0),
        (claim(Effect.WARNS), 0, 4000),
        (claim(Effect.LOST), 0, 4000),
        (claim(Effect.LOST, net={"USD": -4000}), 4000, None),
        (claim(Effect.RELEASED), 0, None),
        (claim(Effect.LOST, by_hand=True), 0, None),
        (claim(grown=True), 0, None),
        (claim(Effect.WARNS, no_more=True), 0, None),
        (claim(Effect.LOST, no_more=True), 0, None),
        (claim(Effect.LOST, no_more=True, net={"USD": -4000}), 4000, None),
    ]
    for one, taken, waits in cases:
        assert (took(one, **told), waiting([one], **told)) == (taken, [waits])


def test_refunds_made_by_hand_are_the_money_of_what_was_lost_only_when_they_reach_for_all_of_it():
    told = {"paid": PAID, "currency": "USD"}

    def refund(minor: int, **changes: object) -> ClaimOnTopUp:
        return claim(Effect.LOST, by_hand=True, net={"USD": -minor}, **changes)

    lost, before = claim(Effect.LOST), {"opened_at": OPENED - timedelta(seconds=1)}
    assert waiting([lost, refund(4000)], **told) == [None, None]
    assert waiting([lost, refund(3999)], **told) == [4000, None]
    assert waiting([lost, refund(4000, **before)], **told) == [4000, None]
    assert waiting([lost, lost, refund(4000)], **told) == [4000, 4000, None]
    assert waiting([lost, lost, refund(3000), refund(5000)], **told) == [None, None, None, None]
    assert waiting([claim(), refund(4000)], **told) == [4000, None]


def test_no_more_is_disputed_than_is_left():
    assert disputed([4000, None, 9000], taken=0, paid=PAID) == PAID
    assert disputed([4000, None, 1000], taken=3000, paid=PAID) == 5000
    assert disputed([4000], taken=7000, paid=PAID) == 3000
    assert disputed([4000], taken=12_000, paid=PAID) == 0


def test_bonus_that_comes_later_is_not_taken_for_what_was_spent_before():
    wallet = Wallet(0, 0)
    wallet.take(PAID)
    wallet.bonus = 500
    for taken in (PAID, PAID // 2):
        wallet.take(taken)
        assert (wallet.bonus, wallet.stands) == (500, TakenBack(owed=taken))


def test_what_is_disputed_is_not_spent_nor_the_bonus_that_would_go_with_it():
    held = [Held(PAID, "USD", 1, 4000, 0, 120), Held(PAID, "EUR", 1, 9000, 0, 300)]
    assert spendable(held, currency="USD", cash=5000, bonus=150) == (1000, 30)
    assert spendable(held, currency="USD", cash=3000, bonus=100) == (0, 0)
    owed = [Held(PAID, "USD", 0, 0, 2500, 0)]
    assert spendable(owed, currency="USD", cash=3000, bonus=100) == (500, 100)
    assert spendable(held, currency="GBP", cash=3000, bonus=100) == (3000, 100)
