"""A claim on a top-up whose end no payment house tells: withdrawals do not wait for it for ever."""

from datetime import timedelta

import pytest

from amends.core.access import Forbidden, Role
from amends.core.external_claims.refusals import ClaimUndecided, ClaimUnseen, ClaimWaitsForNothing, NoMoreReasonMissing
from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.core.wallet.taking_back import TopUpClaimed
from amends.records.external_claims.models import ExternalClaim, ExternalEvent
from amends.records.ids import new_id
from amends.records.invariants.check import violations
from amends.records.trail.models import TrailEntry
from amends.records.wallet.models import TopUp
from amends.usecases.external_claims.say_no_more import SayNoMore, say_no_more
from tests.makers.cases import nothing_happens, paid_order
from tests.makers.claims import claim_news, hear, moved, tell
from tests.makers.incoming import NOW
from tests.makers.people import Person, staff
from tests.makers.wallet import asked, guarded_owner, parts, topped_up

pytestmark = pytest.mark.django_db
K, S = ExternalKind, ExternalState
SOON, LATER = NOW + timedelta(hours=1), NOW + timedelta(days=9)


@pytest.fixture
def merchant() -> Person:
    merchant = guarded_owner()
    topped_up(merchant, 10_000)
    return merchant


@pytest.fixture
def finance() -> Person:
    return staff(Role.STAFF_FINANCE)


def news(**changes: object) -> ExternalClaim:
    """Of an inquiry about the one top-up."""
    told: dict[str, object] = {"ref": "PP-1", "kind": K.INQUIRY, "amount": 10_000}
    return tell(claim_news(None, payment_refs=(TopUp.objects.get().payment_ref,), **{**told, **changes}))


def holds() -> tuple[int, int]:
    return TopUp.objects.values_list("claims_open", "disputed").get()


def say(claim: ExternalClaim, who: Person, words: str = "Refunded there.") -> None:
    say_no_more(ask=SayNoMore(claim_id=claim.id, words=words), actor=who.actor, now=NOW)


def sound() -> bool:
    return list(violations(late=NOW)) == []


def test_an_inquiry_that_ends_with_a_refund_made_by_hand_holds_nothing_more(merchant: Person):
    news()
    by_hand = {"ref": "re_1", "kind": K.REFUND, "state": S.LOST, "opened_at": SOON}
    news(**by_hand, moved=(moved(-10_000, ref="re_1"),))
    assert holds() == (1, 0)
    news(state=S.LOST, told_at=LATER)
    assert (holds(), parts(merchant)) == ((0, 0), (0, 0, 0))
    topped_up(merchant, 2000)
    assert asked(merchant, 2000).amount == 2000
    assert sound()


def test_a_refund_made_before_is_not_the_money_of_what_was_lost_later(merchant: Person):
    news(ref="re_1", kind=K.REFUND, state=S.LOST, amount=4000, moved=(moved(-4000, ref="re_1"),))
    news(amount=4000, state=S.LOST, opened_at=SOON)
    assert holds() == (1, 4000)
    with nothing_happens(TopUpClaimed):
        asked(merchant, 1000)
    assert sound()


@pytest.mark.parametrize("told", [{"kind": K.EARLY_WARNING}, {"state": S.LOST}])
def test_finance_ends_the_waiting_with_words(merchant: Person, finance: Person, told: dict[str, object]):
    claim = news(**told)
    with nothing_happens(TopUpClaimed):
        asked(merchant, 1000)
    for who in (merchant, staff()):
        with nothing_happens(Forbidden):
            say(claim, who)
    with nothing_happens(NoMoreReasonMissing):
        say(claim, finance, "  ")
    say(claim, finance, " Nothing came in ninety days. ")
    assert holds() == (0, 0)
    event = ExternalEvent.objects.get(code="takes_no_more")
    assert (event.claim_id, event.by, event.words) == (claim.id, finance.actor.id, "Nothing came in ninety days.")
    assert TrailEntry.objects.filter(subject_id=TopUp.objects.get().id).latest("number").code == "top_up.claim_ended"
    with nothing_happens(ClaimWaitsForNothing):
        say(claim, finance)
    assert asked(merchant, 1000).amount == 1000
    assert sound()


def test_news_that_say_the_same_change_nothing_and_others_count_again(merchant: Person, finance: Person):
    claim = news()
    say(claim, finance)
    news(told_at=SOON)
    assert holds() == (0, 0)
    news(told_at=LATER, kind=K.CHARGEBACK)
    assert holds() == (1, 10_000)
    with nothing_happens(TopUpClaimed):
        asked(merchant, 1000)
    assert sound()


def test_money_that_moves_all_the_same_is_taken(merchant: Person, finance: Person):
    claim = news(state=S.LOST)
    say(claim, finance)
    went = moved(-10_000, ref="txn_1")
    news(state=S.LOST, moved=(went,))
    assert (parts(merchant), holds()) == ((0, 0, 0), (0, 0))
    news(state=S.LOST, moved=(went, moved(10_000, ref="txn_2", at=LATER)))
    assert (parts(merchant), holds()) == ((10_000, 0, 0), (1, 10_000))
    assert sound()


def test_only_what_makes_a_top_up_wait_is_ended_so(merchant: Person, finance: Person):
    with nothing_happens(ClaimUnseen):
        say_no_more(ask=SayNoMore(claim_id=new_id(), words="So."), actor=finance.actor, now=NOW)
    undecided = news(ref="dp_1", kind=K.CHARGEBACK)
    with nothing_happens(ClaimUndecided):
        say(undecided, finance)
    on_order, nowhere = hear(paid_order(merchant), kind=K.INQUIRY), hear(None, kind=K.INQUIRY)
    gone = news(ref="dp_2", state=S.LOST, moved=(moved(-10_000, ref="txn_1"),))
    for claim in (on_order, nowhere, gone):
        with nothing_happens(ClaimWaitsForNothing):
            say(claim, finance)
