"""How payment houses' lines were fetched."""

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from uuid import UUID

from django.db import connection
from django.db.models import F

from amends.core.reconciliation.stretch import LONGEST, Stretch, next_stretch
from amends.records.reconciliation.models import StatementRun

_CURRENCIES = files(__package__).joinpath("currencies.sql").read_text()


def run_to_fetch(run_id: UUID) -> str | None:
    """The provider of a run that is not finished, or None."""
    return StatementRun.objects.filter(id=run_id, finished_at=None).values_list("provider", flat=True).first()


def stretch_due(provider: str, *, now: datetime) -> Stretch:
    """What to ask the provider for."""
    whole = StatementRun.objects.filter(provider=provider, failure="", finished_at__isnull=False)
    told_until = whole.order_by("-until").values_list("until", flat=True).first()
    back = whole.filter(until__gte=F("since") + LONGEST).order_by("-finished_at")
    looked_back_at = back.values_list("finished_at", flat=True).first()
    return next_stretch(told_until=told_until, looked_back_at=looked_back_at, now=now)


def latest_runs(provider: str, *, most: int) -> Sequence[StatementRun]:
    """The provider's latest runs, the one that is not finished first."""
    return list(StatementRun.objects.filter(provider=provider).order_by("-id")[:most])


def told_since(provider: str) -> datetime | None:
    """From when on the provider's lines are known; None before the first time."""
    whole = StatementRun.objects.filter(provider=provider, failure="", finished_at__isnull=False)
    return whole.order_by("since").values_list("since", flat=True).first()


def providers_told() -> list[str]:
    """Every provider that was ever asked."""
    return list(StatementRun.objects.order_by("provider").values_list("provider", flat=True).distinct())


def currencies_of(provider: str) -> list[str]:
    """The currencies of its lines, and of what only our books say it moved."""
    with connection.cursor() as cursor:
        cursor.execute(_CURRENCIES, {"provider": provider})
        return [currency for (currency,) in cursor.fetchall()]
