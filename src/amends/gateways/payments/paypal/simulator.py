"""A PayPal of our own, for tests: keeps its keys, enforces its ceilings, sends its news.

Put it behind `SimulatedHouse(PayPalHouse(...).answer)`. What a buyer, the bank or PayPal's staff do are methods of
`PayPalHouse`; each puts the events it causes into `sent`, and who delivers them, how often and in which order is the
test's affair.
"""

import base64
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import parse_qs, urlsplit

from amends.gateways.payments.paypal.simulated_acts import Acts
from amends.gateways.payments.paypal.simulated_book import UNDIVIDED, Captured, Line, Ordered
from amends.gateways.payments.paypal.simulated_errors import No, no
from amends.gateways.payments.simulated import Answered, Asked

Told = dict[str, Any]
_ID = r"([A-Z0-9-]+)"
_KEYS_LIVE = {"refund": timedelta(days=45), "order": timedelta(hours=6), "capture": timedelta(hours=6)}


class PayPalHouse(Acts):
    """One business account. `clock` is PayPal's own; `forgets` makes it forget keys once their life is over."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        client_id: str = "client",
        secret: str = "secret",  # noqa: S107 - of a house that keeps no money
        webhook_id: str = "1JE4291016473214C",
        page_size: int = 500,
    ) -> None:
        super().__init__(clock=clock, webhook_id=webhook_id)
        self.refunds_are = "COMPLETED"
        self.forgets, self.tokens = True, 0
        self._client, self._page_size = (client_id, secret), page_size
        self._good: set[str] = set()
        self._kept: dict[tuple[str, str], tuple[datetime, bytes, Callable[[], Told]]] = {}
        self._doors: list[tuple[str, str, Callable[..., tuple[int, Told]]]] = [
            ("POST", "/v2/checkout/orders", self._order),
            ("GET", f"/v2/checkout/orders/{_ID}", lambda _, at: (200, self._find(self.orders, at).shown())),
            ("POST", f"/v2/checkout/orders/{_ID}/capture", self._capture),
            ("GET", f"/v2/payments/captures/{_ID}", lambda _, at: (200, self._find(self.captures, at).shown_alone())),
            ("POST", f"/v2/payments/captures/{_ID}/refund", self._refund),
            ("GET", f"/v2/payments/refunds/{_ID}", lambda _, at: (200, self._find(self.refunds, at).shown())),
            ("GET", "/v1/customer/disputes", self._list_disputes),
            ("GET", f"/v1/customer/disputes/{_ID}", lambda _, at: (200, self._find(self.disputes, at).shown())),
            ("POST", "/v1/notifications/verify-webhook-signature", self._verify),
            ("GET", "/v1/reporting/transactions", self._report),
        ]

    def answer(self, asked: Asked) -> Answered:
        """The answer to one request."""
        try:
            status, told = self._open(asked)
        except No as refused:
            status, told = refused.status, refused.told
        return Answered(status, json.dumps(told).encode())

    def end_tokens(self) -> None:
        """Every token so far is good no more."""
        self._good.clear()

    def _open(self, asked: Asked) -> tuple[int, Told]:
        path = urlsplit(asked.path).path
        if (asked.method, path) == ("POST", "/v1/oauth2/token"):
            return self._token(asked)
        if asked.headers.get("authorization", "").removeprefix("Bearer ") not in self._good:
            raise no(
                401, "AUTHENTICATION_FAILURE", "INVALID_ACCOUNT_STATUS", "Account validations failed for the user."
            )
        for method, pattern, door in self._doors:
            found = re.fullmatch(pattern, path)
            if found and method == asked.method:
                return door(asked, *found.groups())
        raise no(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")

    def _token(self, asked: Asked) -> tuple[int, Told]:
        given = base64.b64decode(asked.headers.get("authorization", "").removeprefix("Basic ")).decode()
        if given != ":".join(self._client):
            return 401, {"error": "invalid_client", "error_description": "Client Authentication failed"}
        self.tokens += 1
        token = f"A21AA{self.tokens:06d}"
        self._good.add(token)
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 32400, "scope": ""}

    def _once(self, what: str, asked: Asked, do: Callable[[Told], Callable[[], Told]]) -> tuple[bool, Told]:
        """Does it once for its key; (whether it was done now, how it stands now)."""
        key = (what, asked.headers.get("paypal-request-id", ""))
        if self.forgets:
            self._kept = {one: kept for one, kept in self._kept.items() if self.clock() < kept[0] + _KEYS_LIVE[one[0]]}
        if key[1] and key in self._kept:
            _, body, shown = self._kept[key]
            if body != asked.body:
                raise no(422, "UNPROCESSABLE_ENTITY", "PAYPAL_REQUEST_ID_PREVIOUSLY_USED")
            return False, shown()
        shown = do(json.loads(asked.body or b"{}"))
        self._kept[key] = (self.clock(), asked.body, shown)
        return True, shown()

    def _refund(self, asked: Asked, at: str) -> tuple[int, Told]:
        capture: Captured = self._find(self.captures, at)

        def do(ask: Told) -> Callable[[], Told]:
            left = capture.amount - capture.refunded
            amount = self._amount(ask["amount"], capture.currency) if "amount" in ask else left
            self._check(capture, amount, left)
            made = self.refund_made(capture, amount, custom_id=ask.get("custom_id", ""), status=self.refunds_are)
            return made.shown

        return 201, self._once("refund", asked, do)[1]

    @staticmethod
    def _check(capture: Captured, amount: Decimal, left: Decimal) -> None:
        if capture.refusal:
            raise no(422, "UNPROCESSABLE_ENTITY", capture.refusal)
        if not left:
            raise no(422, "UNPROCESSABLE_ENTITY", "CAPTURE_FULLY_REFUNDED")
        if amount > left:
            raise no(422, "UNPROCESSABLE_ENTITY", "REFUND_AMOUNT_EXCEEDED")

    @staticmethod
    def _amount(told: Told, currency: str) -> Decimal:
        try:
            amount = Decimal(told["value"])
        except InvalidOperation:
            raise no(400, "INVALID_REQUEST", "INVALID_PARAMETER_SYNTAX") from None
        if told["currency_code"] != currency:
            raise no(422, "UNPROCESSABLE_ENTITY", "REFUND_CAPTURE_CURRENCY_MISMATCH")
        if currency in UNDIVIDED and "." in told["value"]:
            raise no(422, "UNPROCESSABLE_ENTITY", "DECIMALS_NOT_SUPPORTED")
        if amount != amount.quantize(Decimal("0.01")):
            raise no(422, "UNPROCESSABLE_ENTITY", "DECIMAL_PRECISION")
        if amount <= 0:
            raise no(422, "UNPROCESSABLE_ENTITY", "CANNOT_BE_ZERO_OR_NEGATIVE")
        return amount

    def _order(self, asked: Asked) -> tuple[int, Told]:
        def do(ask: Told) -> Callable[[], Told]:
            unit = ask["purchase_units"][0]
            currency = unit["amount"]["currency_code"]
            amount = self._amount(unit["amount"], currency)
            made = Ordered(self.name("5O"), amount, currency, unit.get("custom_id", ""), self.clock())
            self.orders[made.id] = made
            return made.shown

        new, told = self._once("order", asked, do)
        return 201 if new else 200, told

    def _capture(self, asked: Asked, at: str) -> tuple[int, Told]:
        order: Ordered = self._find(self.orders, at)

        def do(_: Told) -> Callable[[], Told]:
            if order.capture:
                raise no(422, "UNPROCESSABLE_ENTITY", "ORDER_ALREADY_CAPTURED")
            if order.status != "APPROVED":
                raise no(422, "UNPROCESSABLE_ENTITY", "ORDER_NOT_APPROVED")
            self.captured(order)
            return order.shown

        new, told = self._once("capture", asked, do)
        return 201 if new else 200, told

    def _list_disputes(self, asked: Asked) -> tuple[int, Told]:
        about = parse_qs(urlsplit(asked.path).query).get("disputed_transaction_id", [""])[0]
        found = [one.shown_short() for one in self.disputes.values() if about in ("", one.capture.id)]
        return 200, {"items": found} if found else {}

    def _verify(self, asked: Asked) -> tuple[int, Told]:
        return 200, {"verification_status": "SUCCESS" if self.signer.verified(asked.body) else "FAILURE"}

    def _report(self, asked: Asked) -> tuple[int, Told]:
        given = {name: values[0] for name, values in parse_qs(urlsplit(asked.path).query).items()}
        since, until = (datetime.fromisoformat(given[name]) for name in ("start_date", "end_date"))
        if until - since > timedelta(days=31):
            raise no(400, "INVALID_REQUEST", "INVALID_DATE_RANGE", "Date range is greater than 31 days")
        lines: list[Line] = [one for one in self.lines if since <= one.at <= until]
        size, page = min(int(given.get("page_size", 100)), self._page_size), int(given.get("page", 1))
        told = [one.shown() for one in lines[(page - 1) * size : page * size]]
        pages = -(-len(lines) // size)
        return 200, {"transaction_details": told, "page": page, "total_items": len(lines), "total_pages": pages}

    @staticmethod
    def _find(book: dict[str, Any], at: str) -> Any:
        if at not in book:
            raise no(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")
        return book[at]
