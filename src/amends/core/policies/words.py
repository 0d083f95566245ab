"""The words that cases are described with in the policy, besides those of orders and evidence; and all their titles."""

from collections.abc import Mapping
from enum import StrEnum

from amends.core.disputes.reasons import REASONS, Detail, Reason
from amends.core.evidence.purposes import Purpose
from amends.core.orders.kinds import Kind, Stage, Tracking
from amends.core.orders.words import Alert, Circumstance, Product
from amends.core.standing.standings import Standing


class Bearer(StrEnum):
    """Who bears a cost."""

    PLATFORM = "platform"
    SUPPLIER = "supplier"
    CARRIER = "carrier"
    MERCHANT = "merchant"


_TITLES: dict[type[StrEnum], Mapping[str, str]] = {
    Reason: {reason: facts.title for reason, facts in REASONS.items()},
    Detail: {
        Detail.BADLY_DAMAGED: "Badly damaged",
        Detail.PARTLY_DAMAGED: "Partly damaged",
        Detail.PACKAGING_ONLY: "Only the packaging is damaged",
        Detail.MINOR_FLAW: "A minor flaw, such as a loose thread or a slight wrinkle",
        Detail.DEFECTIVE: "Does not work",
        Detail.BADLY_MADE: "Badly made or dirty",
        Detail.DISLIKED: "The buyer does not like it",
        Detail.SMELL: "Smells",
        Detail.UNLIKE_DESCRIPTION: "Felt to be unlike its description",
        Detail.OTHER_PRODUCT: "Another product",
        Detail.WRONG_COLOR: "Wrong color",
        Detail.WRONG_SIZE: "Wrong size",
        Detail.ORDERED_WRONGLY: "Ordered wrongly",
        Detail.PARTS: "Parts are missing",
        Detail.ACCESSORIES: "Accessories are missing",
    },
    Kind: {
        Kind.STORE: "store order",
        Kind.SAMPLE: "sample order",
        Kind.WHOLESALE: "wholesale order",
        Kind.PREORDER: "preorder",
    },
    Stage: {stage: stage.value for stage in Stage},
    Tracking: {
        Tracking.NONE: "no information",
        Tracking.IN_TRANSIT: "in transit",
        Tracking.DELIVERED: "delivered",
        Tracking.ALERT: "alert",
        Tracking.EXPIRED: "expired",
        Tracking.RETURNED: "returned",
    },
    Alert: {
        Alert.ADDRESS: "address incorrect or insufficient",
        Alert.NO_SUCH_NUMBER: "no such house number",
        Alert.RECIPIENT_UNKNOWN: "recipient unknown",
        Alert.REFUSED: "refused",
        Alert.NOT_PICKED_UP: "not picked up in time",
        Alert.NO_SAFE_PLACE: "no safe place to leave it",
        Alert.CUSTOMS: "not cleared by customs",
        Alert.WAITING_FOR_PICKUP: "waiting to be picked up",
        Alert.OTHER: "another",
    },
    Product: {
        Product.NORMAL: "goods from the catalog",
        Product.PRINT_ON_DEMAND: "print on demand",
        Product.SERVICE_WITH_INSPECTION: "the merchant's own goods, with quality inspection",
        Product.SERVICE_WITHOUT_INSPECTION: "the merchant's own goods, without quality inspection",
        Product.VIDEO: "a video or photo order",
    },
    Standing: {standing: standing.value for standing in Standing},
    Circumstance: {
        Circumstance.OUT_OF_STOCK: "the platform cannot supply the goods",
        Circumstance.FORCE_MAJEURE: "force majeure",
        Circumstance.TRACKING_DELETED: "the carrier deleted the tracking",
        Circumstance.ADDRESS_GIVEN_WRONGLY: "the address was given wrongly",
        Circumstance.CLAIMED_ELSEWHERE: "claimed back at a payment house or another third party",
        Circumstance.RETURN_AGREED: "the platform agreed to take the goods back",
        Circumstance.LOST_ON_RETURN: "lost on the way back",
        Circumstance.GOODS_OPENED: "the goods are used or opened",
    },
    Purpose: {
        Purpose.COMPLAINT: "the buyer's complaint",
        Purpose.PRODUCT: "the product",
        Purpose.PARCEL: "the parcel",
        Purpose.CERTIFICATE: "a certificate",
        Purpose.OTHER: "something else",
    },
    Bearer: {bearer: bearer.value for bearer in Bearer},
}


def title_of(word: StrEnum) -> str:
    """The word as people read it, untranslated."""
    return _TITLES[type(word)][word]
