"""Fetches a payment house's lines."""

from collections.abc import Callable
from datetime import datetime
from itertools import islice
from uuid import UUID

from amends.core.access import SYSTEM
from amends.core.reconciliation.refusals import StatementUnderWay
from amends.gateways.payments.port import OutcomeUnknown, StatementGateway
from amends.gateways.payments.registry import UnknownProvider, statement_gateway, statement_providers
from amends.records.reconciliation.queries import run_to_fetch, stretch_due
from amends.usecases.reconciliation.ask_statement import AskStatement, ask_statement
from amends.usecases.reconciliation.finish_statement import FinishStatement, finish_statement
from amends.usecases.reconciliation.take_in_movements import TakeInMovements, take_in_movements

_AT_ONCE = 1000


def ask_for_statements(*, now: datetime) -> None:
    """Has every provider's lines fetched whose account can be read and is not being read."""
    for provider in statement_providers():
        try:
            ask_statement(ask=AskStatement(provider=provider), actor=SYSTEM, now=now)
        except StatementUnderWay:
            continue


def fetch_statement(
    *,
    run_id: UUID,
    clock: Callable[[], datetime],
    gateway: Callable[[str], StatementGateway] = statement_gateway,
) -> None:
    """Reads the stretch that is due outside any transaction, and has its lines taken in a batch at a time.

    A provider that cannot be asked is tried again, for the whole stretch, with the next run.
    """
    provider = run_to_fetch(run_id)
    if provider is None:
        return
    stretch, failure = stretch_due(provider, now=clock()), ""
    try:
        lines = gateway(provider).movements(since=stretch.since, until=stretch.until)
        while batch := tuple(islice(lines, _AT_ONCE)):
            take_in_movements(ask=TakeInMovements(run_id=run_id, provider=provider, lines=batch), now=clock())
    except OutcomeUnknown as unknown:
        failure = str(unknown) or "the payment house did not answer"
    except UnknownProvider:
        failure = f"{provider} is not set up here"
    finish_statement(ask=FinishStatement(run_id=run_id, stretch=stretch, failure=failure), now=clock())
