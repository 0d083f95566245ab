"""Which evidence each reason requires, exactly."""

import pytest

from amends.core.disputes.reasons import Reason
from amends.core.evidence.requirements import Purpose, missing, requirements
from amends.core.orders.kinds import Kind, Stage, Tracking

STORE = {
    Reason.ORDER_CANCELLATION: "",
    Reason.DELAYED: "complaint",
    Reason.NOT_RECEIVED: "complaint",
    Reason.DAMAGED: "complaint product parcel",
    Reason.BAD_QUALITY: "complaint product",
    Reason.WRONG_PRODUCT: "complaint product",
    Reason.MISSING_PARTS: "complaint product",
    Reason.ORDER_RETURNED: "parcel",
}


def needed(reason: Reason, kind: Kind, stage: Stage, tracking: Tracking = Tracking.IN_TRANSIT) -> str:
    """The purposes that must be shown."""
    return " ".join(one.purpose for one in requirements(reason, kind=kind, stage=stage, tracking=tracking))


@pytest.mark.parametrize("stage", [Stage.DISPATCHED, Stage.COMPLETED])
def test_each_reason_requires_its_evidence(stage: Stage):
    assert {reason: needed(reason, Kind.STORE, stage) for reason in Reason} == STORE


@pytest.mark.parametrize("kind", [Kind.SAMPLE, Kind.WHOLESALE, Kind.PREORDER])
def test_where_there_is_no_buyer_no_complaint_is_asked_for(kind: Kind):
    without = {reason: words.removeprefix("complaint").strip() for reason, words in STORE.items()}
    assert {reason: needed(reason, kind, Stage.DISPATCHED) for reason in Reason} == without


@pytest.mark.parametrize("stage", [Stage.PENDING, Stage.PROCESSING])
def test_before_anything_was_sent_nothing_is_required(stage: Stage):
    assert {needed(reason, Kind.STORE, stage) for reason in Reason} == {""}


@pytest.mark.parametrize("tracking", Tracking)
def test_only_a_parcel_said_to_be_delivered_needs_a_certificate(tracking: Tracking):
    extra = " certificate" if tracking is Tracking.DELIVERED else ""
    assert needed(Reason.NOT_RECEIVED, Kind.STORE, Stage.COMPLETED, tracking) == f"complaint{extra}"
    assert needed(Reason.DAMAGED, Kind.STORE, Stage.COMPLETED, tracking) == STORE[Reason.DAMAGED]


def test_what_is_missing_is_what_no_file_shows():
    given = {"kind": Kind.STORE, "stage": Stage.DISPATCHED, "tracking": Tracking.NONE}
    left = missing(Reason.DAMAGED, given=[Purpose.PRODUCT, Purpose.OTHER], **given)
    assert [one.purpose for one in left] == [Purpose.COMPLAINT, Purpose.PARCEL]
    assert missing(Reason.DAMAGED, given=list(Purpose), **given) == []


def test_an_unknown_reason_is_an_error():
    with pytest.raises(KeyError):
        requirements("whim", kind=Kind.STORE, stage=Stage.DISPATCHED, tracking=Tracking.NONE)
