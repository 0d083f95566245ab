"""The feed over JSON: in order, resumable, one's own."""

import pytest

from amends.core.access import Role
from amends.records.access.digests import digest_of
from amends.records.access.models import ApiToken
from amends.records.notices.models import FeedEntry
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.notices.drain_outbox import drain_outbox
from tests.doors.api.conftest import token_of
from tests.makers.cases import open_case, paid_order
from tests.makers.people import NOW, Person, owner
from tests.makers.wallet import topped_up
from tests.makers.wire import call

PATH = "/api/v1/events"


@pytest.fixture
def merchant(db: None) -> Person:
    return owner()


def drained() -> None:
    while drain_outbox(hand_over=lambda _: None):
        pass


def platform_token() -> str:
    ApiToken.objects.create(name="WMS", role=Role.PLATFORM.value, token_digest=digest_of("amends_wms"))
    return "amends_wms"


def read(token: str, after: int = 0, limit: int = 500) -> tuple[list[str], int]:
    answer = call("GET", f"{PATH}?after={after}&limit={limit}", token=token)
    assert answer.status == 200
    return [one["type"] for one in answer.body["events"]], answer.body["next"]


def test_a_dispute_s_life_is_read_in_order_and_resumed(merchant: Person):
    token = token_of(merchant, Role.VIEWER)
    dispute = open_case(merchant, paid_order(merchant, sent=True))
    drained()
    first, place = read(token)
    assert first[-2:] == ["dispute.opened", "order.held"]
    assert read(token, place) == ([], place)
    withdraw_dispute(ask=WithdrawDispute(dispute=dispute.number), actor=merchant.actor, now=NOW)
    drained()
    assert read(token, place)[0] == ["order.released", "dispute.withdrawn"]
    seen, after = [], 0
    while (page := read(token, after, 1))[0]:
        seen += page[0]
        after = page[1]
    assert seen == read(token)[0] == [*first, "order.released", "dispute.withdrawn"]


def test_an_event_is_told_as_a_webhook_tells_it(merchant: Person):
    dispute = open_case(merchant, paid_order(merchant, sent=True))
    drained()
    events = call("GET", PATH, token=token_of(merchant, Role.VIEWER)).body["events"]
    (opened,) = [one for one in events if one["type"] == "dispute.opened"]
    entry = FeedEntry.objects.get(code="dispute.opened")
    assert opened == {
        "type": "dispute.opened",
        "timestamp": NOW.isoformat(),
        "data": {
            "id": str(entry.id),
            "number": entry.number,
            "account_id": str(merchant.account_id),
            "dispute": {"id": str(dispute.id), "number": dispute.number},
            "sequence": 1,
            "order": {"id": str(dispute.order_id), "number": dispute.order.number},
            "state": "under_review",
        },
    }


def test_another_account_reads_nothing_of_it_and_the_platform_all(merchant: Person):
    open_case(merchant, paid_order(merchant, sent=True))
    drained()
    assert read(token_of(owner(), Role.OWNER)) == ([], 0)
    assert read(platform_token())[0] == read(token_of(merchant, Role.VIEWER))[0]


def test_the_wallet_s_events_are_for_those_who_read_the_wallet(merchant: Person):
    topped_up(merchant, 5000)
    drained()
    assert "top_up.paid" in read(token_of(merchant, Role.FINANCE))[0]
    assert not [one for one in read(token_of(merchant, Role.VIEWER))[0] if one.startswith("top_up.")]


def test_what_the_platform_tells_itself_is_not_the_merchant_s(merchant: Person):
    dispute = open_case(merchant, paid_order(merchant, sent=True))
    drained()
    FeedEntry.objects.filter(dispute_id=dispute.id, code="dispute.opened").update(code="dispute.escalated")
    assert "dispute.escalated" not in read(token_of(merchant, Role.OWNER))[0]
    assert "dispute.escalated" in read(platform_token())[0]


@pytest.mark.parametrize("query", ["after=-1", f"after={2**63}", "after=x", "limit=0", "limit=501", "after=1.5"])
def test_a_place_that_is_none_is_refused(merchant: Person, query: str):
    answer = call("GET", f"{PATH}?{query}", token=token_of(merchant, Role.VIEWER))
    assert (answer.status, answer.body["code"]) == (422, "request.invalid")


def test_without_a_token_nothing(db: None):
    assert call("GET", PATH).status == 401
