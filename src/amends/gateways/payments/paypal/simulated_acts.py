"""What others do at the simulated PayPal: buyers who pay and dispute, the bank, PayPal's staff, somebody by hand."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from amends.gateways.payments.paypal.simulated_book import (
    Captured,
    Disputed,
    Line,
    Ordered,
    Refunded,
    amount_text,
    at_text,
)
from amends.gateways.payments.paypal.simulated_news import Sent, Signer

_REFUSES = {"INQUIRY": "TRANSACTION_DISPUTED"}


class Acts:
    """The books, and the acts that change them past our requests. `sent` holds every event, in order."""

    def __init__(self, *, clock: Callable[[], datetime], webhook_id: str) -> None:
        self.clock, self.signer, self.sent = clock, Signer(webhook_id), list[Sent]()
        self.orders, self.captures, self.refunds = dict[str, Ordered](), dict[str, Captured](), dict[str, Refunded]()
        self.disputes, self.lines = dict[str, Disputed](), list[Line]()
        self._named = 0

    def name(self, prefix: str) -> str:
        """A new name of PayPal's kind, 17 signs."""
        self._named += 1
        return f"{prefix}{self._named:0{17 - len(prefix)}d}"

    def paid(self, amount: str, currency: str = "USD", *, custom_id: str = "", fee: str = "0") -> Captured:
        """A payment that a buyer made through somebody's checkout."""
        order = Ordered(self.name("5O"), Decimal(amount), currency, custom_id, self.clock(), status="APPROVED")
        self.orders[order.id] = order
        return self.captured(order, fee=fee)

    def approve(self, order_id: str) -> None:
        """The buyer agrees to pay an order."""
        self.orders[order_id].status = "APPROVED"
        self._tell("CHECKOUT.ORDER.APPROVED", "checkout-order", self.orders[order_id].shown())

    def captured(self, order: Ordered, *, fee: str = "0") -> Captured:
        """The order's money is taken."""
        made = Captured(self.name("2C"), order.id, order.amount, order.currency, order.custom_id, self.clock())
        order.capture, order.status, self.captures[made.id] = made, "COMPLETED", made
        self.lines.append(
            Line(made.id, "T0006", made.amount, Decimal(fee), made.currency, made.at, custom=made.custom_id)
        )
        self._tell("PAYMENT.CAPTURE.COMPLETED", "capture", made.shown_alone())
        return made

    def decline(self, order_id: str) -> None:
        """The bank does not pay an approved order after all."""
        order = self.orders[order_id]
        order.capture = Captured(
            self.name("2C"), order.id, order.amount, order.currency, order.custom_id, self.clock(), status="DECLINED"
        )
        order.status = "COMPLETED"
        self._tell("PAYMENT.CAPTURE.DENIED", "capture", order.capture.shown_alone())

    def refund_made(
        self, capture: Captured, amount: Decimal, *, custom_id: str = "", status: str = "COMPLETED"
    ) -> Refunded:
        """A refund is made: by a request, or by hand on PayPal's page."""
        made = Refunded(self.name("1R"), capture, amount, custom_id, status, self.clock(), self.clock())
        capture.refunds.append(made)
        self.refunds[made.id] = made
        self._tell_refund(made)
        return made

    def refund_ends(self, refund_id: str, status: str) -> None:
        """A pending refund is completed or fails; one that was completed may fail as well, and its money comes back."""
        made = self.refunds[refund_id]
        if made.status == "COMPLETED":
            self._book(self.name("1F"), "T1100", made.amount, made.capture, made.custom_id)
        made.status, made.updated_at = status, self.clock()
        self._tell_refund(made)

    def dispute(
        self,
        capture: Captured,
        amount: str,
        *,
        stage: str = "INQUIRY",
        channel: str = "INTERNAL",
        reason: str = "MERCHANDISE_OR_SERVICE_NOT_RECEIVED",
        shows: bool = True,
    ) -> Disputed:
        """A buyer disputes a payment; anything past an inquiry takes the money at once, and `shows` it at once."""
        now = self.clock()
        made = Disputed(
            id=self.name("PP-D-"),
            capture=capture,
            amount=Decimal(amount),
            reason=reason,
            stage=stage,
            channel=channel,
            status="OPEN" if stage == "INQUIRY" else "WAITING_FOR_SELLER_RESPONSE",
            opened_at=now,
            updated_at=now,
            respond_by=now + timedelta(days=10),
        )
        capture.refusal = _REFUSES.get(stage, "REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK")
        self.disputes[made.id] = made
        if shows and stage != "INQUIRY" and channel != "ALERT":
            self._move(made, "DEBIT", made.amount)
        self._tell("CUSTOMER.DISPUTE.CREATED", "dispute", made.shown())
        return made

    def escalate(self, dispute: Disputed) -> None:
        """The inquiry becomes a claim: PayPal takes the money until it has decided."""
        dispute.stage, dispute.status = "CHARGEBACK", "UNDER_REVIEW"
        dispute.capture.refusal = "REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK"
        self._move(dispute, "DEBIT", dispute.amount)
        self._tell("CUSTOMER.DISPUTE.UPDATED", "dispute", dispute.shown())

    def show_taken(self, dispute: Disputed) -> None:
        """What a dispute took stands in it by now; the account's line is the reversal's."""
        self._move(dispute, "DEBIT", dispute.amount, line=False)
        self._tell("CUSTOMER.DISPUTE.UPDATED", "dispute", dispute.shown())

    def resolve(
        self,
        dispute: Disputed,
        outcome: str,
        *,
        takes: str = "0",
        gives_back: bool = False,
        fee: str = "0",
        refunded: str = "0",
    ) -> None:
        """PayPal decides: it `takes` what it had not, or `gives_back` what it had, keeps `fee`, says what it

        `refunded` to the buyer.
        """
        dispute.status, dispute.outcome, dispute.capture.refusal = "RESOLVED", outcome, ""
        dispute.refunded = Decimal(refunded)
        if Decimal(fee):
            self._move(dispute, "DEBIT", Decimal(fee), reason="DISPUTE_FEE")
        if Decimal(takes):
            self._move(dispute, "DEBIT", Decimal(takes))
        if gives_back:
            self._move(dispute, "CREDIT", dispute.amount)
        dispute.updated_at = self.clock()
        self._tell("CUSTOMER.DISPUTE.RESOLVED", "dispute", dispute.shown())

    def accept(self, dispute: Disputed) -> Refunded:
        """Somebody accepts the claim on PayPal's page: the refund is made through the dispute, and both tell of it."""
        made = self.refund_made(dispute.capture, dispute.amount)
        self._move(dispute, "DEBIT", dispute.amount, line=False)
        self.resolve(dispute, "ACCEPTED", refunded=str(dispute.amount))
        return made

    def reverse(self, capture: Captured) -> Refunded:
        """PayPal reverses a whole payment."""
        now = self.clock()
        made = Refunded(self.name("1V"), capture, capture.amount - capture.refunded, "", "COMPLETED", now, now)
        capture.refunds.append(made)
        self._book(made.id, "T1106", -made.amount, capture)
        self._tell("PAYMENT.CAPTURE.REVERSED", "refund", made.shown())
        return made

    def _move(
        self, dispute: Disputed, kind: str, amount: Decimal, *, reason: str = "DISPUTE_SETTLEMENT", line: bool = True
    ) -> None:
        currency, now = dispute.capture.currency, self.clock()
        dispute.movements.append(
            {
                "affected_party": "SELLER",
                "amount": amount_text(amount, currency),
                "initiated_time": at_text(now),
                "type": kind,
                "reason": reason,
            }
        )
        dispute.updated_at = now
        if line:
            code, moved = ("T1111", amount) if kind == "CREDIT" else ("T1110", -amount)
            self._book(self.name("8M"), code, moved, dispute.capture)

    def _book(self, at: str, code: str, amount: Decimal, capture: Captured, custom: str = "") -> None:
        self.lines.append(
            Line(at, code, amount, Decimal(0), capture.currency, self.clock(), about=capture.id, custom=custom)
        )

    def _tell_refund(self, made: Refunded) -> None:
        if made.status == "COMPLETED":
            self._book(made.id, "T1107", -made.amount, made.capture, made.custom_id)
        kinds = {"COMPLETED": "PAYMENT.CAPTURE.REFUNDED", "PENDING": "PAYMENT.REFUND.PENDING"}
        self._tell(kinds.get(made.status, "PAYMENT.REFUND.FAILED"), "refund", made.shown())

    def _tell(self, kind: str, resource_type: str, resource: dict[str, object]) -> None:
        self.sent.append(self.signer.event(kind, resource_type, resource, at=self.clock()))
