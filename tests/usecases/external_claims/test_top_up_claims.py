"""Claims on top-ups: what the payment house takes back leaves the balance once, and nothing is paid out meanwhile."""

from datetime import timedelta
from itertools import permutations

import pytest

from amends.core.access import Forbidden, Role
from amends.core.external_claims.refusals import ClaimOnTopUp, TopUpNotFound
from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.core.wallet.paying import BalanceTooLow
from amends.core.wallet.taking_back import DebtChanged, NothingOwed, TopUpClaimed, TopUpOwed
from amends.core.wallet.withdrawals import WordsMissing
from amends.doors.jobs.sweep import sweep
from amends.records.external_claims.models import ExternalClaim
from amends.records.external_claims.queries import matchable
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry, Posting
from amends.records.notices.models import Outbox
from amends.records.trail.models import TrailEntry
from amends.records.wallet.models import TopUp, Withdrawal
from amends.usecases.external_claims.match_claim import MatchClaim, match_claim
from amends.usecases.external_claims.record_external_claim import Moved, RecordExternalClaim
from amends.usecases.wallet.end_debt import EndDebt, end_debt
from amends.usecases.wallet.pay_order import PayOrder, pay_order
from tests.makers.cases import line, nothing_happens, rows, unpaid_order
from tests.makers.claims import claim_news, moved, tell
from tests.makers.incoming import NOW
from tests.makers.people import Person, staff
from tests.makers.wallet import approved, asked, begun, came, guarded_owner, noted, parts, taken_up, topped_up

pytestmark = pytest.mark.django_db
K, S = ExternalKind, ExternalState
LATER = NOW + timedelta(days=9)
TOOK, BACK = moved(-10_000, ref="txn_1", fee=15), moved(10_000, ref="txn_2", at=LATER)


@pytest.fixture
def merchant() -> Person:
    return guarded_owner()


@pytest.fixture
def finance() -> Person:
    return staff(Role.STAFF_FINANCE)


def news(top_up_id: object, *moves: Moved, state: S = S.NEEDS_RESPONSE, **changes: object) -> RecordExternalClaim:
    """A chargeback over 100.00 on a top-up."""
    told: dict[str, object] = {"ref": "dp_1", "amount": 10_000, "moved": moves, "state": state, "told_at": NOW}
    ref = TopUp.objects.get(id=top_up_id).payment_ref
    return claim_news(None, payment_refs=(ref,), **{**told, **changes})


def stands() -> tuple[int, ...]:
    """Of the one top-up: taken from cash, revoked bonus, owed, settled, written off; open claims, disputed."""
    fields = "taken_cash revoked owed settled written_off claims_open disputed".split()
    return TopUp.objects.values_list(*fields).get()


def books(*kinds: str) -> list[tuple[object, ...]]:
    found = Posting.objects.filter(entry__kind__in=kinds) if kinds else Posting.objects.exclude(entry__kind="top_up")
    return list(found.order_by("id").values_list("entry__kind", "source__kind", "destination__kind", "amount"))


def sound() -> bool:
    return list(violations(late=NOW)) == []


def spend(merchant: Person, amount: int) -> None:
    order = unpaid_order(merchant, line(1, amount))
    pay_order(ask=PayOrder(number=order.number, due=amount), actor=merchant.actor, now=NOW)


def test_top_up_withdraw_charge_back_is_no_free_money(merchant: Person, finance: Person):
    top_up = topped_up(merchant, 10_000)
    withdrawal = asked(merchant, 4000)
    claim = tell(news(top_up))
    assert (claim.account_id, claim.order_id, claim.top_up_id) == (merchant.account_id, None, top_up)
    assert (claim.effect, claim.counted, stands()) == ("holds", 10_000, (0, 0, 0, 0, 0, 1, 10_000))
    with nothing_happens(TopUpClaimed):
        asked(merchant, 1000)
    with nothing_happens(TopUpClaimed):
        approved(withdrawal, finance)
    assert Withdrawal.objects.get().taken_up_by is None
    assert Outbox.objects.get(code="top_up.claimed").facts == {
        "top_up": str(top_up), "amount": 10_000, "currency": "USD",
    }  # fmt: skip
    assert TrailEntry.objects.filter(subject_id=top_up).latest("number").code == "top_up.claimed"
    assert sound()


