"""What is done about money: in the wallet, with legs that failed, standings and debit notes."""

from collections.abc import Callable
from datetime import date, timedelta

from amends.core.settlements.legs import LegState
from amends.core.standing.standings import Standing
from amends.records.external_claims.models import ExternalClaim
from amends.records.ids import new_id
from amends.records.ledger.models import Wallet
from amends.records.liability.models import DebitNote
from amends.records.orders.models import Order
from amends.records.settlements.models import Leg
from amends.records.standing.models import Measure
from amends.records.wallet.models import TopUp, Withdrawal
from amends.usecases.external_claims.say_no_more import SayNoMore, say_no_more
from amends.usecases.liability.credit_debit_note import CreditDebitNote, credit_debit_note
from amends.usecases.liability.issue_debit_notes import IssueDebitNotes, issue_debit_notes
from amends.usecases.liability.move_note import balance_of
from amends.usecases.liability.override_liability import OverrideLiability, override_liability
from amends.usecases.liability.settle_debit_note import SettleDebitNote, settle_debit_note
from amends.usecases.settlements.cut_leg import CutLeg, cut_leg
from amends.usecases.settlements.restore_leg import RestoreLeg, restore_leg
from amends.usecases.standing.lift_measure import LiftMeasure, lift_measure
from amends.usecases.wallet.approve_withdrawal import ApproveWithdrawal, approve_withdrawal
from amends.usecases.wallet.ask_withdrawal import AskWithdrawal, ask_withdrawal
from amends.usecases.wallet.begin_top_up import BeginTopUp, begin_top_up
from amends.usecases.wallet.cancel_withdrawal import CancelWithdrawal, cancel_withdrawal
from amends.usecases.wallet.end_debt import EndDebt, end_debt
from amends.usecases.wallet.pay_order import PayOrder, pay_order
from amends.usecases.wallet.record_top_up import RecordTopUp, record_top_up
from amends.usecases.wallet.refuse_withdrawal import RefuseWithdrawal, refuse_withdrawal
from amends.usecases.wallet.take_up_withdrawal import TakeUpWithdrawal, put_back_withdrawal, take_up_withdrawal
from tests.campaign.deeds import WORDS
from tests.campaign.world import World, chosen
from tests.makers.standing import impose
from tests.makers.wallet import BANK


def cut(world: World, pick: int) -> None:
    """Finance ends what a claim has taken."""
    legs = Leg.objects.filter(account_id=world.merchant.account_id, state=LegState.FAILED)
    leg = chosen(list(legs.order_by("id")), pick)
    cut_leg(ask=CutLeg(leg_id=leg.id, words=WORDS), actor=world.finance(pick).actor, now=world.clock())


def restore(world: World, pick: int) -> None:
    """Finance pays what was cut, where its claim is lost no more."""
    legs = Leg.objects.filter(account_id=world.merchant.account_id, taken_elsewhere__gt=0).order_by("id")
    ask = RestoreLeg(leg_id=chosen(list(legs), pick).id, words=WORDS)
    restore_leg(ask=ask, actor=world.finance(pick).actor, now=world.clock())


def no_more(world: World, pick: int) -> None:
    """Finance knows that a claim on a top-up takes nothing more."""
    claims = ExternalClaim.objects.filter(account_id=world.merchant.account_id).exclude(top_up=None).order_by("id")
    ask = SayNoMore(claim_id=chosen(list(claims), pick).id, words=WORDS)
    say_no_more(ask=ask, actor=world.finance(pick).actor, now=world.clock())


def top_up(world: World, pick: int) -> None:
    """Begins one at the sandbox."""
    ask = BeginTopUp(
        id=new_id(), amount=1000 + pick % 60_000, currency="USD", provider="sandbox", providers=["sandbox"]
    )
    begin_top_up(ask=ask, actor=world.merchant.actor, now=world.clock())


def top_up_at_house(world: World, pick: int) -> None:
    """One that is paid at Stripe or PayPal, where it can be claimed back."""
    provider, amount = ("stripe", "paypal")[pick % 2], 1000 + pick % 60_000
    ask = BeginTopUp(id=new_id(), amount=amount, currency="USD", provider=provider, providers=[provider])
    begun = begin_top_up(ask=ask, actor=world.merchant.actor, now=world.clock())
    ref = world.houses.payment(provider, amount)
    record_top_up(ask=RecordTopUp(top_up_id=begun, payment_ref=ref, amount=amount, currency="USD"), now=world.clock())


def end_owed(world: World, pick: int) -> None:
    """Finance notes that what is owed for a top-up is settled, or writes it off."""
    rows = TopUp.objects.filter(account_id=world.merchant.account_id, state="paid").order_by("-owed", "id")
    found = chosen(list(rows[:2]), pick)
    ask = EndDebt(top_up_id=found.id, shown=found.owed, write_off=pick % 2 == 0, words=WORDS)
    end_debt(ask=ask, actor=world.finance(pick).actor, now=world.clock())


def top_up_comes(world: World, pick: int) -> None:
    """The house tells of one: paid, paid otherwise, or failed; perhaps for the second time."""
    begun = chosen(list(TopUp.objects.filter(account_id=world.merchant.account_id).order_by("id")), pick)
    amount = begun.amount if pick % 5 else begun.amount - 1
    ref = f"sandbox_{amount}_{begun.id.hex}"
    if begun.provider != "sandbox":
        ref = begun.payment_ref or world.houses.payment(begun.provider, amount)
    ask = RecordTopUp(
        top_up_id=begun.id,
        payment_ref=ref,
        amount=amount,
        currency="USD",
        failure="declined" if pick % 7 == 0 else "",
    )
    record_top_up(ask=ask, now=world.clock())


