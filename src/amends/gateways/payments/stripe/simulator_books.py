"""The simulated Stripe's books: payments and what becomes of their money."""

from collections.abc import Mapping
from itertools import count
from typing import Any, TypeAlias

from amends.gateways.payments.stripe import simulator_shapes as shapes

Thing: TypeAlias = dict[str, Any]

DISPUTE_FEE = 1500
_NUMBERS = count(1)
"""No two houses of a process name two things alike."""

_OPEN = {
    *("needs_response", "under_review", "appeal_needs_response", "appeal_under_review"),
    *("warning_needs_response", "warning_under_review"),
}


class Refused(Exception):
    """A request the house turns down, with Stripe's code for it (some have none)."""

    def __init__(self, code: str, words: str, *, status: int = 400) -> None:
        super().__init__(words)
        self.code, self.status = code, status


class Books:
    """What the house keeps, by kind and name. `now` is its clock, seconds since 1970: set it to let time pass.

    Every change adds an event to `events`. `refunds_begin` is the status a refund has at first.
    """

    def __init__(self, *, now: int) -> None:
        self.now = now
        self.refunds_begin = "succeeded"
        self.events: list[Thing] = []
        names = ("payment_intents", "charges", "refunds", "disputes", "early_fraud_warnings", "sessions")
        self.kinds: dict[str, dict[str, Thing]] = {name: {} for name in (*names, "balance_transactions")}

    def pay(self, amount: int, currency: str = "usd", *, metadata: Mapping[str, str] | None = None) -> str:
        """Somebody pays; the payment intent's name."""
        intent, charge = self._name("pi"), self._name("ch")
        given = dict(metadata or {})
        line = self._move(charge, "charge", amount, currency)
        paid: Thing = {"amount": amount, "currency": currency, "metadata": given, "now": self.now}
        self.kinds["charges"][charge] = shapes.charge(charge, payment=intent, line=line, **paid)
        self.kinds["payment_intents"][intent] = shapes.intent(intent, charge=charge, **paid)
        return intent

    def make_refund(self, fields: Mapping[str, Any]) -> Thing:
        """A refund as the API is asked for one. Raises Refused above the ceiling and while the charge is disputed."""
        charge = self._charge_of(fields.get("payment_intent") or fields.get("charge") or "")
        left = charge["amount_captured"] - charge["amount_refunded"]
        amount = int(fields.get("amount", left))
        if any(one["charge"] == charge["id"] and one["status"] in _OPEN for one in self.kinds["disputes"].values()):
            raise Refused("charge_disputed", f"Charge {charge['id']} has been charged back; cannot issue a refund.")
        if not left:
            raise Refused("charge_already_refunded", f"Charge {charge['id']} has already been refunded.")
        if amount > left:
            raise Refused("", f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})")
        name = self._name("re")
        line = self._move(name, "refund", -amount, charge["currency"])
        given = {"amount": amount, "metadata": fields.get("metadata", {}), "status": self.refunds_begin}
        refund = shapes.refund(name, charge, line=line, now=self.now, **given)
        self.kinds["refunds"][name] = refund
        charge["amount_refunded"] += amount
        self._tell("refund.created", refund)
        return refund

    def move_refund(self, name: str, status: str, *, reason: str = "") -> None:
        """A refund succeeds, or fails and its money comes back, also long after it succeeded."""
        refund = self.kinds["refunds"][name]
        refund["status"] = status
        if status == "failed":
            back = self._move(name, "refund_failure", refund["amount"], refund["currency"])
            refund |= {"failure_reason": reason or "unknown", "failure_balance_transaction": back}
            self._charge_of(refund["charge"])["amount_refunded"] -= refund["amount"]
            self._tell("refund.failed", refund)
        self._tell("refund.updated", refund)

    def open_dispute(self, payment: str, amount: int | None = None, *, status: str = "needs_response") -> str:
        """The buyer's bank takes the money back, or only asks (`warning_…`); the dispute's name."""
        charge, name = self._charge_of(payment), self._name("du")
        claimed = charge["amount"] if amount is None else amount
        dispute = shapes.dispute(name, charge, claimed, status, self.now)
        self.kinds["disputes"][name] = dispute
        charge["disputed"] = True
        self._tell("charge.dispute.created", dispute)
        if not status.startswith("warning_"):
            self._take(dispute, -claimed, DISPUTE_FEE, "charge.dispute.funds_withdrawn")
        return name

    def move_dispute(self, name: str, status: str) -> None:
        """A dispute goes on, or ends; a won one brings the money back, its fee stays gone.

        A chargeback is prevented by giving the money to the buyer, who then has no reason for one.
        """
        dispute = self.kinds["disputes"][name]
        taken = bool(dispute["balance_transactions"])
        dispute["status"] = status
        self._tell("charge.dispute.updated" if status in _OPEN else "charge.dispute.closed", dispute)
        if status in ("needs_response", "lost", "prevented") and not taken:
            self._take(dispute, -dispute["amount"], DISPUTE_FEE, "charge.dispute.funds_withdrawn")
        if status == "won" and taken:
            self._take(dispute, dispute["amount"], 0, "charge.dispute.funds_reinstated")

    def warn(self, payment: str) -> str:
        """The card scheme suspects fraud; the warning's name."""
        charge, name = self._charge_of(payment), self._name("issfr")
        self.kinds["early_fraud_warnings"][name] = shapes.warning(name, charge, self.now)
        self._tell("radar.early_fraud_warning.created", self.kinds["early_fraud_warnings"][name])
        return name

    def make_session(self, fields: Mapping[str, Any]) -> Thing:
        """A checkout session as the API is asked for one."""
        price = fields["line_items"]["0"]["price_data"]
        if int(price["unit_amount"]) < 50:
            raise Refused("amount_too_small", "The Checkout Session's total amount due must add up to at least $0.50")
        name = self._name("cs_test")
        self.kinds["sessions"][name] = shapes.session(name, fields, price, self.now)
        return self.kinds["sessions"][name]

    def pay_session(self, name: str, *, late: str = "") -> None:
        """Somebody pays on the page. `late` is for slow methods: ``pending`` now, later ``paid`` or ``failed``."""
        session = self.kinds["sessions"][name]
        session["status"] = "complete"
        intent = session["payment_intent"] or self.pay(
            session["amount_total"], session["currency"], metadata=session["metadata"]
        )
        session["payment_intent"] = intent
        if late == "failed":
            words = {"type": "invalid_request_error", "message": "The customer's bank account has been closed."}
            self.kinds["payment_intents"][intent] |= {"status": "requires_payment_method", "last_payment_error": words}
        elif late == "pending":
            self.kinds["payment_intents"][intent]["status"] = "processing"
        else:
            self.kinds["payment_intents"][intent]["status"] = "succeeded"
            session["payment_status"] = "paid"
        kinds = {"paid": "async_payment_succeeded", "failed": "async_payment_failed"}
        self._tell(f"checkout.session.{kinds.get(late, 'completed')}", session)

    def expire_session(self, name: str) -> None:
        """Nobody paid in time."""
        self.kinds["sessions"][name]["status"] = "expired"
        self._tell("checkout.session.expired", self.kinds["sessions"][name])

    def thing(self, name: str) -> Thing:
        """The object of that name. Raises Refused."""
        for things in self.kinds.values():
            if name in things:
                return things[name]
        raise Refused("resource_missing", f"No such object: '{name}'", status=404)

    def expanded(self, thing: Thing, fields: Mapping[str, Any], *, inside: str = "") -> Thing:
        """The object with the names that `expand` lists replaced by what they name."""
        wanted = [path.removeprefix(inside) for path in fields.get("expand", {}).values()]
        return {**thing, **{name: self.thing(thing[name]) for name in wanted if thing.get(name)}}

    def refunded(self, payment: str) -> list[int]:
        """What went back of a payment and did not fail, refund by refund: what tests are about."""
        refunds = [one for one in self.kinds["refunds"].values() if payment in (one["payment_intent"], one["charge"])]
        return [one["amount"] for one in refunds if one["status"] not in ("failed", "canceled")]

    def _charge_of(self, payment: str) -> Thing:
        thing = self.thing(payment)
        return self.thing(thing["latest_charge"]) if thing["object"] == "payment_intent" else thing

    def _take(self, dispute: Thing, amount: int, fee: int, kind: str) -> None:
        line = self._move(dispute["id"], "dispute", amount, dispute["currency"], fee=fee)
        dispute["balance_transactions"].append(self.thing(line))
        self._tell(kind, dispute)

    def _move(self, source: str, category: str, amount: int, currency: str, *, fee: int = 0) -> str:
        name = self._name("txn")
        moved: Thing = {"amount": amount, "fee": fee, "currency": currency, "now": self.now}
        line = shapes.balance_transaction(name, source=source, category=category, **moved)
        self.kinds["balance_transactions"][name] = line
        return name

    def _tell(self, kind: str, thing: Thing) -> None:
        self.now += 1
        self.events.append(shapes.event(self._name("evt"), kind, thing, self.now))

    def _name(self, start: str) -> str:
        return f"{start}_{next(_NUMBERS):024}"
