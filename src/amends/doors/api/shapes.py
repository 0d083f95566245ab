"""Shapes that answers of several kinds are made of. Amounts are whole minor units."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict

from amends.core.orders.words import Product


class Exact(BaseModel):
    """Nothing besides what is named."""

    model_config = ConfigDict(extra="forbid")


class PartsAnswer(Exact):
    """An amount with its parts."""

    goods: int
    shipping: int
    tax: int
    tax_handling: int
    total: int


class LineAnswer(Exact):
    """A line. `claimable` units can be disputed now and bring back at most `ceiling`.

    `in_dispute` is the number of the open dispute that it stands in.
    """

    line_id: UUID
    sku: str
    name: str
    picture_url: str
    product: Product
    quantity: int
    claimable: int
    ceiling: PartsAnswer
    charged: int
    refunded: int
    in_dispute: str | None
