"""What files are given for."""

from enum import StrEnum

from amends.core.refusals import Refusal


class Purpose(StrEnum):
    """What a file is meant to show."""

    COMPLAINT = "complaint"
    PRODUCT = "product"
    PARCEL = "parcel"
    CERTIFICATE = "certificate"
    OTHER = "other"


class EvidenceMissing(Refusal):
    """A required piece of evidence was not given."""

    code = "dispute.evidence_missing"
    sentence = "Still missing: %(missing)s."
    kind = "invalid"
    field = "evidence"
