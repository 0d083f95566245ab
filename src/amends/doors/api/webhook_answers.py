"""Endpoints, secrets and deliveries as the API answers with them."""

from typing import Any

from amends.core.webhooks.signing import written
from amends.records.webhooks.models import Delivery, Endpoint, Secret
from amends.records.webhooks.secrets import secret_of


def endpoint_answer(endpoint: Endpoint) -> dict[str, Any]:
    """Without its secrets."""
    told = ("id", "url", "events", "description", "style", "made_at", "failing_since", "disabled_at")
    return {name: getattr(endpoint, name) for name in told} | {"disabled_why": endpoint.disabled_why or None}


def secret_answer(secret: Secret) -> dict[str, Any]:
    """The secret itself."""
    return {"secret": written(secret_of(secret.id)), "made_at": secret.made_at, "ends_at": secret.ends_at}


def delivery_answer(delivery: Delivery) -> dict[str, Any]:
    """With every attempt."""
    told = ("id", "event_id", "number", "state", "tries", "next_try_at", "made_at", "done_at")
    attempts = [
        {name: getattr(one, name) for name in ("at", "status", "failure", "milliseconds", "excerpt")}
        for one in delivery.attempts.all()
    ]
    return {name: getattr(delivery, name) for name in told} | {
        "endpoint": delivery.endpoint_id,
        "type": delivery.code,
        "attempts": attempts,
    }
