"""Money out: frozen at once, decided by finance once, given back whole when it does not go."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from amends.core.access import Forbidden, Role
from amends.core.wallet.payout import Payout, PayoutMethod
from amends.core.wallet.withdrawals import (
    AddressUnverified,
    BelowMinimum,
    ConfirmationNeeded,
    MoreThanWithdrawable,
    NotTakenUp,
    SecondFactorMissing,
    WithdrawalBeingPaid,
    WithdrawalEnded,
    WithdrawalTakenUp,
    WithdrawalUnseen,
    WordsMissing,
)
from amends.records.ids import new_id
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry, Posting
from amends.records.notices.models import Outbox
from amends.records.trail.models import TrailEntry
from amends.records.wallet.models import Withdrawal
from amends.usecases.wallet.ask_withdrawal import AskWithdrawal, ask_withdrawal
from tests.makers.cases import nothing_happens, rows
from tests.makers.incoming import NOW
from tests.makers.people import Person, colleague, owner, staff
from tests.makers.wallet import (
    BANK,
    SOON,
    approved,
    asked,
    canceled,
    guard,
    guarded_owner,
    noted,
    parts,
    put_back,
    taken_up,
    topped_up,
    turned_down,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    merchant = guarded_owner()
    topped_up(merchant, 20_000)
    return merchant


@pytest.fixture
def finance() -> Person:
    return staff(Role.STAFF_FINANCE)


def moves(kind: str) -> list[tuple[str, str, str, int]]:
    """(from, to, its detail, minor units) of the one entry of that kind."""
    told = Posting.objects.filter(entry__kind=kind).order_by("number")
    return list(told.values_list("source__kind", "destination__kind", "destination__detail", "amount"))


def codes() -> list[str]:
    return list(Outbox.objects.filter(code__startswith="withdrawal").order_by("id").values_list("code", flat=True))


def test_asking_freezes_at_once(merchant: Person):
    withdrawal = asked(merchant, 10_050)
    assert (withdrawal.state, withdrawal.amount, withdrawal.fee, withdrawal.fee_percent) == ("asked", 10_050, 302, "3")
    assert parts(merchant) == (9950, 0, 10_050)
    assert moves("withdrawal") == [("wallet_cash", "wallet_frozen", "", 10_050)]
    assert codes() == ["withdrawal.asked"]
    assert list(violations(late=NOW)) == []


def test_approved_it_leaves_and_the_fee_stays(merchant: Person, finance: Person):
    withdrawal = asked(merchant, 10_050)
    approved(withdrawal, finance, " TR-77 ")
    assert parts(merchant) == (9950, 0, 0)
    assert moves("withdrawal_paid") == [
        ("wallet_frozen", "clearing", "bank", 9748),
        ("wallet_frozen", "fees", "", 302),
    ]
    withdrawal.refresh_from_db()
    assert (withdrawal.state, withdrawal.reference, withdrawal.decided_by) == ("approved", "TR-77", finance.actor.name)
    assert codes() == ["withdrawal.asked", "withdrawal.taken_up", "withdrawal.approved"]
    assert list(violations(late=NOW)) == []


def test_refused_it_returns_whole_with_the_reason(merchant: Person, finance: Person):
    withdrawal = asked(merchant, 10_050)
    turned_down(withdrawal, finance, "The holder is somebody else.")
    assert parts(merchant) == (20_000, 0, 0)
    assert moves("withdrawal_returned") == [("wallet_frozen", "wallet_cash", "", 10_050)]
    returned = Entry.objects.get(kind="withdrawal_returned")
    assert returned.reverses == Entry.objects.get(kind="withdrawal")
    withdrawal.refresh_from_db()
    assert (withdrawal.state, withdrawal.reason) == ("refused", "The holder is somebody else.")
    assert Outbox.objects.get(code="withdrawal.refused").facts == {
        "amount": 10_050, "currency": "USD", "why": "The holder is somebody else.", "withdrawal": str(withdrawal.id),
    }  # fmt: skip
    assert list(violations(late=NOW)) == []


def test_canceled_it_returns_whole(merchant: Person):
    withdrawal = asked(merchant, 10_050)
    canceled(withdrawal, merchant)
    assert parts(merchant) == (20_000, 0, 0)
    assert codes() == ["withdrawal.asked", "withdrawal.canceled"]
    assert list(violations(late=NOW)) == []


def test_what_came_to_an_end_stays_there(merchant: Person, finance: Person):
    for end in (approved, turned_down, lambda one, _: canceled(one, merchant)):
        withdrawal = asked(merchant, 1000)
        end(withdrawal, finance)
        for again in (approved, turned_down):
            with nothing_happens(WithdrawalEnded):
                again(withdrawal, finance)
        with nothing_happens(WithdrawalEnded):
            canceled(withdrawal, merchant)


def test_only_who_has_taken_it_up_pays_it_out(merchant: Person, finance: Person):
    withdrawal, second = asked(merchant, 1000), staff(Role.STAFF_FINANCE)
    with nothing_happens(NotTakenUp):
        noted(withdrawal, finance)
    with nothing_happens(NotTakenUp):
        put_back(withdrawal, finance)
    taken_up(withdrawal, finance)
    withdrawal.refresh_from_db()
    assert (withdrawal.state, withdrawal.taken_up_by, withdrawal.taken_up_name, withdrawal.taken_up_at) == (
        "asked", finance.actor.id, finance.actor.name, SOON,
    )  # fmt: skip
    for other in (noted, turned_down, taken_up, put_back):
        with nothing_happens(WithdrawalTakenUp) as refused:
            other(withdrawal, second)
        assert finance.actor.name in str(refused.value)
    before = rows()
    taken_up(withdrawal, finance)
    assert rows() == before
    noted(withdrawal, finance)
    assert parts(merchant) == (19_000, 0, 0)
    assert list(violations(late=NOW)) == []


def test_a_colleague_takes_it_over_only_from_whom_the_page_named(merchant: Person, finance: Person):
    withdrawal, second, third = asked(merchant, 1000), staff(Role.STAFF_FINANCE), staff(Role.STAFF_FINANCE)
    taken_up(withdrawal, finance)
    taken_up(withdrawal, second, over=finance.actor.id)
    with nothing_happens(WithdrawalTakenUp):
        taken_up(withdrawal, third, over=finance.actor.id)
    with nothing_happens(WithdrawalTakenUp):
        noted(withdrawal, finance)
    noted(withdrawal, second)
    told = TrailEntry.objects.filter(subject_id=withdrawal.id).order_by("number").values_list("code", flat=True)
    assert list(told) == ["withdrawal.asked", "withdrawal.taken_up", "withdrawal.taken_up", "withdrawal.approved"]


def test_what_is_being_paid_out_is_not_canceled_until_it_is_put_back(merchant: Person, finance: Person):
    withdrawal = asked(merchant, 1000)
    taken_up(withdrawal, finance)
    with nothing_happens(WithdrawalBeingPaid):
        canceled(withdrawal, merchant)
    put_back(withdrawal, finance)
    canceled(withdrawal, merchant)
    assert parts(merchant) == (20_000, 0, 0)
    assert codes() == ["withdrawal.asked", "withdrawal.taken_up", "withdrawal.put_back", "withdrawal.canceled"]
    assert list(violations(late=NOW)) == []


def test_who_has_taken_it_up_may_refuse_it(merchant: Person, finance: Person):
    withdrawal = asked(merchant, 1000)
    taken_up(withdrawal, finance)
    turned_down(withdrawal, finance)
    assert parts(merchant) == (20_000, 0, 0)
    assert list(violations(late=NOW)) == []


def test_a_reference_and_a_reason_are_needed(merchant: Person, finance: Person):
    withdrawal = asked(merchant, 1000)
    taken_up(withdrawal, finance)
    with nothing_happens(WordsMissing):
        noted(withdrawal, finance, "  ")
    with nothing_happens(WordsMissing):
        turned_down(withdrawal, finance, "\n")


def test_the_same_id_again_is_the_same_withdrawal(merchant: Person):
    withdrawal = asked(merchant, 1000)
    before = rows()
    assert asked(merchant, 1000, id_=withdrawal.id).id == withdrawal.id
    assert rows() == before
    with nothing_happens(WithdrawalUnseen):
        asked(merchant, 1001, id_=withdrawal.id)


def test_a_form_sent_again_after_the_end_asks_for_nothing(merchant: Person, finance: Person):
    for end in (approved, turned_down, lambda one, _: canceled(one, merchant)):
        withdrawal = asked(merchant, 1000)
        end(withdrawal, finance)
        with nothing_happens(WithdrawalEnded):
            asked(merchant, 1000, id_=withdrawal.id)


def test_another_account_to_pay_out_to_is_another_withdrawal(merchant: Person):
    withdrawal = asked(merchant, 1000)
    for payout in (
        replace(BANK, destination="GB82 WEST 1234 5698 7654 32"),
        replace(BANK, holder="Somebody Else"),
        Payout(PayoutMethod.PAYPAL, BANK.holder, "ana@example.com"),
    ):
        ask = AskWithdrawal(id=withdrawal.id, amount=1000, currency="USD", payout=payout, confirmed_at=NOW)
        with nothing_happens(WithdrawalUnseen):
            ask_withdrawal(ask=ask, actor=merchant.actor, now=NOW)


def test_only_cash_is_withdrawn_and_only_above_the_minimum():
    merchant = guarded_owner()
    topped_up(merchant, 50_000)
    assert parts(merchant) == (50_000, 500, 0)
    with nothing_happens(MoreThanWithdrawable):
        asked(merchant, 50_001)
    with nothing_happens(BelowMinimum):
        asked(merchant, 999)


def test_money_leaves_only_for_people_who_are_sure_to_be_themselves():
    unverified, single = owner(verified=False), owner()
    guard(unverified)
    for merchant, refusal in ((unverified, AddressUnverified), (single, SecondFactorMissing)):
        topped_up(merchant, 5000)
        with nothing_happens(refusal):
            asked(merchant, 1000)


def test_a_withdrawal_needs_a_fresh_code(merchant: Person):
    def ask(confirmed_at: datetime | None) -> None:
        told = AskWithdrawal(id=new_id(), amount=1000, currency="USD", payout=BANK, confirmed_at=confirmed_at)
        ask_withdrawal(ask=told, actor=merchant.actor, now=NOW)

    for long_ago in (None, NOW - timedelta(minutes=5, seconds=1)):
        with nothing_happens(ConfirmationNeeded):
            ask(long_ago)
    ask(NOW - timedelta(minutes=5))
    assert parts(merchant) == (19_000, 0, 1000)


def test_roles_and_accounts_keep_to_their_own(merchant: Person, finance: Person):
    withdrawal = asked(merchant, 1000)
    reader, agent, stranger = colleague(merchant, Role.VIEWER), staff(), guarded_owner()
    guard(reader)
    with nothing_happens(Forbidden):
        asked(reader, 1000)
    with nothing_happens(Forbidden):
        approved(withdrawal, agent)
    with nothing_happens(Forbidden):
        turned_down(withdrawal, agent)
    with nothing_happens(WithdrawalUnseen):
        canceled(withdrawal, stranger)
    topped_up(stranger, 5000)
    with nothing_happens(WithdrawalUnseen):
        asked(stranger, 1000, id_=withdrawal.id)
    assert Withdrawal.objects.get().state == "asked"
