"""A Stripe of our own: it keeps keys, enforces ceilings, changes its mind later, and tells of it by signed events.

Stands behind `simulated.SimulatedHouse`, so that the real SDK is driven over real HTTP. Its objects have the fields
that we read or that tests look at, shaped as Stripe publishes them.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias

import stripe

from amends.gateways.payments.simulated import Answered, Asked
from amends.gateways.payments.stripe.simulator_books import Books, Refused
from amends.gateways.payments.stripe.simulator_form import fields_of, read_ask

Signed: TypeAlias = tuple[bytes, Mapping[str, str]]
"""A message's body and headers, as an inbound door gets them."""

SECRET_KEY = "sk_test_simulated"  # noqa: S105 - of a house that we are
WEBHOOK_SECRET = "whsec_simulated"  # noqa: S105


class StripeHouse(Books):
    """The house: what Stripe's API answers, on top of its books.

    Results are kept under their idempotency keys, refusals and own errors included, until `forget_keys`.
    """

    def __init__(self, *, now: datetime) -> None:
        super().__init__(now=int(now.timestamp()))
        self._kept: dict[str, tuple[str, Answered]] = {}
        self._breaks: list[bool] = []

    def break_next(self, *, done: bool) -> None:
        """The next request with a key ends in an error of the house's own, before or after it was carried out."""
        self._breaks.append(done)

    def forget_keys(self) -> None:
        """A day passes."""
        self._kept.clear()

    def signed(self, event: Mapping[str, Any], *, at: datetime) -> Signed:
        """The event as a message, signed at that time."""
        body = json.dumps(event)
        header = stripe.WebhookSignature.generate_signature_header(body, WEBHOOK_SECRET, int(at.timestamp()))
        return body.encode(), {"stripe-signature": header, "content-type": "application/json"}

    def news(self, *, at: datetime) -> Iterator[Signed]:
        """Every event so far as a message, in their order."""
        for event in self.events:
            yield self.signed(event, at=at)

    def answer(self, asked: Asked) -> Answered:
        """Answers one request, as `simulated.SimulatedHouse` wants it."""
        if asked.headers.get("authorization") != f"Bearer {SECRET_KEY}":
            return _said(401, {"error": {"type": "invalid_request_error", "message": "Invalid API Key provided"}})
        key = asked.headers.get("idempotency-key") if asked.method == "POST" else None
        if key is None:
            return self._carry_out(asked)
        print_of = f"{asked.path} {asked.body!r}"
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = (print_of, self._first_answer(asked))
        elif kept[0] != print_of:
            words = "Keys for idempotent requests can only be used with the same parameters they were first used with."
            return _said(400, {"error": {"type": "idempotency_error", "message": words}})
        return kept[1]

    def _first_answer(self, asked: Asked) -> Answered:
        if not self._breaks:
            return self._carry_out(asked)
        if self._breaks.pop(0):
            self._carry_out(asked)
        return _said(500, {"error": {"type": "api_error", "message": "An unknown error occurred"}})

    def _carry_out(self, asked: Asked) -> Answered:
        ask = read_ask(asked)
        try:
            return _said(200, self._route(asked.method, ask.path, ask.fields))
        except Refused as refused:
            error = {"type": "invalid_request_error", "message": str(refused), "code": refused.code}
            return _said(refused.status, {"error": {name: value for name, value in error.items() if value}})

    def _route(self, method: str, path: tuple[str, ...], fields: dict[str, Any]) -> Mapping[str, Any]:
        match (method, *path):
            case ("POST", "refunds"):
                return self.make_refund(fields)
            case ("POST", "checkout", "sessions"):
                return self.make_session(fields)
            case ("GET", *_, kind, str(ref)) if kind in self.kinds:
                return self.expanded(self.thing(ref), fields)
            case ("GET", *_, str(kind)) if kind in self.kinds:
                return self._page(kind, fields)
        raise Refused("resource_missing", f"Unrecognized request URL ({method}: {'/'.join(path)})", status=404)

    def _page(self, kind: str, fields: dict[str, Any]) -> Mapping[str, Any]:
        """A page of a list, latest first, after the object that `starting_after` names."""
        found = [one for one in reversed(self.kinds[kind].values()) if fields_of(fields, one)]
        after, limit = fields.get("starting_after"), int(fields.get("limit", 10))
        start = next((at for at, one in enumerate(found, start=1) if one["id"] == after), 0)
        page = [self.expanded(one, fields, inside="data.") for one in found[start : start + limit]]
        more = len(found) > start + limit
        return {"object": "list", "url": f"/v1/{kind}", "has_more": more, "data": page}


def _said(status: int, words: Mapping[str, Any]) -> Answered:
    return Answered(status, json.dumps(words).encode(), {"Request-Id": "req_simulated"})
