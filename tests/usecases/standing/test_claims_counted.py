"""Claims at payment houses that a rule counts: each once, from when it was known; one that leaves is told of."""

from datetime import datetime, timedelta

import pytest

from amends.core.access import Role
from amends.core.external_claims.words import ExternalKind
from amends.core.standing.rules import read_rules
from amends.doors.console.external_claims.words import event_line
from amends.doors.jobs.standing import apply_standing_rules
from amends.records.external_claims.models import ExternalClaim
from amends.records.external_claims.pages import events_of_claim
from amends.records.orders.models import Order
from amends.records.standing.models import Measure
from amends.usecases.external_claims.match_claim import MatchClaim, match_claim
from amends.usecases.external_claims.record_external_claim import record_external_claim
from amends.usecases.external_claims.unmatch_claim import UnmatchClaim, unmatch_claim
from amends.usecases.standing.expire_measure import expire_measure
from tests.makers.cases import paid_order
from tests.makers.claims import claim_news
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db
SOON, WEEK, DAY = NOW + timedelta(minutes=10), timedelta(days=7), timedelta(days=1)


@pytest.fixture(autouse=True)
def _rule(settings) -> None:
    settings.STANDING_RULES = read_rules("external_claims 1 in 30d: warned for 7d")


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def finance() -> Person:
    return staff(Role.STAFF_FINANCE)


def told(order: Order | None, *, at: datetime = NOW, **changes: object) -> ExternalClaim:
    ask = claim_news(order, told_at=at, **changes)
    return ExternalClaim.objects.get(id=record_external_claim(ask=ask, now=at))


def match(claim: ExternalClaim, order: Order, finance: Person, *, at: datetime) -> None:
    match_claim(ask=MatchClaim(claim_id=claim.id, order_id=order.id), actor=finance.actor, now=at)


def test_the_chargeback_of_a_warning_that_was_counted_counts_for_no_second_measure(merchant: Person):
    order = paid_order(merchant)
    told(order, kind=ExternalKind.EARLY_WARNING)
    assert apply_standing_rules(now=SOON) == 1
    assert expire_measure(measure=Measure.objects.get().id, now=SOON + WEEK)
    told(order, at=SOON + WEEK, opened_at=NOW + DAY)
    assert apply_standing_rules(now=SOON + WEEK) == 0


def test_a_claim_that_was_matched_after_a_measure_counts_for_the_next(merchant: Person, finance: Person):
    told(paid_order(merchant))
    claim = told(None)
    assert apply_standing_rules(now=SOON) == 1
    assert expire_measure(measure=Measure.objects.get().id, now=SOON + WEEK)
    match(claim, paid_order(merchant), finance, at=SOON + WEEK)
    assert apply_standing_rules(now=SOON + WEEK) == 1
    assert Measure.objects.latest("imposed_at").figures["count"] == 1


@pytest.mark.parametrize("measured", [True, False])
def test_a_match_that_is_undone_says_whether_a_measure_may_rest_on_it(
    merchant: Person, finance: Person, measured: bool
):
    claim = told(None)
    match(claim, paid_order(merchant), finance, at=NOW)
    assert not measured or apply_standing_rules(now=SOON) == 1
    ask = UnmatchClaim(claim_id=claim.id, words="The wrong shop.")
    unmatch_claim(ask=ask, actor=finance.actor, now=SOON)
    line = event_line(events_of_claim(claim.id)[0])
    assert line.event.after == {"measured": measured}
    assert ("measure" in line.sentence) is measured
