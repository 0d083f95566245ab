"""Which evidence each reason requires: one table, read by the form's checklist and by the opening.

Source: the Refund, Resend and Returns Policy, its case matrix and its rule on what a complaint must show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from amends.core.orders.kinds import UNSHIPPED, Kind, Stage, Tracking
from amends.core.refusals import Refusal


class Purpose(StrEnum):
    """What a file is meant to show."""

    COMPLAINT = "complaint"
    PRODUCT = "product"
    PARCEL = "parcel"
    CERTIFICATE = "certificate"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Requirement:
    """At least one file with this purpose. `text` names it for people."""

    purpose: Purpose
    text: str


class EvidenceMissing(Refusal):
    """A required piece of evidence was not given."""

    code = "dispute.evidence_missing"
    sentence = "Still missing: %(missing)s."
    kind = "invalid"
    field = "evidence"


_COMPLAINT = Requirement(
    Purpose.COMPLAINT, "a screenshot of the buyer's complaint, with the buyer's e-mail address, date and text visible"
)
_PRODUCT = Requirement(Purpose.PRODUCT, "pictures of the product, or a video where pictures cannot show it")
_PARCEL = Requirement(Purpose.PARCEL, "pictures of the parcel with its shipping label")
_MEASURED = Requirement(
    Purpose.PRODUCT, "pictures of what arrived; for a wrong size, with the measuring tape in the picture"
)
_CERTIFICATE = Requirement(
    Purpose.CERTIFICATE, "the local post office's certificate of non-delivery, with its official seal"
)

_BY_REASON: dict[str, tuple[Requirement, ...]] = {
    "order_cancellation": (),
    "delayed": (_COMPLAINT,),
    "not_received": (_COMPLAINT,),
    "damaged": (_COMPLAINT, _PRODUCT, _PARCEL),
    "bad_quality": (_COMPLAINT, _PRODUCT),
    "wrong_product": (_COMPLAINT, _MEASURED),
    "missing_parts": (_COMPLAINT, _PRODUCT),
    "order_returned": (_PARCEL,),
}


def requirements(reason: str, *, kind: Kind, stage: Stage, tracking: Tracking) -> list[Requirement]:
    """What must be shown. Nothing while the order is unshipped; no buyer's complaint where there is no buyer;

    and a sealed certificate of non-delivery when tracking says that the parcel was delivered.
    Raises KeyError for a reason that is not in the table.
    """
    needed = list(_BY_REASON[reason])
    if stage in UNSHIPPED:
        return []
    if kind is not Kind.STORE:
        needed = [one for one in needed if one.purpose is not Purpose.COMPLAINT]
    if reason == "not_received" and tracking is Tracking.DELIVERED:
        needed.append(_CERTIFICATE)
    return needed


def missing(
    reason: str, *, kind: Kind, stage: Stage, tracking: Tracking, given: Sequence[Purpose]
) -> list[Requirement]:
    """The requirements that no given file meets, in the table's order."""
    return [one for one in requirements(reason, kind=kind, stage=stage, tracking=tracking) if one.purpose not in given]
