"""Drafts with their files, made by the verbs themselves."""

from io import BytesIO

from amends.core.access import Actor
from amends.core.disputes.typed import Typed
from amends.core.evidence.purposes import Purpose
from amends.core.orders.kinds import Stage
from amends.records.disputes.models import Draft
from amends.records.evidence.models import Evidence
from amends.records.orders.models import Order
from amends.usecases.disputes.save_draft import SaveDraft, save_draft
from amends.usecases.evidence.add_evidence import AddEvidence, add_evidence
from tests.makers.files import jpeg
from tests.makers.incoming import NOW, PLACED, take
from tests.makers.people import Person


def sent_order(owner: Person, **changes: object) -> Order:
    """A store order on its way: its first line 3 mugs of 15.00 USD, its second a lamp of 5.00 USD."""
    return take(owner.account_id, stage=Stage.DISPATCHED, dispatched_at=PLACED, **changes)


def typed(order: Order, *, units: int = 2, **changes: str) -> Typed:
    """The form filled in for some of the mugs: damaged, back to balance, all of it."""
    line = order.lines.get(position=1)
    words = {"reason": "damaged", "wish": "refund_wallet", "buyer_email": "zoe@buyer.example", "message": "Two broke."}
    return Typed(quantities={str(line.id): str(units)}, **(words | changes))


def draft(order: Order, actor: Actor, form: Typed | None = None) -> Draft:
    """The form kept, with nothing typed if there is none."""
    return save_draft(ask=SaveDraft(order=order.number, typed=form or Typed()), actor=actor, now=NOW)


def give(
    actor: Actor,
    *,
    draft: Draft | None = None,
    dispute: str | None = None,
    purpose: Purpose = Purpose.COMPLAINT,
    content: bytes | None = None,
    name: str = "complaint.jpg",
    shows: bool = False,
) -> Evidence:
    """A file given; a small JPEG unless `content` says otherwise."""
    ask = AddEvidence(
        file=BytesIO(jpeg() if content is None else content),
        name=name,
        purpose=purpose,
        draft=draft and draft.id,
        dispute=dispute,
        shows_buyer_email=shows,
    )
    return add_evidence(ask=ask, actor=actor, now=NOW)


def ready_draft(order: Order, actor: Actor) -> Draft:
    """A draft that can be confirmed: the form filled in, and all that “damaged” must show."""
    begun = draft(order, actor, typed(order))
    give(actor, draft=begun, purpose=Purpose.COMPLAINT, shows=True)
    give(actor, draft=begun, purpose=Purpose.PRODUCT, name="mugs.jpg")
    give(actor, draft=begun, purpose=Purpose.PARCEL, name="parcel.jpg")
    return begun
