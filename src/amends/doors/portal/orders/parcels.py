"""Where an order's goods are and where they go, as its page tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from amends.core.orders.kinds import Tracking
from amends.doors.look.badges import TRACKING_BADGES
from amends.records.orders.queries_page import ParcelShown, StepShown

_GONE_WRONG = (Tracking.ALERT, Tracking.EXPIRED, Tracking.RETURNED)


@dataclass(frozen=True, slots=True)
class ParcelStep:
    """One step of a parcel. `wrong` for those that nobody hoped for."""

    title: str | Promise
    text: str
    at: datetime
    wrong: bool


def parcel_steps(parcel: ParcelShown) -> list[list[ParcelStep]]:
    """What the carrier said, latest first, down to the dispatch: the latest steps, and the earlier ones if many."""
    steps = [*map(_said, parcel.steps), ParcelStep(_("Left the warehouse"), "", parcel.dispatched_at, wrong=False)]
    return [steps[:2], steps[2:]] if len(steps) > 3 else [steps]


def _said(step: StepShown) -> ParcelStep:
    """On the way the carrier's own words tell most; otherwise they explain."""
    words = TRACKING_BADGES[step.tracking].words
    if step.tracking is Tracking.IN_TRANSIT and step.text:
        return ParcelStep(step.text, "", step.at, wrong=False)
    return ParcelStep(words, step.text, step.at, wrong=step.tracking in _GONE_WRONG)


def address_lines(address: Mapping[str, str], country: str) -> str:
    """A postal address line by line; the phone number stands last."""
    town = " ".join(filter(None, (address.get("zip"), address.get("city"))))
    lines = [address.get(part) for part in ("name", "company", "line1", "line2")]
    return "\n".join(filter(None, [*lines, town, address.get("province"), country, address.get("phone")]))
