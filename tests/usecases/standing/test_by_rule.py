"""Measures that follow from a rule: with the rule and its figures, once, and never for the same disputes again."""

from datetime import timedelta

import pytest

from amends.core.access import Role
from amends.core.decisions.award import RejectReason
from amends.core.standing.rules import LEAST_ORDERS, read_rules
from amends.doors.jobs.standing import apply_standing_rules
from amends.records.disputes.models import Dispute
from amends.records.standing.models import Measure, StandingChange
from amends.usecases.decisions.reject_dispute import RejectDispute, reject_dispute
from amends.usecases.disputes.pass_deadline import pass_deadline
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.standing.expire_measure import expire_measure
from amends.usecases.standing.impose_by_rule import ImposeByRule, impose_by_rule
from amends.usecases.standing.lift_measure import LiftMeasure, lift_measure
from tests.makers.cases import GOODWILL, line, open_case, paid_order, refunded, rows
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db
SOON, WEEK = NOW + timedelta(minutes=10), timedelta(days=7)


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def agent() -> Person:
    return staff()


def rejected(merchant: Person, agent: Person) -> Dispute:
    dispute = open_case(merchant, paid_order(merchant, line(1, 500)))
    ask = RejectDispute(dispute=dispute.number, reason=RejectReason.NOT_COVERED, words="No.", departing=GOODWILL)
    reject_dispute(ask=ask, actor=agent.actor, now=NOW)
    return dispute


def set_rules(settings, text: str) -> None:
    settings.STANDING_RULES = read_rules(text)


def test_at_the_limit_the_measure_is_taken_with_its_rule_and_figures(merchant, agent, settings):
    set_rules(settings, "rejected 3 in 30d: restricted for 7d")
    for _ in range(2):
        rejected(merchant, agent)
    before = rows()
    assert apply_standing_rules(now=SOON) == 0
    assert rows() == before
    rejected(merchant, agent)
    assert apply_standing_rules(now=SOON) == 1
    measure = Measure.objects.get()
    assert (measure.account_id, measure.standing, measure.reason) == (merchant.account_id, "restricted", "unfounded")
    assert (measure.rule, measure.until, measure.imposed_by) == ("rejected:restricted", SOON + WEEK, None)
    assert measure.figures == {"count": 3, "of": 3, "orders": 3, "limit": 3, "days": 30}
    words = "Taken by rule: 3 disputes were rejected in the last 30 days; the limit is 3."
    assert measure.words == words
    told = StandingChange.objects.get()
    assert (told.code, told.by_name, told.side, told.words) == ("standing.imposed", "Amends", "system", words)


def test_twice_it_is_one(merchant, agent, settings):
    set_rules(settings, "rejected 1 in 30d: warned for 7d")
    rejected(merchant, agent)
    assert apply_standing_rules(now=SOON) == 1
    before = rows()
    assert apply_standing_rules(now=SOON) == 0
    (rule,) = settings.STANDING_RULES
    assert impose_by_rule(ask=ImposeByRule(account_id=merchant.account_id, rule=rule), now=SOON) is None
    assert rows() == before


def test_what_counted_counts_towards_no_second_measure_of_the_rule(merchant, agent, settings):
    set_rules(settings, "rejected 2 in 30d: warned for 7d")
    for _ in range(2):
        rejected(merchant, agent)
    assert apply_standing_rules(now=SOON) == 1
    assert expire_measure(measure=Measure.objects.get().id, now=SOON + WEEK)
    assert apply_standing_rules(now=SOON + WEEK) == 0


def test_lifted_by_a_person_it_does_not_come_back(merchant, agent, settings):
    set_rules(settings, "rejected 1 in 30d: warned for 7d")
    rejected(merchant, agent)
    assert apply_standing_rules(now=SOON) == 1
    ask = LiftMeasure(measure=Measure.objects.get().id, words="It was our mistake.")
    lift_measure(ask=ask, actor=staff(Role.ADMIN).actor, now=SOON)
    assert apply_standing_rules(now=SOON + timedelta(minutes=10)) == 0


def test_what_is_older_than_the_rules_days_counts_no_more(merchant, agent, settings):
    set_rules(settings, "rejected 1 in 30d: warned for 7d")
    rejected(merchant, agent)
    assert apply_standing_rules(now=NOW + timedelta(days=30)) == 0
    assert apply_standing_rules(now=NOW + timedelta(days=30) - timedelta(microseconds=1)) == 1


def test_each_figure_counts_its_own_ends(merchant, agent, settings):
    gone, late = (open_case(merchant, paid_order(merchant)) for _ in range(2))
    withdraw_dispute(ask=WithdrawDispute(dispute=gone.number), actor=merchant.actor, now=NOW)
    from amends.usecases.disputes.request_evidence import RequestEvidence, request_evidence

    request_evidence(ask=RequestEvidence(dispute=late.number, words="Show."), actor=agent.actor, now=NOW)
    pass_deadline(dispute=late.number, now=NOW + timedelta(days=8))
    rejected(merchant, agent)
    rejected(merchant, agent)
    then = NOW + timedelta(days=8)
    rules = "; ".join(f"{figure} 1 in 30d: warned for 7d" for figure in ("rejected", "withdrawn", "expired"))
    set_rules(settings, rules)
    assert apply_standing_rules(now=then) == 3
    counted = dict(Measure.objects.values_list("rule", "figures__count"))
    assert counted == {"rejected:warned": 2, "withdrawn:warned": 1, "expired:warned": 1}


def test_a_share_is_of_what_was_decided_and_only_of_accounts_with_enough_orders(merchant, agent, settings):
    set_rules(settings, "rejected_share 50 in 90d: warned for 30d")
    refunded(merchant, agent, paid_order(merchant, line(1, 500)))
    for _ in range(2):
        rejected(merchant, agent)
    withdraw_dispute(
        ask=WithdrawDispute(dispute=open_case(merchant, paid_order(merchant)).number), actor=merchant.actor, now=NOW
    )
    then = NOW + timedelta(hours=1)
    for _ in range(LEAST_ORDERS - 5):
        paid_order(merchant)
    assert apply_standing_rules(now=then) == 0
    paid_order(merchant)
    assert apply_standing_rules(now=then) == 1
    assert Measure.objects.get().figures == {"count": 2, "of": 3, "orders": 25, "limit": 50, "days": 90}


def test_nobody_elses_disputes_count(merchant, agent, settings):
    set_rules(settings, "rejected 2 in 30d: warned for 7d")
    rejected(merchant, agent)
    rejected(owner(shop="Elsewhere"), agent)
    assert apply_standing_rules(now=SOON) == 0
