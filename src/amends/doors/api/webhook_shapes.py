"""The shapes of webhooks and events over JSON."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StrictBool

from amends.core.outbound.addresses import MOST_CHARACTERS
from amends.core.requests.field_words import WITHOUT_NUL
from amends.core.webhooks.endpoints import Closed, DeliveryState, Style
from amends.core.webhooks.events import EVENTS
from amends.doors.api.move_asks import shown
from amends.doors.api.shapes import Exact

Url = Annotated[
    str,
    Field(max_length=MOST_CHARACTERS, pattern=WITHOUT_NUL, examples=["https://example.com/webhooks"]),
]
Note = Annotated[str, Field(max_length=120, pattern=WITHOUT_NUL)]
Events = Annotated[
    list[Annotated[str, Field(max_length=40, pattern=WITHOUT_NUL)]],
    Field(max_length=len(EVENTS), examples=[["dispute.opened", "dispute.settled"]]),
]


class EndpointAsk(Exact):
    """A new endpoint. No `events`: it hears of all, also of those that will be added."""

    model_config = shown({"url": "https://example.com/webhooks", "events": ["dispute.opened", "dispute.settled"]})

    url: Url
    events: Events = Field(default_factory=list)
    description: Note = ""


class EndpointChange(Exact):
    """What is named is changed. An empty `events` makes it hear of all; `enabled` disables or enables it."""

    model_config = shown({"description": "Order desk", "events": ["dispute.opened"]})

    url: Url | None = None
    events: Events | None = None
    description: Note | None = None
    enabled: StrictBool | None = None


class RotateAsk(Exact):
    """`at_once`: the old secret leaked and signs nothing more; otherwise it signs for another day."""

    model_config = shown({"at_once": True})

    at_once: StrictBool = False


class EndpointAnswer(Exact):
    """An endpoint. One of style `cj` was set over CJ's API: it hears of its `topic` and not of `events`.

    `failing_since` is the first failure after which nothing arrived; after three days of that it is disabled, and
    `disabled_why` says so: `failing`, `gone` (it answered 410) or `asked`.
    """

    id: UUID
    url: str
    events: list[str]
    description: str
    style: Style
    topic: str
    made_at: datetime
    failing_since: datetime | None
    disabled_at: datetime | None
    disabled_why: Closed | None


class EndpointList(Exact):
    """All endpoints, the oldest first."""

    endpoints: list[EndpointAnswer]


class SecretAnswer(Exact):
    """A secret that signs, as Standard Webhooks writes it. `ends_at` is set for one that was replaced."""

    secret: Annotated[str, Field(examples=["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"])]
    made_at: datetime
    ends_at: datetime | None


class EndpointSigned(EndpointAnswer):
    """An endpoint and its newest secret; none when it was removed meanwhile and this answer is given again."""

    secret: SecretAnswer | None


class SecretList(Exact):
    """Those that sign now, the newest first."""

    secrets: list[SecretAnswer]


class AttemptAnswer(Exact):
    """One try. `status` is the answer's; without an answer `failure` says why."""

    at: datetime
    status: int | None
    failure: str
    milliseconds: int
    excerpt: str


class DeliveryAnswer(Exact):
    """One event told to one endpoint. `event_id` is the message's `webhook-id`, the same each time it is sent.

    `tries` counts towards the nine after which a message is left: a replay of one that was done begins again at 0.
    `attempts` holds every call that was made, before and after.
    """

    id: UUID
    endpoint: UUID
    event_id: UUID
    number: int | None
    type: str
    state: DeliveryState
    tries: int
    next_try_at: datetime | None
    made_at: datetime
    done_at: datetime | None
    attempts: list[AttemptAnswer]


class DeliveryPage(Exact):
    """A page of deliveries, latest first, and the `cursor` of the next page, if there is one."""

    deliveries: list[DeliveryAnswer]
    next: str | None


class EventAnswer(Exact):
    """An event as a webhook tells it. `data` holds ids, the dispute's `sequence`, and what the type tells besides."""

    type: Annotated[str, Field(examples=["dispute.opened"])]
    timestamp: datetime
    data: dict[str, Any]


class EventPage(Exact):
    """Events in order. Ask again `after` `next`: it is there also when nothing new is."""

    events: list[EventAnswer]
    next: int


class TypeList(Exact):
    """The types of events that the caller's endpoints can hear of."""

    types: list[str]
