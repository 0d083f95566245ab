"""The figures that rules count, each one statement over all accounts or one of them.

A new figure is a member of core Figure, its sentence beside it (`core/standing/rules.py`), and a line in `_FROM` here.
What was known when a measure was taken counts towards no second one of the same rule; what was found later does.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from amends.core.standing.rules import Figure, Measured, Rule

_DISPUTES = """
    select d.account_id, d.closed_at as known_at, d.state = '{counted}' as counted from disputes d
    where d.closed_at > %(since)s and d.closed_at <= %(now)s{among}
"""

_FROM: Mapping[Figure, str] = {
    Figure.REJECTED: _DISPUTES.format(counted="rejected", among=""),
    Figure.REJECTED_SHARE: _DISPUTES.format(counted="rejected", among=" and d.state in ('rejected', 'settled')"),
    Figure.WITHDRAWN: _DISPUTES.format(counted="withdrawn", among=""),
    # A claim that grew out of a warning is one claim, known since the warning was; a refund made there by hand is none.
    Figure.EXTERNAL_CLAIMS: """
    select c.account_id, true as counted,
           least(c.matched_at, (select min(e.matched_at) from external_claims e
                                where e.account_id = c.account_id and e.grew_into_id = c.id)) as known_at
    from external_claims c
    where c.opened_at > %(since)s and c.opened_at <= %(now)s and c.account_id is not null
      and c.grew_into_id is null and c.kind <> 'refund'
""",
    Figure.EXPIRED: _DISPUTES.format(counted="expired", among=""),
}
"""Rows with account_id, known_at and counted, after `since`: all of them make `of`, those that are counted `count`."""

_COUNT = """
    select t.account_id, count(*) filter (where t.counted), count(*),
           (select count(*) from orders o
            where o.account_id = t.account_id and o.placed_at > %(since)s and o.placed_at <= %(now)s)
    from ({rows}) t
    left join (select account_id, max(imposed_at) as at from measures where rule = %(rule)s group by account_id) m
           on m.account_id = t.account_id
    where (%(account)s::uuid is null or t.account_id = %(account)s) and (m.at is null or t.known_at > m.at)
    group by t.account_id
    having count(*) filter (where t.counted) > 0
    order by t.account_id
"""


def measured(rule: Rule, *, now: datetime, account_id: UUID | None = None) -> list[tuple[UUID, Measured]]:
    """The rule's figure of each account, or of one, over the rule's days up to `now`; accounts with none left out."""
    told: dict[str, datetime | str | UUID | None] = {
        "since": now - timedelta(days=rule.days),
        "now": now,
        "rule": rule.name,
        "account": account_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(rows=_FROM[rule.figure]), told)
        return [(id_, Measured(count=count, of=of, orders=orders)) for id_, count, of, orders in cursor.fetchall()]
