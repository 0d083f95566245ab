"""What opening would do: the core's own answers to the form as it stands."""

from dataclasses import replace

import pytest

from amends.core.disputes.reasons import Reason, Wish
from amends.core.disputes.refusals import OrderUnseen, PaidElsewhere
from amends.core.disputes.typed import Typed
from amends.core.orders.kinds import PaymentState, Stage
from amends.core.orders.parts import Parts
from amends.records.disputes.models import Draft
from amends.records.evidence.queries import files_of_draft
from amends.records.orders.models import Order, Payment
from amends.usecases.disputes.preview_dispute import Preview, PreviewDispute, preview_dispute
from tests.makers.drafts import ready_draft, sent_order, typed
from tests.makers.incoming import NOW, PAYMENT, take
from tests.makers.people import Person, owner

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.django_db]


def _preview(order: Order, by: Person, form: Typed, *, draft: Draft | None = None, verified: bool = True) -> Preview:
    ask = PreviewDispute(
        order=order.number,
        typed=form,
        files=files_of_draft(draft.id) if draft else (),
        address_verified=verified,
    )
    return preview_dispute(ask=ask, actor=by.actor, now=NOW)


def _codes(preview: Preview) -> list[str]:
    return [fault.code for fault in preview.faults]


def test_a_complete_form_shows_what_will_be_asked() -> None:
    ana = owner()
    order = sent_order(ana)
    shown = _preview(order, ana, typed(order), draft=ready_draft(order, ana.actor))
    assert shown.faults == []
    assert shown.opening and shown.opening.asked == 1251
    assert shown.ceiling == Parts(1000, 200, 50, 1)
    assert [need.name for need in shown.needed] == ["complaint", "product", "parcel"]
    assert shown.lacking == ()


def test_an_empty_form_says_all_that_it_needs_at_once() -> None:
    ana = owner()
    shown = _preview(sent_order(ana), ana, Typed())
    assert _codes(shown) == ["dispute.nothing_chosen", "dispute.reason_missing", "dispute.wish_missing"]
    assert (shown.opening, shown.ceiling, shown.needed) == (None, Parts(), ())


def test_every_fault_of_a_filled_form_is_told_at_once() -> None:
    ana = owner()
    order = sent_order(ana)
    shown = _preview(order, ana, typed(order, amount="100", buyer_email=""))
    assert _codes(shown) == [
        "dispute.above_ceiling",
        "dispute.evidence_missing",
        "dispute.buyer_address_missing",
        "dispute.address_not_shown",
    ]


def test_the_ceiling_follows_the_quantity_before_anything_else_is_chosen() -> None:
    ana = owner()
    order = sent_order(ana)
    line = str(order.lines.get(position=1).id)
    assert _preview(order, ana, Typed(quantities={line: "1"})).ceiling.total == 625
    assert _preview(order, ana, Typed(quantities={line: "3"})).ceiling.total == 1878
    assert _preview(order, ana, Typed(quantities={line: "9"})).ceiling.total == 1878
    assert _preview(order, ana, Typed(quantities={line: "many"})).ceiling.total == 0


def test_types_and_operations_that_do_not_fit_say_why() -> None:
    ana = owner()
    unsent = _preview(take(ana.account_id), ana, Typed(reason="order_cancellation"), verified=False)
    blocked = {reason: refusal.words() for reason, refusal in unsent.reasons.items() if refusal}
    assert set(Reason) - set(blocked) == {Reason.ORDER_CANCELLATION, Reason.DELAYED}
    assert blocked[Reason.DAMAGED] == "“Damaged” does not apply to an order that is pending."
    codes = {wish: refusal and refusal.code for wish, refusal in unsent.wishes.items()}
    assert codes == {
        Wish.REFUND_WALLET: None,
        Wish.REFUND_ORIGINAL: "dispute.address_unverified",
        Wish.RESEND: "dispute.resend_not_for_reason",
    }


def test_an_order_paid_outside_or_without_a_charge_is_refunded_less_freely() -> None:
    ana = owner()
    outside = _preview(sent_order(ana), ana, Typed())
    assert outside.wishes[Wish.REFUND_ORIGINAL] is not None
    assert outside.wishes[Wish.REFUND_ORIGINAL].code == "dispute.paid_outside"

    unknown = sent_order(ana, number="A-1002")
    Order.objects.filter(id=unknown.id).update(charged_known=False)
    wishes = _preview(unknown, ana, Typed()).wishes
    assert {wish: refusal and refusal.code for wish, refusal in wishes.items()} == {
        Wish.REFUND_WALLET: "dispute.charged_unknown",
        Wish.REFUND_ORIGINAL: "dispute.charged_unknown",
        Wish.RESEND: None,
    }


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"stage": Stage.CLOSED}, "order.closed"),
        ({"payment_state": PaymentState.UNPAID, "paid_at": None}, "order.unpaid"),
    ],
)
def test_an_order_that_cannot_be_disputed_says_why_and_offers_nothing(changes: dict[str, object], code: str) -> None:
    ana = owner()
    shown = _preview(take(ana.account_id, **changes), ana, Typed())
    assert shown.why_not is not None
    assert (shown.why_not.code, _codes(shown), shown.reasons, shown.wishes) == (code, [code], {}, {})


def test_another_accounts_order_is_as_good_as_absent() -> None:
    order = sent_order(owner())
    with pytest.raises(OrderUnseen):
        _preview(order, owner(), Typed())


def test_an_address_that_is_no_longer_verified_stands_in_the_way_as_confirm_will_say() -> None:
    ana = owner()
    order = sent_order(ana, payments=(PAYMENT,))
    form, draft = typed(order, wish="refund_original"), ready_draft(order, ana.actor)
    assert _codes(_preview(order, ana, form, draft=draft)) == []
    assert _codes(_preview(order, ana, form, draft=draft, verified=False)) == ["dispute.address_unverified"]


@pytest.mark.parametrize("refunded", [0, 2504])
def test_what_was_paid_where_nobody_can_refund_from_here_goes_to_the_balance(refunded: int) -> None:
    """Unless nothing is left there: then the payments that are left say how it may go back."""
    ana = owner()
    order = sent_order(ana, payments=(replace(PAYMENT, provider="bogus"), PAYMENT))
    Payment.objects.filter(provider="bogus").update(refunded=refunded)
    form, given = typed(order, wish="refund_original"), ready_draft(order, ana.actor)
    shown = _preview(order, ana, form, draft=given)
    refusal = shown.wishes[Wish.REFUND_ORIGINAL]
    if refunded:
        assert (refusal, _codes(shown)) == (None, [])
        return
    assert isinstance(refusal, PaidElsewhere)
    assert refusal.facts == {"number": "A-1001", "provider": "bogus"}
    assert shown.wishes[Wish.REFUND_WALLET] is None
    assert _codes(shown) == ["dispute.paid_elsewhere"]