def test_what_was_sent_before_the_claim_was_known_is_recorded_on_purpose(merchant: Person, finance: Person):
    top_up = topped_up(merchant, 10_000)
    withdrawal = asked(merchant, 4000)
    taken_up(withdrawal, finance)
    tell(news(top_up, TOOK))
    with nothing_happens(TopUpClaimed):
        noted(withdrawal, finance)
    noted(withdrawal, finance, sent_before=True)
    assert (parts(merchant), stands()[:3]) == ((0, 0, 0), (6000, 0, 4000))
    assert sound()


def test_what_the_house_takes_leaves_the_balance_and_the_rest_is_owed(merchant: Person, finance: Person):
    top_up = topped_up(merchant, 10_000)
    spend(merchant, 7000)
    tell(news(top_up, TOOK))
    assert (parts(merchant), stands()) == ((0, 0, 0), (3000, 0, 7000, 0, 0, 1, 0))
    assert books("chargeback", "chargeback_fee", "top_up_taken_back") == [
        ("chargeback", "receivable", "clearing", 10_000),
        ("chargeback_fee", "fees", "clearing", 15),
        ("top_up_taken_back", "wallet_cash", "receivable", 3000),
    ]
    tell(news(top_up, TOOK, state=S.LOST, told_at=LATER))
    assert stands() == (3000, 0, 7000, 0, 0, 0, 0)
    topped_up(merchant, 5000)
    with nothing_happens(TopUpOwed):
        asked(merchant, 1000)
    assert sound()


def test_what_comes_back_fills_the_balance_again_as_it_was(merchant: Person):
    top_up = topped_up(merchant, 10_000)
    spend(merchant, 7000)
    tell(news(top_up, TOOK))
    tell(news(top_up, TOOK, BACK, state=S.WON, told_at=LATER))
    assert (parts(merchant), stands()) == ((3000, 0, 0), (0,) * 7)
    assert books("top_up_given_back") == [("top_up_given_back", "receivable", "wallet_cash", 3000)]
    assert Entry.objects.get(key="sandbox:txn_2").reverses == Entry.objects.get(kind="chargeback", key="sandbox:txn_1")
    assert asked(merchant, 3000).amount == 3000
    assert sound()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_arrival_changes_nothing(merchant: Person, order: tuple[int, ...]):
    top_up = topped_up(merchant, 10_000)
    told = [
        news(top_up, TOOK),
        news(top_up, TOOK, state=S.UNDER_REVIEW, told_at=NOW + timedelta(days=1)),
        news(top_up, BACK, state=S.WON, told_at=LATER),
    ]
    for at in order:
        tell(told[at])
        assert sound()
    assert (parts(merchant), stands()) == ((10_000, 0, 0), (0,) * 7)
    before = rows()
    for one in told:
        tell(one)
    assert rows() == before


def test_what_comes_back_before_it_went_is_given_to_nobody(merchant: Person):
    top_up = topped_up(merchant, 10_000)
    tell(news(top_up, BACK, state=S.WON, told_at=LATER))
    assert (parts(merchant), stands()) == ((10_000, 0, 0), (0,) * 7)


def test_the_bonus_of_what_was_taken_goes_too(merchant: Person):
    top_up = topped_up(merchant, 50_000)
    granted = TopUp.objects.get().bonus
    assert (granted, parts(merchant)) == (500, (50_000, 500, 0))
    tell(news(top_up, moved(-50_000, ref="txn_1"), amount=50_000))
    assert (parts(merchant), stands()) == ((0, 0, 0), (50_000, 500, 0, 0, 0, 1, 0))
    assert sound()
    tell(news(top_up, moved(-50_000, ref="txn_1"), moved(50_000, ref="txn_2", at=LATER), state=S.WON, told_at=LATER))
    assert (parts(merchant), stands()) == ((50_000, 500, 0), (0,) * 7)
    assert sound()


def test_a_bonus_covers_nothing_of_what_was_paid_in(merchant: Person, finance: Person):
    top_up = topped_up(merchant, 50_000)
    approved(asked(merchant, 50_000), finance)
    assert parts(merchant) == (0, 500, 0)
    tell(news(top_up, moved(-50_000, ref="txn_1"), amount=50_000))
    assert (parts(merchant), stands()) == ((0, 0, 0), (0, 500, 50_000, 0, 0, 1, 0))
    assert books("top_up_taken_back") == [("top_up_taken_back", "wallet_bonus", "benefits", 500)]
    assert sound()


