"""Taking in one message of a payment house: read through its gateway, each piece handed to its use-case."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog

from amends.core.refusals import Refusal
from amends.gateways.payments.port import News, NewsGateway, OutcomeUnknown
from amends.gateways.payments.registry import UnknownProvider, news_gateway
from amends.records.inbound.models import InboundMessage
from amends.records.inbound.queries import undigested
from amends.usecases.external_claims.record_external_claim import RecordExternalClaim, record_external_claim
from amends.usecases.inbound.note_digested import note_digested
from amends.usecases.inbound.note_failure import NoteFailure, note_failure
from amends.usecases.settlements.record_leg import RecordLeg, record_leg
from amends.usecases.wallet.record_top_up import RecordTopUp, record_top_up

Clock = Callable[[], datetime]

TAKERS: Mapping[type, Callable[..., object]] = {
    RecordLeg: record_leg,
    RecordExternalClaim: record_external_claim,
    RecordTopUp: record_top_up,
}
"""Which use-case takes in which kind of news: called with `ask` and `now`, safe to call twice."""

_log = structlog.get_logger("amends.inbound")


class NobodyTakes(Exception):
    """A gateway reads news for which there is no use-case."""


def digest_message(
    *, message_id: UUID, clock: Clock, gateway: Callable[[str], NewsGateway] = news_gateway, takers: Any = TAKERS
) -> None:
    """Takes the message in, or notes why not; what is due again is found by the sweep. Safe to run twice, and at once.

    What a message tells may be taken in by half when it fails: each piece is taken in once however often it is told.
    """
    message = undigested(message_id)
    if message is None:
        return
    try:
        for news in gateway(message.provider).read(bytes(message.body)):
            _take_in(news, takers, clock())
    except Exception as fault:  # noqa: BLE001 - whatever it was, the message waits, its failure is shown and logged
        _note(message, fault, clock())
    else:
        note_digested(message_id=message.id, now=clock())


def _take_in(news: News, takers: Mapping[type, Callable[..., object]], now: datetime) -> None:
    if type(news) not in takers:
        raise NobodyTakes(type(news).__name__)
    takers[type(news)](ask=news, now=now)


def _note(message: InboundMessage, fault: Exception, now: datetime) -> None:
    note_failure(ask=NoteFailure(message_id=message.id, failure=_words(fault)), now=now)
    if not isinstance(fault, OutcomeUnknown | Refusal | UnknownProvider):
        _log.error("a message could not be taken in", message=str(message.id), kind=message.kind, exc_info=fault)


def _words(fault: Exception) -> str:
    """For finance's page; a fault of ours goes by its name, the log has the rest."""
    if isinstance(fault, OutcomeUnknown | Refusal):
        return str(fault)
    if isinstance(fault, UnknownProvider):
        return f"{fault} is not set up here"
    return f"{type(fault).__name__}: {fault}"
