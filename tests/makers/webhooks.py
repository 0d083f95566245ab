"""Endpoints that listen on this machine, and sending to them."""

from datetime import datetime

from amends.core.access import Actor
from amends.core.outbound.addresses import Rules
from amends.doors.jobs.deliver import deliver_webhooks
from amends.gateways.outbound.client import Outbound
from amends.records.webhooks.models import Delivery, Endpoint
from amends.usecases.webhooks.add_endpoint import AddEndpoint, add_endpoint
from amends.usecases.webhooks.send_test_event import SendTestEvent, send_test_event
from tests.makers.people import NOW

OWN = Rules(plain=True, private=True)
HOOK = "https://hooks.example/in"


def endpoint(actor: Actor, *events: str, url: str = HOOK, note: str = "", now: datetime = NOW) -> Endpoint:
    """An endpoint of the actor's, told of `events`, or of all."""
    return add_endpoint(ask=AddEndpoint(url=url, events=events, description=note), actor=actor, now=now)


def tried(made: Endpoint, actor: Actor, now: datetime = NOW) -> Delivery:
    """A test event that waits to be sent to it."""
    return send_test_event(ask=SendTestEvent(endpoint_id=made.id), actor=actor, now=now)


def send(now: datetime = NOW, *, rules: Rules = OWN) -> int:
    """What is due is sent, really; how many attempts there were."""
    client = Outbound(rules, resolve=lambda host, port: ["127.0.0.1"])
    return deliver_webhooks(clock=lambda: now, outbound=client)