def test_a_bonus_that_was_spent_is_not_owed(merchant: Person):
    top_up = topped_up(merchant, 50_000)
    spend(merchant, 900)
    topped_up(merchant, 50_000)
    spend(merchant, 99_500)
    assert parts(merchant) == (600, 0, 0)
    first = TopUp.objects.get(id=top_up)
    tell(news(top_up, moved(-50_000, ref="txn_1"), amount=50_000))
    first.refresh_from_db()
    assert (first.taken_cash, first.owed, first.revoked) == (600, 49_400, 0)
    assert sound()


def test_a_warning_holds_withdrawals_but_takes_nothing(merchant: Person):
    top_up = topped_up(merchant, 10_000)
    for kind in (K.EARLY_WARNING, K.INQUIRY):
        tell(news(top_up, kind=kind, ref=kind.value))
    assert (parts(merchant), stands()[-2:]) == ((10_000, 0, 0), (2, 10_000))
    with nothing_happens(TopUpClaimed):
        asked(merchant, 1000)
    for kind in (K.EARLY_WARNING, K.INQUIRY):
        tell(news(top_up, kind=kind, ref=kind.value, state=S.CLOSED, told_at=LATER))
    assert asked(merchant, 1000).amount == 1000
    assert sound()


def test_a_warning_that_became_a_chargeback_counts_once(merchant: Person):
    top_up = topped_up(merchant, 10_000)
    early = tell(news(top_up, kind=K.EARLY_WARNING, ref="iw_1"))
    claim = tell(news(top_up))
    early.refresh_from_db()
    assert (early.grew_into_id, stands()[-2:]) == (claim.id, (1, 10_000))
    assert sound()


def test_a_claim_that_was_lost_holds_until_its_money_has_moved(merchant: Person):
    top_up = topped_up(merchant, 10_000)
    tell(news(top_up, state=S.LOST))
    with nothing_happens(TopUpClaimed):
        asked(merchant, 1000)
    tell(news(top_up, TOOK, state=S.LOST, told_at=LATER))
    assert (parts(merchant), stands()) == ((0, 0, 0), (10_000, 0, 0, 0, 0, 0, 0))
    assert sound()


def test_what_is_disputed_pays_no_order_and_the_rest_does(merchant: Person):
    top_up = topped_up(merchant, 10_000)
    tell(news(top_up, amount=6000))
    order = unpaid_order(merchant, line(1, 4001))
    with nothing_happens(BalanceTooLow):
        pay_order(ask=PayOrder(number=order.number, due=4001), actor=merchant.actor, now=NOW)
    spend(merchant, 4000)
    tell(news(top_up, moved(-6000, ref="txn_1"), amount=6000))
    assert (parts(merchant), stands()[2]) == ((0, 0, 0), 0)


def test_the_bonus_of_what_is_disputed_pays_no_order(merchant: Person):
    top_up = topped_up(merchant, 50_000)
    tell(news(top_up, amount=30_000))
    order = unpaid_order(merchant, line(1, 20_201))
    with nothing_happens(BalanceTooLow):
        pay_order(ask=PayOrder(number=order.number, due=20_201), actor=merchant.actor, now=NOW)
    spend(merchant, 20_200)
    assert parts(merchant) == (30_000, 300, 0)
    tell(news(top_up, moved(-30_000, ref="txn_1"), amount=30_000))
    assert (parts(merchant), stands()) == ((0, 0, 0), (30_000, 300, 0, 0, 0, 1, 0))
    assert sound()


def test_money_moved_in_another_currency_takes_what_is_claimed(merchant: Person):
    top_up = topped_up(merchant, 10_000)
    tell(news(top_up, moved(-9300, ref="txn_1", currency="EUR"), amount=8000))
    assert (parts(merchant), stands()[0]) == ((2000, 0, 0), 8000)
    tell(news(top_up, moved(-9300, ref="txn_1", currency="EUR"), currency="GBP", amount=7000, told_at=LATER))
    assert (parts(merchant), stands()[0]) == ((0, 0, 0), 10_000)
    assert sound()


