"""What the simulated PayPal keeps: orders, captures, refunds, disputes and account lines, and how it shows them.

Amounts are decimals here, by PayPal's rules and not by our gateway's code.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

API = "https://api-m.paypal.com"
UNDIVIDED = frozenset({"HUF", "JPY", "TWD"})


def at_text(at: datetime) -> str:
    """A moment as PayPal writes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def amount_text(amount: Decimal, currency: str) -> dict[str, str]:
    """An amount as PayPal writes it."""
    places = Decimal(1) if currency in UNDIVIDED else Decimal("0.01")
    return {"currency_code": currency, "value": str(amount.quantize(places))}


def link(rel: str, path: str, method: str = "GET") -> dict[str, str]:
    """A HATEOAS link."""
    return {"href": path if path.startswith("http") else API + path, "rel": rel, "method": method}


@dataclass
class Refunded:
    """A refund; it counts against the capture unless it failed."""

    id: str
    capture: "Captured"
    amount: Decimal
    custom_id: str
    status: str
    at: datetime
    updated_at: datetime

    def shown(self) -> dict[str, Any]:
        """The whole refund."""
        money = amount_text(self.amount, self.capture.currency)
        told: dict[str, Any] = {
            "id": self.id,
            "status": self.status,
            "amount": money,
            "seller_payable_breakdown": {
                "gross_amount": money,
                "paypal_fee": amount_text(Decimal(0), self.capture.currency),
                "net_amount": money,
                "total_refunded_amount": amount_text(self.capture.refunded, self.capture.currency),
            },
            "create_time": at_text(self.at),
            "update_time": at_text(self.updated_at),
            "links": [
                link("self", f"/v2/payments/refunds/{self.id}"),
                link("up", f"/v2/payments/captures/{self.capture.id}"),
            ],
        }
        if self.custom_id:
            told["custom_id"] = self.custom_id
        if self.status == "PENDING":
            told["status_details"] = {"reason": "ECHECK"}
        return told


@dataclass
class Captured:
    """A captured payment. `refusal` is the issue with which every refund of it is refused, if any."""

    id: str
    order_id: str
    amount: Decimal
    currency: str
    custom_id: str
    at: datetime
    status: str = "COMPLETED"
    refusal: str = ""
    refunds: list[Refunded] = field(default_factory=list)

    @property
    def refunded(self) -> Decimal:
        """What went back, or is about to."""
        return sum((one.amount for one in self.refunds if one.status in ("COMPLETED", "PENDING")), Decimal(0))

    def shown(self) -> dict[str, Any]:
        """The whole capture."""
        status = self.status
        if status == "COMPLETED" and self.refunded:
            status = "REFUNDED" if self.refunded == self.amount else "PARTIALLY_REFUNDED"
        money = amount_text(self.amount, self.currency)
        told: dict[str, Any] = {
            "id": self.id,
            "status": status,
            "amount": money,
            "final_capture": True,
            "seller_receivable_breakdown": {"gross_amount": money, "net_amount": money},
            "create_time": at_text(self.at),
            "update_time": at_text(self.at),
            "links": [
                link("self", f"/v2/payments/captures/{self.id}"),
                link("refund", f"/v2/payments/captures/{self.id}/refund", "POST"),
                link("up", f"/v2/checkout/orders/{self.order_id}"),
            ],
        }
        if self.custom_id:
            told["custom_id"] = self.custom_id
        return told

    def shown_alone(self) -> dict[str, Any]:
        """The capture as its own address shows it."""
        return {**self.shown(), "supplementary_data": {"related_ids": {"order_id": self.order_id}}}


@dataclass
class Ordered:
    """A checkout order with one purchase unit."""

    id: str
    amount: Decimal
    currency: str
    custom_id: str
    at: datetime
    status: str = "PAYER_ACTION_REQUIRED"
    capture: Captured | None = None

    def shown(self) -> dict[str, Any]:
        """The whole order."""
        unit: dict[str, Any] = {"reference_id": "default", "amount": amount_text(self.amount, self.currency)}
        if self.custom_id:
            unit["custom_id"] = self.custom_id
        if self.capture:
            unit["payments"] = {"captures": [self.capture.shown()]}
            if self.capture.refunds:
                unit["payments"]["refunds"] = [one.shown() for one in self.capture.refunds]
        links = [link("self", f"/v2/checkout/orders/{self.id}")]
        if self.status == "PAYER_ACTION_REQUIRED":
            links.append(link("payer-action", f"https://www.paypal.com/checkoutnow?token={self.id}"))
        return {
            "id": self.id,
            "intent": "CAPTURE",
            "status": self.status,
            "purchase_units": [unit],
            "create_time": at_text(self.at),
            "links": links,
        }


@dataclass
class Disputed:
    """A dispute about a capture, its outcome and the money it moved."""

    id: str
    capture: Captured
    amount: Decimal
    reason: str
    stage: str
    channel: str
    status: str
    opened_at: datetime
    updated_at: datetime
    respond_by: datetime
    outcome: str = ""
    refunded: Decimal = Decimal(0)
    movements: list[dict[str, Any]] = field(default_factory=list)

    def shown(self) -> dict[str, Any]:
        """The whole dispute."""
        told: dict[str, Any] = {
            "dispute_id": self.id,
            "create_time": at_text(self.opened_at),
            "update_time": at_text(self.updated_at),
            "disputed_transactions": [
                {
                    "seller_transaction_id": self.capture.id,
                    "create_time": at_text(self.capture.at),
                    "transaction_status": "COMPLETED",
                    "gross_amount": amount_text(self.capture.amount, self.capture.currency),
                }
            ],
            "reason": self.reason,
            "status": self.status,
            "dispute_amount": amount_text(self.amount, self.capture.currency),
            "dispute_life_cycle_stage": self.stage,
            "dispute_channel": self.channel,
            "links": [link("self", f"/v1/customer/disputes/{self.id}")],
        }
        if self.status != "RESOLVED":
            told["seller_response_due_date"] = at_text(self.respond_by)
        if self.outcome:
            told["dispute_outcome"] = {"outcome_code": self.outcome}
            if self.refunded:
                told["dispute_outcome"]["amount_refunded"] = amount_text(self.refunded, self.capture.currency)
        if self.movements:
            told["money_movements"] = list(self.movements)
        return told

    def shown_short(self) -> dict[str, Any]:
        """The dispute as the list shows it."""
        whole = self.shown()
        names = "dispute_id create_time update_time reason status dispute_amount dispute_life_cycle_stage".split()
        return {name: whole[name] for name in [*names, "dispute_channel", "links"]}


@dataclass(frozen=True)
class Line:
    """A line of the account, as Transaction Search tells it."""

    id: str
    code: str
    amount: Decimal
    fee: Decimal
    currency: str
    at: datetime
    about: str = ""
    custom: str = ""

    def shown(self) -> dict[str, Any]:
        """The line with its fields."""
        info: dict[str, Any] = {
            "transaction_id": self.id,
            "transaction_event_code": self.code,
            "transaction_initiation_date": self.at.strftime("%Y-%m-%dT%H:%M:%S+0000"),
            "transaction_updated_date": self.at.strftime("%Y-%m-%dT%H:%M:%S+0000"),
            "transaction_amount": amount_text(self.amount, self.currency),
            "transaction_status": "S",
        }
        if self.fee:
            info["fee_amount"] = amount_text(-self.fee, self.currency)
        if self.about:
            info |= {"paypal_reference_id": self.about, "paypal_reference_id_type": "TXN"}
        if self.custom:
            info["custom_field"] = self.custom
        return {"transaction_info": info}
