"""Statements of payment houses, fetched by the job itself, and what then stands beside our books."""

from datetime import datetime, timedelta
from uuid import UUID

from amends.core.access import SYSTEM
from amends.core.reconciliation.verdicts import Verdict
from amends.doors.jobs.statements import fetch_statement
from amends.gateways.payments.port import StatementGateway
from amends.records.reconciliation.beside import Asked, Beside, read_beside, totals
from amends.records.reconciliation.models import StatementRun
from amends.records.reconciliation.queries import told_since
from amends.usecases.reconciliation.ask_statement import AskStatement, ask_statement
from tests.makers.incoming import NOW

TONIGHT = NOW + timedelta(hours=6)


def run_asked(provider: str, *, now: datetime = TONIGHT) -> UUID:
    """A run that is due."""
    return ask_statement(ask=AskStatement(provider=provider), actor=SYSTEM, now=now)


def fetched(provider: str, house: StatementGateway, *, now: datetime = TONIGHT) -> StatementRun:
    """The provider's lines, fetched."""
    id_ = run_asked(provider, now=now)
    fetch_statement(run_id=id_, clock=lambda: now, gateway=lambda _: house)
    return StatementRun.objects.get(id=id_)


def beside(provider: str, *, now: datetime = TONIGHT, currency: str = "USD", days: int = 31) -> list[Beside]:
    """Everything of the last days that stands on either side."""
    asked = Asked(provider=provider, currency=currency, since=now - timedelta(days=days), until=now)
    since = told_since(provider)
    assert since
    rows, _ = read_beside(asked, verdicts=list(Verdict), size=100, told_since=since, now=now)
    told = totals(asked, told_since=since, now=now)
    assert sum(one.many for one in told) == len(rows)
    return rows


def said(rows: list[Beside]) -> list[tuple[str, str, int | None, int | None]]:
    """(what it is, how it stands, our amount, theirs), sorted."""
    return sorted(((one.subject.value, one.verdict.value, one.our_amount, one.their_amount) for one in rows), key=str)
