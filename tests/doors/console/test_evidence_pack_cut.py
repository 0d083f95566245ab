"""However much is written, there is a pack: threads are cut, and what is left out is told."""

from datetime import timedelta
from hashlib import sha256

import pytest

from amends.core.access import Side
from amends.core.external_claims.packing import PackLimits, PackTooLong
from amends.records.disputes.models import Dispute, Message
from amends.usecases.disputes.write_message import WriteMessage, write_message
from tests.makers.cases import LATER, line, nothing_happens, open_case, paid_order, resent, ship
from tests.makers.drafts import give
from tests.makers.packs import WIDE, noise, packed, pictures_of, png_of, text_of
from tests.makers.people import Person, owner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]

NARROW = PackLimits(size=4_500_000, pages=8)


@pytest.fixture
def ana() -> Person:
    return owner(shop="蓝灯笼")


@pytest.fixture
def case(ana: Person) -> Dispute:
    """Three mugs arrived broken."""
    return open_case(ana, paid_order(ana, line(3, 1000), sent=True), message="三个都碎了 All three broke.")


def say(case: Dispute, body: str, *, minutes: int, side: Side = Side.MERCHANT, on_order: bool = False) -> None:
    """A message in the dispute's thread, or the order's."""
    Message.objects.create(
        account_id=case.account_id, order_id=case.order_id, dispute=None if on_order else case, side=side,
        author_name="x", audience=["merchant"], body=body, written_at=LATER + timedelta(minutes=minutes),
    )  # fmt: skip


def digest(*bodies: str) -> str:
    return sha256("\n".join(bodies).encode()).hexdigest()


def joined(data: bytes) -> str:
    """The pack's text without its line ends."""
    return text_of(data).replace("\n", " ")


def test_two_thousand_lines_of_one_letter_stand_as_the_first_of_them(case: Dispute, ana: Person, agent: Person) -> None:
    body = "\n".join("abcdefghij"[at % 10] for at in range(2_000))
    write_message(ask=WriteMessage(body=body, order_id=case.order_id), actor=ana.actor, now=LATER)
    paper = packed(case.order, agent)
    assert paper.pages <= WIDE.pages
    told = joined(paper.data)
    assert "12:05 UTC a b c d e f g" in told and "j 3920 more characters are left out" in told
    assert f"kept at the platform: SHA-256 {digest(body)}." in told
    assert f"Parcel LP-{case.order.number}" in told and "What the policy says" in told and "All three broke." in told


def test_empty_lines_are_not_printed(case: Dispute, agent: Person) -> None:
    pages = packed(case.order, agent).pages
    say(case, "first\n" + "\n" * 2_000 + "\r\n \u2028last", minutes=1)
    paper = packed(case.order, agent)
    assert paper.pages <= pages + 1 and "first\nlast" in text_of(paper.data)
    assert "left out" not in text_of(paper.data)


def test_a_thread_that_has_room_is_whole(case: Dispute, agent: Person) -> None:
    body = "\n".join(f"line {at}" for at in range(200))
    say(case, body, minutes=1)
    told = text_of(packed(case.order, agent).data)
    assert all(f"line {at}\n" in told for at in range(200)) and "left out" not in told


def test_where_the_first_lines_are_too_many_both_sides_keep_their_newest(case: Dispute, agent: Person) -> None:
    answers = [f"answer {at}." for at in range(3)]
    for at, body in enumerate(answers):
        say(case, body, minutes=at, side=Side.STAFF)
    flood = [f"flood {at} " + "words " * 600 for at in range(30)]
    for at, body in enumerate(flood, start=10):
        say(case, body, minutes=at)
    paper = packed(case.order, agent, NARROW)
    told = joined(paper.data)
    assert paper.pages <= 8 and all(one in told for one in answers) and "All three broke." in told
    kept = [at for at in range(30) if f"flood {at} words" in told]
    assert 10 < len(kept) < 30 and kept == list(range(30 - len(kept), 30))
    assert f"{30 - len(kept)} messages from 23 Nov 2026, 12:15 UTC to" in told
    assert f"SHA-256 of their words, one a line, {digest(*flood[: 30 - len(kept)])}." in told


def test_no_more_is_cut_than_must_be(case: Dispute, agent: Person) -> None:
    for at in range(3):
        say(case, "\n".join(f"{at}-{line}" for line in range(38)), minutes=at)
    whole = packed(case.order, agent)
    assert "left out" not in text_of(packed(case.order, agent, PackLimits(size=4_500_000, pages=whole.pages)).data)
    less = packed(case.order, agent, PackLimits(size=4_500_000, pages=whole.pages - 1))
    told = joined(less.data)
    assert less.pages == whole.pages - 1 and told.count("more characters are left out") == 3
    assert "messages from" not in told and "2-19 " in told and "2-20 " not in told


def test_bytes_are_kept_by_cutting_too(case: Dispute, agent: Person) -> None:
    say(case, "".join(map(chr, range(0x4E00, 0x4E00 + 1_000))), minutes=1)
    whole = packed(case.order, agent)
    less = packed(case.order, agent, PackLimits(size=len(whole.data) - 1, pages=18))
    assert len(less.data) < len(whole.data) and "more characters are left out" in joined(less.data)


def test_who_writes_much_does_not_crowd_out_pictures(case: Dispute, ana: Person, agent: Person) -> None:
    for at in range(6):
        give(ana.actor, dispute=case.number, name=f"tall-{at}.png", content=png_of(400, 900 + at))
    for at in range(20):
        say(case, f"flood {at} " + "words " * 600, minutes=at)
    paper = packed(case.order, agent, NARROW)
    assert paper.pages <= 8 and "Left out" not in text_of(paper.data)


def test_a_book_of_messages_is_cut_as_well(case: Dispute, agent: Person) -> None:
    for at in range(200):
        say(case, "x\n" * 2_000, minutes=at)
    paper = packed(case.order, agent, NARROW)
    assert paper.pages in (7, 8) and "messages from" in joined(paper.data)


def test_all_but_messages_and_pictures_is_never_left_out(case: Dispute, ana: Person, agent: Person) -> None:
    give(ana.actor, dispute=case.number, content=noise(1))
    Message.objects.filter(order=case.order).delete()
    with nothing_happens(PackTooLong) as caught:
        packed(case.order, agent, PackLimits(size=4_500_000, pages=1))
    told = caught.value.facts
    pages, size = int(str(told["pages"])), int(str(told["size"]))
    assert pages > 1 and (told["most_pages"], told["most_size"]) == (1, 4_500_000)
    with nothing_happens(PackTooLong):
        packed(case.order, agent, PackLimits(size=size - 1, pages=pages))
    least = packed(case.order, agent, PackLimits(size=size, pages=pages))
    assert (len(least.data), least.pages, pictures_of(least)) == (size, pages, 0)


def test_goods_sent_again_are_told_with_their_parcel_and_their_disputes(ana: Person, agent: Person) -> None:
    order = paid_order(ana, line(3, 1000), sent=True)
    again = ship(resent(ana, agent, order))
    second = open_case(ana, again, message="Broken again.")
    write_message(ask=WriteMessage(body="And late.", order_id=again.id), actor=ana.actor, now=LATER)
    told = text_of(packed(order, agent).data)
    for words in (
        f"Sent again as order {again.number}\nStage Dispatched",
        "Goods sent again Quantity\nGoods MUG-01 3",
        f"Parcel LP-{again.number}",
        f"Dispute {second.number}",
        "Broken again.",
        "And late.",
    ):
        assert words in told, words
