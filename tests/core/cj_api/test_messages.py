"""Messages in CJ's shapes, and the signature that its clients check."""

import json
from uuid import UUID

from amends.core.cj_api.dispute_words import REASON_NAMES, STATUSES
from amends.core.cj_api.ids import read_id, write_id
from amends.core.cj_api.messages import (
    DisputeNews,
    OrderNews,
    ParcelNews,
    Step,
    dispute_params,
    message_name,
    order_params,
    parcel_params,
    sign,
    write_message,
)
from amends.core.cj_api.statuses import Status
from amends.core.disputes.reasons import Reason
from amends.core.disputes.states import State
from amends.core.orders.kinds import Tracking
from tests.makers.incoming import NOW, PLACED

ID, WRITTEN = UUID("0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000"), "522756650307223552"


def test_a_message_is_signed_over_its_bytes_with_the_open_id() -> None:
    """The expected value is openssl's: printf '{"a":1}' | openssl dgst -sha256 -hmac 123456789 -binary | base64."""
    assert sign(b'{"a":1}', open_id=123456789) == "aHuEd7Bn/1KvfHKQMlRXdTRDTGMrSLrC8av/Fw8jL4k="


def test_a_message_has_cjs_envelope() -> None:
    body = write_message(message_id=ID, kind="ORDER", new=False, open_id=7, params={"a": "ö"})
    assert (
        body
        == (
            '{"messageId":"8e4be2fbadf55e7996f2f436f73db26d","type":"ORDER","messageType":"UPDATE","openId":7,'
            '"params":{"a":"ö"}}'
        ).encode()
    )


def test_an_orders_news() -> None:
    news = OrderNews(
        id=ID,
        number="A-1",
        shop_number="#1",
        status=Status.SHIPPED,
        method="CJPacket",
        tracking_number="LP1",
        placed_at=PLACED,
        changed_at=NOW,
        paid_at=PLACED,
        dispatched_at=NOW,
        delivered_at=None,
    )
    told = order_params(news)
    assert (told["cjOrderId"], told["orderNumber"], told["orderStatus"]) == (WRITTEN, "#1", "SHIPPED")
    assert (told["createDate"], told["deliveryDate"], told["completeDate"]) == (
        "2026-11-20 09:30:00",
        "2026-11-23 12:00:00",
        None,
    )


def test_a_parcels_news_holds_its_events_as_a_text_of_json() -> None:
    step = Step(at=NOW, tracking=Tracking.DELIVERED, text="Signed for")
    news = ParcelNews(order_id=ID, method="CJPacket", tracking_number="LP1", tracking=Tracking.DELIVERED, steps=[step])
    told = parcel_params(news)
    assert (told["orderId"], told["trackingStatus"]) == (WRITTEN, 12)
    assert json.loads(told["logisticsTrackEvents"]) == [
        {"status": 12, "activity": "Signed for", "location": "", "eventTime": "2026-11-23 12:00:00"}
    ]


def test_a_disputes_news() -> None:
    news = DisputeNews(
        number="SH1",
        order_id=ID,
        order_number="SD26082400012206614001",
        state=State.SETTLED,
        reason=Reason.DAMAGED,
        outcome="refund_wallet",
        amount=625,
        opened_at=PLACED,
        changed_at=NOW,
    )
    assert dispute_params(news) == {
        "disputeId": "SH1",
        "orderId": WRITTEN,
        "cjOrderId": "SD26082400012206614001",
        "status": "Completed",
        "disputeReason": "Product Damaged",
        "finallyDeal": 1,
        "money": 6.25,
        "createDate": "2026-11-20 09:30:00",
        "updateDate": "2026-11-23 12:00:00",
    }


def test_ids_are_read_as_they_were_written_and_nothing_else_is_an_id() -> None:
    assert write_id(ID) == WRITTEN
    assert read_id(WRITTEN) == read_id(f" sd{WRITTEN} ") == 522756650307223552
    odd = ("0" + WRITTEN[1:], WRITTEN[1:], WRITTEN + "0", "-" + WRITTEN[1:], WRITTEN[1:] + "²", "١" * 18)
    for text in ("", "A-1", "1.5", str(ID), str(ID.int), f"SH{WRITTEN}", f"P{WRITTEN}", "9" * 5000, *odd):
        assert read_id(text) is None


def test_every_state_but_a_drafts_and_every_reason_has_a_word_that_fits() -> None:
    assert set(STATUSES) == set(State) - {State.DRAFT}
    assert all(len(word) <= 20 for word in STATUSES.values())
    assert set(REASON_NAMES) == set(Reason)


def test_one_event_told_to_two_topics_has_two_message_ids_the_same_each_time() -> None:
    assert message_name(ID, "ORDER") == message_name(ID, "ORDER")
    assert len({message_name(ID, "ORDER"), message_name(ID, "LOGISTIC"), ID.hex}) == 3
