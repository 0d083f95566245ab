"""What CJ's clients send about disputes."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from amends.doors.cj_api.reading import Asked, Text, Texts, Whole

LINES_LIMIT = 500

Name = Annotated[Text, Field(max_length=100)]


class ProductsAsked(Asked):
    """Of which order."""

    orderId: Name  # noqa: N815 - CJ's names, here and below


class ProductSent(Asked):
    """A chosen line. `price` is what was shown, and changes nothing."""

    lineItemId: Name  # noqa: N815
    quantity: Whole
    price: Annotated[Decimal, Field(max_digits=18, decimal_places=6)] | None = None


Products = Annotated[list[ProductSent], Field(min_length=1, max_length=LINES_LIMIT)]


class ConfirmAsked(Asked):
    """An order and the lines chosen of it."""

    orderId: Name  # noqa: N815
    productInfoList: Products  # noqa: N815


class CreateAsked(ConfirmAsked):
    """A dispute."""

    businessDisputeId: Name  # noqa: N815
    disputeReasonId: Whole  # noqa: N815
    expectType: Whole  # noqa: N815
    refundType: Whole = 1  # noqa: N815
    messageText: Annotated[Text, Field(max_length=500)]  # noqa: N815
    imageUrl: Annotated[Texts, Field(max_length=50)] = []  # noqa: N815, RUF012
    videoUrl: Annotated[Texts, Field(max_length=50)] = []  # noqa: N815, RUF012


class CancelAsked(Asked):
    """Which dispute of which order."""

    orderId: Name  # noqa: N815
    disputeId: Name  # noqa: N815


class ListAsked(Asked):
    """Which disputes, which page of them."""

    orderId: Name | None = None  # noqa: N815
    disputeId: Name | None = None  # noqa: N815
    orderNumber: Name | None = None  # noqa: N815
    status: Name | None = None
    pageNum: Annotated[Whole, Field(ge=1)] = 1  # noqa: N815
    pageSize: Annotated[Whole, Field(ge=1)] = 10  # noqa: N815


class DetailAsked(Asked):
    """Which dispute."""

    disputeId: Name  # noqa: N815
