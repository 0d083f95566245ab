"""Our books and a payment house's lines beside each other. Amounts in minor units, with their sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.db import connection

from amends.core.reconciliation.verdicts import GRACE, HOUSEKEEPING, Subject, Verdict
from amends.records.keyset import Place

REACH = timedelta(days=14)
"""So far apart may the two halves of one thing lie: a refund that was pending, a top-up heard of late."""

_BESIDE = files(__package__).joinpath("beside.sql").read_text()
_PAGE = f"""
select b.*, coalesce(l.settlement_id, c.id, o.id, t.account_id) as leads_to,
  coalesce(d.number, c.ref, o.number, a.name, '') as name
from ({_BESIDE}) b
left join legs l on b.subject = 'leg' and l.id = b.about_id
left join settlements s on s.id = l.settlement_id
left join disputes d on d.id = s.dispute_id
left join external_claims c on b.subject = 'claim' and c.id = b.about_id
left join payments p on p.id = case b.subject when 'payment' then b.about_id when 'line' then (
  select q.id from provider_movements m join payments q on q.provider = m.provider and q.provider_ref = m.about
  where m.id = b.about_id) end
left join orders o on o.id = p.order_id
left join top_ups t on b.subject = 'top_up' and t.id = b.about_id
left join accounts a on a.id = t.account_id
where b.verdict = any(%(verdicts)s)
  and (%(after_at)s::timestamptz is null or (b.at, b.id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
order by b.at desc, b.id desc limit %(size)s
"""  # noqa: S608 - both parts are our own files
_TOTALS = f"""
select b.verdict, count(*),
  coalesce(sum(b.our_amount) filter (where b.our_currency = %(currency)s), 0)::bigint,
  coalesce(sum(b.their_amount) filter (where b.their_currency = %(currency)s), 0)::bigint
from ({_BESIDE}) b group by b.verdict
"""  # noqa: S608
_CLEARING = """
select coalesce(sum(
  coalesce((select sum(p.amount) from postings p where p.destination_id = l.id), 0)
  - coalesce((select sum(p.amount) from postings p where p.source_id = l.id), 0)), 0)::bigint
from ledger_accounts l where l.kind = 'clearing' and l.detail = %(provider)s and l.currency = %(currency)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One provider's lines in one currency, from `since` until before `until`."""

    provider: str
    currency: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One thing on both sides; None where a side has nothing. `lines` of theirs are summed, `ref` names the first.

    `leads_to` is the settlement, claim or order it is about, or a top-up's account; `name` what that is called. A line
    that is about nothing booked leads to the order whose payment it names.
    """

    id: UUID
    at: datetime
    subject: Subject
    about_id: UUID
    our_amount: int | None
    our_currency: str | None
    our_at: datetime | None
    their_amount: int | None
    their_currency: str | None
    their_at: datetime | None
    ref: str
    kind: str
    lines: int
    verdict: Verdict
    leads_to: UUID | None
    name: str

    @property
    def place(self) -> Place:
        """Where a page that ends with it goes on."""
        return Place(self.at, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """How many things stand so, and what they come to on each side."""

    verdict: Verdict
    many: int
    ours: int
    theirs: int


def totals(asked: Asked, *, told_since: datetime, now: datetime) -> list[Total]:
    """By verdict, those there are; over the whole span, for a page asked for on purpose."""
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, _params(asked, told_since, now))
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    return [
        Total(verdict=one, many=found[one][0], ours=found[one][1], theirs=found[one][2])
        for one in Verdict
        if one in found
    ]


def read_beside(
    asked: Asked,
    *,
    verdicts: Sequence[Verdict],
    size: int,
    told_since: datetime,
    now: datetime,
    after: Place | None = None,
) -> tuple[list[Beside], Place | None]:
    """A page of the things that stand so, latest first, and where the next one goes on."""
    params = _params(asked, told_since, now) | {
        "verdicts": [one.value for one in verdicts],
        "after_at": after.at if after else None,
        "after_id": after.id if after else None,
        "size": size + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PAGE, params)
        names = [column.name for column in cursor.description or ()]
        rows = [_beside(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    return rows[:size], rows[size - 1].place if len(rows) > size else None


def clearing_held(provider: str, currency: str) -> int:
    """What the ledger's clearing account of that provider holds, over all postings there are."""
    with connection.cursor() as cursor:
        cursor.execute(_CLEARING, {"provider": provider, "currency": currency})
        ((held,),) = cursor.fetchall()
    return int(held)


def _beside(row: dict[str, Any]) -> Beside:
    return Beside(**row | {"subject": Subject(row["subject"]), "verdict": Verdict(row["verdict"])})


def _params(asked: Asked, told_since: datetime, now: datetime) -> dict[str, Any]:
    return {
        "provider": asked.provider,
        "currency": asked.currency,
        "since": asked.since,
        "until": asked.until,
        "reach": REACH,
        "late": now - GRACE,
        "told_since": told_since,
        "housekeeping": list(HOUSEKEEPING),
    }
