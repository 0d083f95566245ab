"""Many orders told at once: each is taken in or refused by itself."""

from amends.records.notices.models import Outbox
from amends.records.orders.models import Order
from tests.doors.api.conftest import Desk
from tests.doors.api.telling import PATH, tell, told
from tests.makers.people import NOW
from tests.makers.wire import Answer, call


def test_a_batch_says_what_became_of_each(desk: Desk, platform: str) -> None:
    account, nobody = desk.merchant.account_id, "01900000-0000-7000-8000-000000000000"
    tell(platform, told(account, "N-2"))
    answer = tell(
        platform,
        {
            "orders": [
                told(account, "N-1"),
                told(account, "N-2"),
                told(account, "N-3", lines=[]),
                told(nobody, "N-4"),
                told(account, "N-2b", currency="XXX"),
            ]
        },
        "/batch",
    )
    results = answer.body["results"]
    assert [(one["number"], one["outcome"], one["problem"] and one["problem"]["code"]) for one in results] == [
        ("N-1", "created", None),
        ("N-2", "unchanged", None),
        ("N-3", None, "order.lines_missing"),
        ("N-4", None, "account.unseen"),
        ("N-2b", None, "order.currency_unknown"),
    ]
    assert set(Order.objects.values_list("number", flat=True)) == {"A-1001", "N-1", "N-2"}
    assert Outbox.objects.filter(code="order.taken_in", facts__order__startswith="N-").count() == 2


def test_a_dirty_row_of_a_batch_leaves_the_clean_ones_as_they_are(desk: Desk, platform: str) -> None:
    account = desk.merchant.account_id
    dirty = told(account, "N-2", currency="usd", placed_at="2026-11-01T10:00:00", shipping="2.50")
    answer = tell(platform, {"orders": [told(account, "N-1"), dirty, "N-3", {"number": 4}]}, "/batch")
    assert answer.status == 200
    assert [(one["account"], one["number"], one["outcome"]) for one in answer.body["results"]] == [
        (str(account), "N-1", "created"),
        (str(account), "N-2", None),
        (None, None, None),
        (None, None, None),
    ]
    problems = [one["problem"] for one in answer.body["results"]]
    assert problems[0] is None
    assert {problem["code"] for problem in problems[1:]} == {"request.invalid"}
    assert [error["field"] for error in problems[1]["errors"]] == ["currency", "placed_at", "shipping"]
    assert set(Order.objects.values_list("number", flat=True)) == {"A-1001", "N-1"}


def test_an_order_told_twice_in_a_batch_stands_as_it_was_told_last(desk: Desk, platform: str) -> None:
    account = desk.merchant.account_id
    twice = [told(account, "N-1"), told(account, "N-2"), told(account, "N-1", shipping=700)]
    results = tell(platform, {"orders": twice}, "/batch").body["results"]
    assert [(one["number"], one["outcome"]) for one in results] == [
        ("N-1", "superseded"),
        ("N-2", "created"),
        ("N-1", "created"),
    ]
    assert call("GET", f"{PATH}/N-1", token=desk.token).body["charged"]["shipping"] == 700
    assert Outbox.objects.filter(code="order.taken_in", facts__order="N-1").count() == 1


def fates(answer: Answer) -> list[tuple[str, str]]:
    """The number and the outcome, or the problem's code, of each result of a batch."""
    return [(one["number"], one["outcome"] or one["problem"]["code"]) for one in answer.body["results"]]


def test_a_later_telling_that_is_refused_supersedes_nothing(desk: Desk, platform: str) -> None:
    account = desk.merchant.account_id
    orders = [
        told(account, "N-1", currency="XXY"),
        told(account, "N-1", shipping=700),
        told(account, "N-1", lines=[]),
        told(account, "N-1", placed_at="yesterday"),
        told(account, "N-2", lines=[]),
        told(account, "N-2"),
        told(account, "N-2", shipping=300),
    ]
    assert fates(tell(platform, {"orders": orders}, "/batch")) == [
        ("N-1", "order.currency_unknown"),
        ("N-1", "created"),
        ("N-1", "order.lines_missing"),
        ("N-1", "request.invalid"),
        ("N-2", "order.lines_missing"),
        ("N-2", "superseded"),
        ("N-2", "created"),
    ]
    rows = Order.objects.filter(number__startswith="N-").order_by("number").values_list("number", "charged_shipping")
    assert list(rows) == [("N-1", 700), ("N-2", 300)]


def test_a_change_that_is_refused_leaves_room_for_the_one_told_before(desk: Desk, platform: str) -> None:
    account = desk.merchant.account_id
    tell(platform, told(account, "N-1"))
    orders = [told(account, "N-1", shipping=300), told(account, "N-1", kind="sample"), told(account, "N-2")]
    assert fates(tell(platform, {"orders": orders}, "/batch")) == [
        ("N-1", "updated"),
        ("N-1", "order.unchangeable"),
        ("N-2", "created"),
    ]
    order = Order.objects.get(number="N-1")
    assert (order.kind, order.charged_shipping) == ("store", 300)


def test_a_payment_noted_twice_refuses_its_own_order_only(desk: Desk, platform: str) -> None:
    account = desk.merchant.account_id
    payment = {"provider": "sandbox", "provider_ref": "pay_1", "amount": 1250, "paid_at": NOW.isoformat()}
    orders = [told(account, "N-1", payments=[payment]), told(account, "N-2", payments=[payment]), told(account, "N-3")]
    answer = tell(platform, {"orders": orders}, "/batch")
    assert answer.status == 200
    assert fates(answer) == [("N-1", "created"), ("N-2", "order.payment_known"), ("N-3", "created")]
    assert set(Order.objects.values_list("number", flat=True)) == {"A-1001", "N-1", "N-3"}
