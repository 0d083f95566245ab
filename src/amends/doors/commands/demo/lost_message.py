"""A message of a payment house that is not set up in the demo: it came, and nobody could read it."""

import json
from datetime import datetime, timedelta

from amends.core.inbound.retrying import MOST_TRIES
from amends.records.inbound.models import InboundMessage
from amends.usecases.inbound.note_failure import NoteFailure, note_failure
from amends.usecases.inbound.receive_message import ReceiveMessage, receive_message

_EVENT = {
    "id": "evt_1QdemoWarning",
    "type": "radar.early_fraud_warning.created",
    "data": {"object": {"id": "issfr_1Qdemo", "object": "radar.early_fraud_warning"}},
}


def lose_message(*, now: datetime) -> None:
    """Keeps the message as of yesterday, tried until it was left to a person."""
    came = now - timedelta(hours=20)
    body = json.dumps(_EVENT).encode()
    ask = ReceiveMessage(provider="stripe", event_id=str(_EVENT["id"]), kind=str(_EVENT["type"]), body=body)
    if receive_message(ask=ask, now=came):
        message = InboundMessage.objects.get(provider=ask.provider, event_id=ask.event_id)
        for at in range(MOST_TRIES):
            failure = NoteFailure(message_id=message.id, failure="stripe is not set up here")
            note_failure(ask=failure, now=came + timedelta(minutes=30 * at))
