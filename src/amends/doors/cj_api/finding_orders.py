"""Which order a client means: by its number, its id as we write it, its code, or the number it has at the shop."""

from uuid import UUID

from amends.core.cj_api.ids import read_id
from amends.core.disputes.refusals import OrderUnseen
from amends.records.cj_api.orders import find_order


def order_number(account_id: UUID, name: str) -> str:
    """The number of the account's order that `name` stands for. Raises OrderUnseen."""
    number = find_order(account_id=account_id, name=name, short_id=read_id(name))
    if number is None:
        raise OrderUnseen(number=name)
    return number