def pay(world: World, pick: int) -> None:
    """Pays an order from the balance, which may be too low."""
    chosen(list(Wallet.objects.filter(account_id=world.merchant.account_id, cash__gt=0)), pick)
    rows = Order.objects.filter(account_id=world.merchant.account_id, payment_state="unpaid").order_by("id")
    order = chosen(list(rows), pick)
    pay_order(ask=PayOrder(number=order.number, due=order.charged), actor=world.merchant.actor, now=world.clock())


def withdraw_money(world: World, pick: int) -> None:
    """Asks for some of the balance, or for more than that."""
    now, rows = world.clock(), Wallet.objects.filter(account_id=world.merchant.account_id, cash__gte=1000)
    most = chosen(list(rows.values_list("cash", flat=True)), pick)
    amount = most + 1 if pick % 20 == 0 else most if pick % 3 == 0 else 1000 + pick % (most - 999)
    ask = AskWithdrawal(id=new_id(), amount=amount, currency="USD", payout=BANK, confirmed_at=now)
    ask_withdrawal(ask=ask, actor=world.merchant.actor, now=world.clock())


def _asked(world: World, pick: int) -> Withdrawal:
    return chosen(list(Withdrawal.objects.filter(account_id=world.merchant.account_id).order_by("id")), pick)


def take_up_money(world: World, pick: int) -> None:
    """Somebody of finance takes a withdrawal up, perhaps from a colleague, or puts it back."""
    found, finance = _asked(world, pick), world.finance(pick // 3).actor
    if pick % 5 == 0:
        put_back_withdrawal(withdrawal_id=found.id, actor=finance, now=world.clock())
        return
    ask = TakeUpWithdrawal(withdrawal_id=found.id, over=found.taken_up_by if pick % 7 == 0 else None)
    take_up_withdrawal(ask=ask, actor=finance, now=world.clock())


def approve_money(world: World, pick: int) -> None:
    """Finance has paid a withdrawal out."""
    found = _asked(world, pick)
    ask = ApproveWithdrawal(withdrawal_id=found.id, reference=f"TR-{pick}", sent_before=pick % 4 == 0)
    approve_withdrawal(ask=ask, actor=world.finance(pick).actor, now=world.clock())


def refuse_money(world: World, pick: int) -> None:
    """Finance refuses it, or the merchant takes it back."""
    found = _asked(world, pick)
    if pick % 2:
        ask = RefuseWithdrawal(withdrawal_id=found.id, reason=WORDS)
        refuse_withdrawal(ask=ask, actor=world.finance(pick).actor, now=world.clock())
    else:
        back = CancelWithdrawal(withdrawal_id=found.id)
        cancel_withdrawal(ask=back, actor=world.merchant.actor, now=world.clock())


def block(world: World, pick: int) -> None:
    """The platform takes a measure, or lifts one."""
    measures = list(Measure.objects.filter(account_id=world.merchant.account_id, ended_at=None).order_by("id"))
    if measures and pick % 2:
        ask = LiftMeasure(measure=measures[pick % len(measures)].id, words=WORDS)
        lift_measure(ask=ask, actor=world.finance(pick).actor, now=world.clock())
        return
    standing = (Standing.WARNED, Standing.RESTRICTED, Standing.BLOCKED)[pick // 2 % 3]
    impose(world.merchant, standing, by=world.finance(pick), now=world.clock())


def override(world: World, pick: int) -> None:
    """Somebody else bears a decided case."""
    case = world.dispute(pick, "agreed", "settling", "settled")
    supplier, carrier = pick % 61, pick // 61 % 40
    ask = OverrideLiability(
        dispute=case.number,
        supplier=supplier,
        carrier=carrier,
        platform=100 - supplier - carrier,
        why=WORDS,
        supplier_name="Ningbo Glow",
        carrier_name="Slow Boat",
    )
    override_liability(ask=ask, actor=world.finance(pick).actor, now=world.clock())


def notes(world: World, pick: int) -> None:
    """Debit notes of this month and the last are issued, credited, paid."""
    finance, now = world.finance(pick).actor, world.clock()
    if pick % 3 == 0:
        issue_debit_notes(ask=IssueDebitNotes(month=_month_before(world)), actor=finance, now=now)
        return
    note = chosen(list(DebitNote.objects.exclude(state="collecting").order_by("id")), pick)
    if pick % 3 == 1:
        credit_debit_note(ask=CreditDebitNote(note_id=note.id, words=WORDS), actor=finance, now=now)
    else:
        pay = SettleDebitNote(note_id=note.id, reference=f"DN-{pick}", shown=balance_of(note))
        settle_debit_note(ask=pay, actor=finance, now=now)


def _month_before(world: World) -> date:
    first = world.clock().date().replace(day=1)
    return (first - timedelta(days=1)).replace(day=1)


MONEY: dict[str, Callable[[World, int], None]] = {
    "cuts a leg": cut,
    "restores a leg": restore,
    "says that a claim takes nothing more": no_more,
    "tops up": top_up,
    "tops up at a house": top_up_at_house,
    "ends what is owed": end_owed,
    "a top-up comes": top_up_comes,
    "pays an order": pay,
    "asks for a withdrawal": withdraw_money,
    "takes a withdrawal up": take_up_money,
    "pays a withdrawal out": approve_money,
    "turns a withdrawal down": refuse_money,
    "takes or lifts a measure": block,
    "overrides who bears it": override,
    "sees to debit notes": notes,
}
