"""Endpoints, secrets and deliveries as the API answers with them."""

from datetime import datetime
from typing import Any

from amends.core.webhooks.signing import written
from amends.records.webhooks.models import Attempt, Delivery, Endpoint, Secret
from amends.records.webhooks.secrets import secret_of


def endpoint_answer(endpoint: Endpoint) -> dict[str, Any]:
    """Without its secrets."""
    told = _columns(endpoint, "id url events description style topic made_at failing_since disabled_at")
    return told | {"disabled_why": endpoint.disabled_why or None}


def secret_answer(secret: Secret) -> dict[str, Any]:
    """The secret itself."""
    return {"secret": written(secret_of(secret.id)), **_columns(secret, "made_at ends_at")}


def delivery_answer(delivery: Delivery) -> dict[str, Any]:
    """With every attempt."""
    told = _columns(delivery, "id event_id number state tries next_try_at made_at done_at")
    attempts = [_columns(one, "at status failure milliseconds excerpt") for one in delivery.attempts.all()]
    return told | {"endpoint": delivery.endpoint_id, "type": delivery.code, "attempts": attempts}


def _columns(row: Endpoint | Secret | Delivery | Attempt, names: str) -> dict[str, Any]:
    """Those columns; instants by ISO 8601."""
    values = {name: getattr(row, name) for name in names.split()}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}
