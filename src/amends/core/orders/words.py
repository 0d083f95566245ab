"""What is known of an order besides its numbers: what the carrier reports, how its goods came about, what was noted."""

from enum import StrEnum


class Alert(StrEnum):
    """Why the carrier could not deliver."""

    ADDRESS = "address"
    NO_SUCH_NUMBER = "no_such_number"
    RECIPIENT_UNKNOWN = "recipient_unknown"
    REFUSED = "refused"
    NOT_PICKED_UP = "not_picked_up"
    NO_SAFE_PLACE = "no_safe_place"
    CUSTOMS = "customs"
    WAITING_FOR_PICKUP = "waiting_for_pickup"
    OTHER = "other"


class Product(StrEnum):
    """How the goods came about. Services are the merchant's own goods, which the platform only handles."""

    NORMAL = "normal"
    PRINT_ON_DEMAND = "print_on_demand"
    SERVICE_WITH_INSPECTION = "service_with_inspection"
    SERVICE_WITHOUT_INSPECTION = "service_without_inspection"
    VIDEO = "video"


class Circumstance(StrEnum):
    """What the platform knows of a case besides its order. What nobody noted is not the case."""

    OUT_OF_STOCK = "out_of_stock"
    FORCE_MAJEURE = "force_majeure"
    TRACKING_DELETED = "tracking_deleted"
    ADDRESS_GIVEN_WRONGLY = "address_given_wrongly"
    CLAIMED_ELSEWHERE = "claimed_elsewhere"
    RETURN_AGREED = "return_agreed"
    LOST_ON_RETURN = "lost_on_return"
    GOODS_OPENED = "goods_opened"
