"""What an endpoint may be, and who may have one."""

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from amends.core.access import Actor, Permission, Side, require
from amends.core.refusals import Refusal
from amends.core.webhooks.events import types_for

MOST_ENDPOINTS = 20
"""Of one account, beside those kept over CJ's API; the platform's own count together."""

MOST_SECRETS = 3
"""Active at once: whoever rotates again and again keeps the newest."""


class Style(StrEnum):
    """In which shape an endpoint is told: body and signature. Each has its rendering in the gateway.

    CJ's endpoints hear of one topic each and are kept over CJ's API.
    """

    STANDARD = "standard"
    CJ = "cj"


class Closed(StrEnum):
    """Why an endpoint is disabled."""

    ASKED = "asked"
    FAILING = "failing"
    GONE = "gone"


class DeliveryState(StrEnum):
    """Of one message to one endpoint: to be tried, taken in, or left."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


class EndpointUnseen(Refusal):
    """No such endpoint, or another account's."""

    code = "webhook.endpoint_unseen"
    sentence = "There is no such endpoint."
    kind = "unseen"


class DeliveryUnseen(Refusal):
    """No such delivery, or another account's."""

    code = "webhook.delivery_unseen"
    sentence = "There is no such delivery."
    kind = "unseen"


class DeliveryUnderWay(Refusal):
    """A call with it is open; whether another is needed is known when it has ended."""

    code = "webhook.delivery_under_way"
    sentence = "This message is being sent just now."


class EndpointDisabled(Refusal):
    """Nothing is sent there."""

    code = "webhook.endpoint_disabled"
    sentence = "This endpoint is disabled; enable it first."


class KeptOverCj(Refusal):
    """What an endpoint in CJ's style hears of and how it signs is not chosen here."""

    code = "webhook.kept_over_cj"
    sentence = "This endpoint is kept over CJ's API: it hears of the topic %(topic)s, and the openId signs."


class TooManyEndpoints(Refusal):
    """Each endpoint hears of everything: more of them are a mistake."""

    code = "webhook.too_many_endpoints"
    sentence = "There are %(most)s endpoints already; remove one first."


class UnknownEvent(Refusal):
    """Not a type of event that this endpoint can hear of."""

    code = "webhook.unknown_event"
    sentence = "There is no event %(event)s."
    kind = "invalid"
    field = "events"


_MANAGE = {
    Side.MERCHANT: Permission.MERCHANT_WEBHOOK_MANAGE,
    Side.STAFF: Permission.STAFF_WEBHOOK_MANAGE,
    Side.PLATFORM: Permission.PLATFORM_WEBHOOK_MANAGE,
    Side.SYSTEM: Permission.STAFF_WEBHOOK_MANAGE,
}


def owner_of(actor: Actor) -> UUID | None:
    """Whose endpoints the actor manages: their account's, or (None) the platform's. Raises Forbidden."""
    require(actor, _MANAGE[actor.side])
    return actor.account_id


def checked_events(events: Sequence[str], *, side: Side) -> list[str]:
    """The types in the table's order; none stands for all, also those to come. Raises UnknownEvent."""
    known = types_for(side)
    for event in events:
        if event not in known:
            raise UnknownEvent(event=event)
    return [one for one in known if one in set(events)]
