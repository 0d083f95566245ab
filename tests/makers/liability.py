"""Awards that suppliers and carriers bear, and what they owe by the ledger."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Sum

from amends.core.access import SYSTEM, Role
from amends.core.disputes.reasons import Detail, Reason
from amends.core.ledger.posting import LedgerKind
from amends.records.disputes.models import Dispute
from amends.records.ledger.models import LedgerAccount, Posting
from amends.records.liability.models import DebitNote
from amends.records.orders.models import Order
from amends.usecases.liability.issue_debit_notes import IssueDebitNotes, issue_debit_notes
from amends.usecases.liability.override_liability import OverrideLiability, override_liability
from tests.makers.cases import LATER, approve, line, open_case, paid_order, settle
from tests.makers.incoming import NOW
from tests.makers.people import Person, staff

NINGBO, YUN = "宁波 Glow Ltd", "YunExpress"
NOVEMBER, DECEMBER = date(2026, 11, 1), datetime(2026, 12, 2, tzinfo=UTC)


def arrived(merchant: Person, amount: int = 1000, **changes: Any) -> Order:
    """An order of ten pieces over `amount` minor units, from NINGBO by YUN, delivered yesterday."""
    told = {"supplier": NINGBO, "shipping_method": YUN, **changes}
    order = paid_order(merchant, line(10, amount), sent=True, **told)
    Order.objects.filter(id=order.id).update(delivered_at=NOW - timedelta(days=1))
    order.refresh_from_db()
    return order


def defective(merchant: Person, order: Order, units: int = 10, **changes: Any) -> Dispute:
    """A dispute over goods that do not work, which by the standard policy the supplier bears."""
    told: dict[str, Any] = {"reason": Reason.BAD_QUALITY, "detail": Detail.DEFECTIVE, **changes}
    return open_case(merchant, order, {1: units}, **told)


def broken(merchant: Person, order: Order, units: int = 10, **changes: Any) -> Dispute:
    """A dispute over goods broken on the way, which by the standard policy the carrier bears."""
    return defective(merchant, order, units, reason=Reason.DAMAGED, detail=Detail.BADLY_DAMAGED, **changes)


def paid_out(dispute: Dispute, agent: Person) -> Dispute:
    """The dispute approved as asked and settled."""
    approve(dispute, agent)
    return settle(dispute)


def borne_by_supplier(merchant: Person, amount: int = 1000, **changes: Any) -> Dispute:
    """A settled dispute over `amount`, borne by NINGBO."""
    return paid_out(defective(merchant, arrived(merchant, amount, **changes)), staff())


def override(dispute: Dispute, by: Person, *shares: int, why: str = "The parcel was crushed.", **changes: Any) -> None:
    """Supplier, carrier and platform bear those percents from now on."""
    supplier, carrier, platform = shares
    told = {"supplier_name": NINGBO, "carrier_name": YUN, "now": LATER, **changes}
    now = told.pop("now")
    override_liability(
        ask=OverrideLiability(
            dispute=dispute.number, supplier=supplier, carrier=carrier, platform=platform, why=why, **told
        ),
        actor=by.actor,
        now=now,
    )


def issue(month: date = NOVEMBER, now: datetime = DECEMBER) -> list[DebitNote]:
    """The month's notes as they are issued by the job, by their numbers."""
    issue_debit_notes(ask=IssueDebitNotes(month=month), actor=SYSTEM, now=now)
    return list(DebitNote.objects.filter(month=month, number__isnull=False).order_by("number"))


def owed(kind: LedgerKind = LedgerKind.SUPPLIER, name: str = NINGBO, currency: str = "USD") -> int:
    """What the party owes us by the ledger, minor units."""
    account = LedgerAccount.objects.filter(kind=kind, detail=name, currency=currency).first()
    out = Posting.objects.filter(source=account).aggregate(whole=Sum("amount", default=0))["whole"]
    into = Posting.objects.filter(destination=account).aggregate(whole=Sum("amount", default=0))["whole"]
    return int(out - into)


def finance() -> Person:
    """One of the platform's finance people."""
    return staff(Role.STAFF_FINANCE)
