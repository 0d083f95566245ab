"""Cases for the policy's tests: everything known and in order, unless a test says otherwise."""

from datetime import date

from amends.core.disputes.reasons import Reason
from amends.core.evidence.purposes import Purpose
from amends.core.orders.kinds import Kind, Stage, Tracking
from amends.core.orders.parts import Parts
from amends.core.orders.words import Circumstance, Product
from amends.core.policies.answers import Answer
from amends.core.policies.clauses import Resend, Share
from amends.core.policies.decide import Because, Program
from amends.core.policies.explain import Finding, explain
from amends.core.policies.facts import Facts
from amends.core.standing.standings import Standing
from tests.makers.policies import STANDARD

TODAY = date(2026, 11, 20)
SHOWN = frozenset({Purpose.COMPLAINT, Purpose.PRODUCT, Purpose.PARCEL})
LATE = (Reason.DELAYED, Reason.NOT_RECEIVED)


def case(reason: Reason, *circumstances: Circumstance, **changes: object) -> Facts:
    """A store order for Germany, sent 50 days ago by a trackable method, with every picture given."""
    given: dict[str, object] = {
        "reason": reason,
        "kind": Kind.STORE,
        "stage": Stage.DISPATCHED,
        "tracking": Tracking.IN_TRANSIT,
        "country": "DE",
        "method": "CJPacket Ordinary",
        "trackable": True,
        "warehouse_started": True,
        "days_since_departure": 50,
        "days_since_payment": 55,
        "product": Product.NORMAL,
        "parts": Parts(goods=2000, shipping=450, tax=101, tax_handling=10),
        "currency": "USD",
        "quantity": 2,
        "evidence": SHOWN,
        "circumstances": frozenset(circumstances),
        "standing": Standing.GOOD,
    }
    return Facts(**{**given, **changes})  # type: ignore[arg-type]


def arrived(reason: Reason, *circumstances: Circumstance, **changes: object) -> Facts:
    """The same order, delivered three days ago."""
    given: dict[str, object] = {"stage": Stage.COMPLETED, "tracking": Tracking.DELIVERED, "days_since_delivery": 3}
    return case(reason, *circumstances, **{**given, **changes})


def cancellation(**changes: object) -> Facts:
    """The same order, paid yesterday and still pending: nothing of it has begun."""
    given: dict[str, object] = {
        "stage": Stage.PENDING,
        "tracking": Tracking.NONE,
        "warehouse_started": False,
        "days_since_departure": None,
        "days_since_payment": 1,
        "evidence": frozenset(),
    }
    return case(Reason.ORDER_CANCELLATION, **{**given, **changes})


def find(facts: Facts, program: Program = STANDARD) -> Finding:
    """What the policy finds today."""
    return explain(program, facts, today=TODAY)


def counts(finding: Finding) -> tuple[str, str | None]:
    """The answer and the clause that counts."""
    decision = finding.decision
    return decision.answer.value, decision.clause.id if decision.clause else None


def granted(facts: Facts) -> tuple[str | None, Share | None, Resend | None]:
    """The clause, the share of a refund and the resend that a case is granted, with nothing missing."""
    decision = find(facts).decision
    assert (decision.answer, decision.missing) == (Answer.YES, ())
    assert decision.clause and decision.then
    refund = decision.then.refund
    return decision.clause.id, refund.share if refund else None, decision.then.resend


def too_early(facts: Facts) -> tuple[str, date | None]:
    """The clause whose window has not opened yet, and from when it is open."""
    finding = find(facts)
    assert finding.decision.because is Because.TOO_EARLY and finding.decision.answer is Answer.NO
    assert finding.decision.clause
    return finding.decision.clause.id, finding.opens_on
