"""A postal address as it is written on a parcel."""

from amends.core.orders.incoming import ADDRESS_FIELDS
from amends.records.orders.queries_page import OrderShown


def address_lines(order: OrderShown) -> list[str]:
    """The parts of the order's address that are known, in the order of an envelope, the country last."""
    return [part for part in (*(order.address.get(name, "") for name in ADDRESS_FIELDS), order.country) if part]
