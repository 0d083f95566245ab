"""Which events leave the house, to whom, and with which facts."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from amends.core.access import ROLE_PERMISSIONS, Actor, Forbidden, Role, Side
from amends.core.standing.codes import StandingCode
from amends.core.trail.codes import TrailCode
from amends.core.webhooks.events import EVENTS, TEST, types_for, types_readable
from amends.core.webhooks.message import Message, payload

A, B, C, D = (UUID(int=n) for n in range(1, 5))
AT = datetime(2026, 11, 28, 12, 30, tzinfo=UTC)


def actor(role: Role, side: Side) -> Actor:
    return Actor(side=side, id=A, account_id=None, name="x", permissions=ROLE_PERMISSIONS[role])


def test_every_event_is_a_code_of_the_house():
    codes = {code.value for code in TrailCode} | {code.value for code in StandingCode}
    assert set(EVENTS) <= codes
    assert TEST not in EVENTS


def test_what_is_the_platforms_own_business_is_told_to_the_platform_only():
    inside = {
        "dispute.escalated",
        "dispute.finance_told",
        "external_claim.unplaced",
        "settlement.freed",
        "settlement.leg_paid_after_all",
        "standing.contest_escalated",
        "top_up.differed",
    }
    assert set(types_for(Side.PLATFORM)) - set(types_for(Side.MERCHANT)) == inside
    assert types_for(Side.STAFF) == types_for(Side.PLATFORM) == tuple(EVENTS)


def test_a_claim_that_left_an_order_is_told_to_whoever_heard_that_it_came():
    came = {"external_claim.warned", "external_claim.holds", "external_claim.lost", "external_claim.released"}
    heard = {one for one in types_for(Side.MERCHANT) if one.startswith("external_claim.")}
    assert heard == came | {"external_claim.unmatched"}
    assert len({EVENTS[one] for one in heard}) == 1


def test_who_may_not_read_the_wallet_reads_no_event_of_it():
    money = {one for one in EVENTS if one.startswith(("wallet.", "top_up.", "withdrawal."))} - {"top_up.differed"}
    owner, viewer = (set(types_readable(actor(role, Side.MERCHANT))) for role in (Role.OWNER, Role.VIEWER))
    assert owner - viewer == money
    assert owner == set(types_for(Side.MERCHANT))


def test_of_the_platform_its_order_system_and_admins_read_everything_and_agents_nothing():
    assert types_readable(actor(Role.PLATFORM, Side.PLATFORM)) == tuple(EVENTS)
    assert types_readable(actor(Role.ADMIN, Side.STAFF)) == tuple(EVENTS)
    with pytest.raises(Forbidden):
        types_readable(actor(Role.AGENT, Side.STAFF))


def test_a_message_is_thin_and_holds_no_fact_that_the_table_does_not_name():
    facts = {"number": "SH1", "order": "A-1", "state": "offered", "note": "internal", "amount": "1.00 USD"}
    message = Message(
        id=A,
        number=7,
        code="dispute.offer_made",
        at=AT,
        account_id=B,
        order_id=C,
        dispute_id=D,
        sequence=4,
        facts=facts,
    )
    assert payload(message) == {
        "type": "dispute.offer_made",
        "timestamp": "2026-11-28T12:30:00+00:00",
        "data": {
            "id": str(A),
            "number": 7,
            "account_id": str(B),
            "dispute": {"id": str(D), "number": "SH1"},
            "sequence": 4,
            "order": {"id": str(C), "number": "A-1"},
            "state": "offered",
        },
    }


def test_a_test_message_tells_of_nothing():
    told = payload(Message(id=A, code=TEST, at=AT, account_id=None, facts={}))
    assert told == {
        "type": "webhook.test",
        "timestamp": "2026-11-28T12:30:00+00:00",
        "data": {"id": str(A), "number": None, "account_id": None},
    }