def test_a_refund_made_by_hand_at_the_house_leaves_the_balance(merchant: Person):
    top_up = topped_up(merchant, 10_000)
    tell(news(top_up, moved(-2500, ref="re_1"), kind=K.REFUND, state=S.LOST, amount=2500))
    assert (parts(merchant), stands()) == ((7500, 0, 0), (2500, 0, 0, 0, 0, 0, 0))
    assert books("external_refund") == [("external_refund", "receivable", "clearing", 2500)]
    assert asked(merchant, 7500).amount == 7500
    assert sound()


def test_a_claim_that_came_before_its_top_up_was_known_is_found_by_the_sweep(merchant: Person):
    top_up = begun(merchant, 10_000)
    claim = tell(claim_news(None, ref="dp_1", payment_refs=("pi_9",), amount=10_000, moved=(TOOK,)))
    assert (claim.account_id, matchable(limit=9)) == (None, [])
    came(top_up, 10_000, ref="pi_9")
    assert matchable(limit=9) == [claim.id]
    sweep(now=NOW)
    assert (parts(merchant), stands()) == ((0, 0, 0), (10_000, 0, 0, 0, 0, 1, 0))
    assert books("claim_rebooked") == [("claim_rebooked", "receivable", "chargebacks", 10_000)]
    assert sound()


def test_a_second_payment_that_was_credited_to_nobody_takes_nothing(merchant: Person):
    top_up = topped_up(merchant, 10_000)
    came(top_up, 10_000, ref="pi_second")
    claim = tell(claim_news(None, payment_refs=("pi_second",), moved=(TOOK,)))
    assert (claim.account_id, parts(merchant)) == (None, (10_000, 0, 0))


def test_a_person_matches_a_claim_to_a_paid_top_up(merchant: Person, finance: Person):
    top_up, claim = topped_up(merchant, 10_000), tell(claim_news(None, amount=10_000))
    waiting = begun(merchant, 500)
    with nothing_happens(TopUpNotFound):
        match_claim(ask=MatchClaim(claim_id=claim.id, top_up_id=waiting), actor=finance.actor, now=NOW)
    ask = MatchClaim(claim_id=claim.id, top_up_id=top_up)
    match_claim(ask=ask, actor=finance.actor, now=NOW)
    with nothing_happens(ClaimOnTopUp):
        match_claim(ask=ask, actor=finance.actor, now=NOW)
    assert ExternalClaim.objects.get().top_up_id == top_up
    with nothing_happens(TopUpClaimed):
        asked(merchant, 1000)


@pytest.mark.parametrize(
    ("write_off", "posted", "back"),
    [(False, ("clearing", "receivable", 7000), 10_000), (True, ("chargebacks", "receivable", 7000), 3000)],
)
def test_finance_ends_what_is_owed(
    merchant: Person, finance: Person, write_off: bool, posted: tuple[str, str, int], back: int
):
    top_up = topped_up(merchant, 10_000)
    spend(merchant, 7000)
    tell(news(top_up, TOOK, state=S.LOST))

    def end(who: Person, words: str = "By transfer.", shown: int = 7000) -> None:
        ask = EndDebt(top_up_id=top_up, shown=shown, write_off=write_off, words=words)
        end_debt(ask=ask, actor=who.actor, now=NOW)

    with nothing_happens(Forbidden):
        end(merchant)
    with nothing_happens(WordsMissing):
        end(finance, "  ")
    with nothing_happens(DebtChanged):
        end(finance, shown=6999)
    end(finance)
    assert stands() == (3000, 0, 0, 0 if write_off else 7000, 7000 if write_off else 0, 0, 0)
    assert books("top_up_debt_ended") == [("top_up_debt_ended", *posted)]
    told = Outbox.objects.get(code="top_up.debt_ended").facts
    assert (told["amount"], told["why"]) == (7000, "By transfer.")
    with nothing_happens(NothingOwed):
        end(finance)
    assert sound()
    tell(news(top_up, TOOK, BACK, state=S.WON, told_at=LATER))
    assert (parts(merchant), stands()) == ((back, 0, 0), (0,) * 7)
    assert sound()
