"""Staff decide otherwise who bears an award, with words, until a debit note was issued over it."""

import pytest

from amends.core.access import Forbidden, Role
from amends.core.ledger.posting import LedgerKind
from amends.core.liability.overriding import (
    BearingChanged,
    BearingUnchanged,
    CarrierUnnamed,
    NoteIssuedAlready,
    NothingBorne,
    SharesUneven,
    SupplierUnnamed,
    WhyMissing,
)
from amends.core.refusals import Refusal
from amends.records.disputes.models import Dispute
from amends.records.invariants.check import violations
from amends.records.liability.models import Bearing, DebitLine, DebitNote
from amends.records.trail.models import TrailEntry
from tests.makers.cases import nothing_happens, refunded, resent
from tests.makers.incoming import NOW
from tests.makers.liability import (
    DECEMBER,
    NINGBO,
    YUN,
    arrived,
    borne_by_supplier,
    defective,
    finance,
    issue,
    override,
    owed,
)
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.mark.parametrize("role", [Role.AGENT, Role.STAFF_FINANCE, Role.ADMIN])
def test_what_was_charged_is_reversed_and_charged_anew(merchant: Person, role: Role):
    dispute, by = borne_by_supplier(merchant, 1001), staff(role)
    override(dispute, by, 50, 30, 20)
    assert (owed(), owed(LedgerKind.CARRIER, YUN)) == (501, 300)
    lines = list(DebitLine.objects.order_by("id").values_list("amount", "entry__key", "note__name"))
    leg = str(DebitLine.objects.earliest("id").leg_id)
    assert lines == [
        (1001, f"{leg}/1/supplier", NINGBO),
        (-1001, f"{leg}/1/supplier", NINGBO),
        (300, f"{leg}/2/carrier", YUN),
        (501, f"{leg}/2/supplier", NINGBO),
    ]
    assert list(violations(late=NOW)) == []


def test_the_trail_says_who_and_why(merchant: Person):
    dispute, mei = borne_by_supplier(merchant), finance()
    override(dispute, mei, 0, 100, 0, why="  压坏的包裹: crushed on the way.  ")
    entry = TrailEntry.objects.filter(subject_id=dispute.id).latest("number")
    assert (entry.code, entry.personal["why"]["value"], entry.personal["actor"]["value"]) == (
        "dispute.liability_overridden", "压坏的包裹: crushed on the way.", mei.actor.name
    )  # fmt: skip
    bearing = Bearing.objects.get(number=2)
    assert (bearing.by, bearing.by_name, bearing.why) == (
        mei.actor.id, mei.actor.name, "压坏的包裹: crushed on the way."
    )  # fmt: skip


def test_staff_may_name_a_supplier_the_order_does_not_tell(merchant: Person):
    dispute = borne_by_supplier(merchant, supplier="")
    assert owed() == 0
    override(dispute, finance(), 100, 0, 0, why="The warehouse told us who made it.")
    assert (owed(), DebitNote.objects.get().name) == (1000, NINGBO)


def test_back_and_forth_leaves_one_charge(merchant: Person):
    dispute, mei = borne_by_supplier(merchant), finance()
    override(dispute, mei, 0, 100, 0)
    override(dispute, mei, 100, 0, 0)
    override(dispute, mei, 0, 0, 100)
    assert (owed(), owed(LedgerKind.CARRIER, YUN), DebitLine.objects.count()) == (0, 0, 6)
    assert issue() == []
    assert list(violations(late=NOW)) == []


@pytest.mark.parametrize(
    ("shares", "changes", "refusal"),
    [
        ((50, 30, 21), {}, SharesUneven),
        ((-10, 60, 50), {}, SharesUneven),
        ((0, 0, 0), {}, SharesUneven),
        ((10, 0, 90), {"supplier_name": " "}, SupplierUnnamed),
        ((0, 10, 90), {"carrier_name": "x" * 121}, CarrierUnnamed),
        ((0, 10, 90), {"why": "  "}, WhyMissing),
        ((0, 10, 90), {"why": "x" * 1001}, WhyMissing),
        ((0, 10, 90), {"shown": 2}, BearingChanged),
        ((100, 0, 0), {}, BearingUnchanged),
        ((100, 0, 0), {"carrier_name": "somebody who bears nothing"}, BearingUnchanged),
    ],
)
def test_what_does_not_add_up_is_refused(
    merchant: Person, shares: tuple[int, int, int], changes: dict[str, object], refusal: type[Refusal]
):
    dispute, mei = borne_by_supplier(merchant), finance()
    with nothing_happens(refusal):
        override(dispute, mei, *shares, **changes)  # type: ignore[arg-type]


def test_what_a_party_was_told_to_pay_is_not_changed_behind_its_back(merchant: Person):
    dispute, mei = borne_by_supplier(merchant), finance()
    issue()
    with nothing_happens(NoteIssuedAlready) as refused:
        override(dispute, mei, 0, 0, 100, now=DECEMBER)
    assert refused.value.facts == {"note": "DN2611-0001"}


def test_a_policy_owner_and_a_merchant_may_not(merchant: Person):
    dispute, owner_of_policy = borne_by_supplier(merchant), staff(Role.POLICY_OWNER)
    for person in (owner_of_policy, merchant):
        with nothing_happens(Forbidden):
            override(dispute, person, 0, 0, 100)


def test_nobody_bears_what_is_not_paid(merchant: Person):
    mei, agent = finance(), staff()
    waiting = defective(merchant, arrived(merchant))
    resent(merchant, agent, arrived(merchant))
    sent_again = Dispute.objects.get(settlement__legs__method="resend")
    for dispute in (waiting, sent_again):
        with nothing_happens(NothingBorne):
            override(dispute, mei, 0, 100, 0)


def test_another_dispute_keeps_its_charge(merchant: Person):
    first, second = borne_by_supplier(merchant), borne_by_supplier(merchant, 500)
    refunded(merchant, staff(), arrived(merchant), {1: 1})
    override(first, finance(), 0, 0, 100)
    assert (owed(), DebitLine.objects.filter(dispute=second).count()) == (500, 1)
